"""``manage.py demo_accounts``: who may sign in to the demonstration, and with which password."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.demo.people import kept_passwords
from portal.demo.reading import content


class Command(BaseCommand):
    """Prints the sign-ins that load_demo made for this installation."""

    help = "Prints the accounts of the demonstration with their passwords."

    def handle(self, *args: Any, **options: Any) -> None:
        passwords = kept_passwords()
        shown = [person for person in content().people if person.email in passwords]
        for person in shown:
            place = f" of {person.organization}" if person.organization else ""
            self.stdout.write(f"{person.email:<32} {passwords[person.email]:<18} {person.does}{place}")
        if not shown:
            self.stdout.write(
                "There is no demonstration, so there are no accounts of it. load_demo makes them."
            )
