"""``manage.py set_up_pages``: the first page, the languages of pages, and the editors' group."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.pages.services import ensure_editors, ensure_home

NAME = "网上东博会"


class Command(BaseCommand):
    """Makes what the portal needs before anybody writes a page; leaves alone what is there."""

    help = "Makes the home page, a locale for each language and the editors' group; safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        ensure_home(name=NAME)
        ensure_editors()
