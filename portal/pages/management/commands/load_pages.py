"""``manage.py load_pages``: makes the home page of a new installation; safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.pages.services import ensure_home


class Command(BaseCommand):
    """Makes the site and its home page where there is none; what editors made of it stays."""

    help = "Makes the home page where there is none. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        home = ensure_home(name="网上东博会")
        self.stdout.write(f"Home page: {home.title}.")
