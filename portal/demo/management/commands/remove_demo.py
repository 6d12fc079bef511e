"""``manage.py remove_demo``: takes the demonstration away."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.demo.removing import remove_demonstration


class Command(BaseCommand):
    """Removes what load_demo brought and nothing else."""

    help = "Removes the demonstration and nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        if not remove_demonstration(self.stdout.write):
            self.stdout.write("There is no demonstration. Nothing changed.")
