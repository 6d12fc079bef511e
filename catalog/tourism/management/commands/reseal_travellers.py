"""``manage.py reseal_travellers``: after a new key was put first in PERSONAL_DATA_KEYS."""

from typing import Any

from django.core.management.base import BaseCommand

from catalog.tourism.services.travellers import change_keys


class Command(BaseCommand):
    help = "Seals what identifies travellers by the first of PERSONAL_DATA_KEYS; older keys can go then."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{change_keys()} travellers sealed anew.")
