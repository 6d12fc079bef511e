"""``manage.py create_administrator``: the first person who may administer this installation."""

import shlex
import sys
from getpass import getpass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from portal import environment
from portal.accounts import selectors, services

NOTE = (
    "Nobody may administer this portal yet. Make the first administrator with\n"
    "    {command}\n"
    "or set ADMIN_EMAIL and ADMIN_PASSWORD and start again."
)


def as_typed() -> str:
    """Return this command as it is typed in a shell: with this Python, and for this data folder."""
    python = [sys.executable, str(settings.BASE_DIR / "manage.py"), "create_administrator"]
    return f"DATA_DIR={shlex.quote(str(settings.DATA_DIR))} {shlex.join(python)}"


class Command(BaseCommand):
    """Makes an administrator from ADMIN_EMAIL and ADMIN_PASSWORD, or from what is typed."""

    help = "Makes an administrator: asks for e-mail and password, or takes ADMIN_EMAIL and ADMIN_PASSWORD."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--at-start",
            action="store_true",
            help="Ask nothing: use ADMIN_EMAIL and ADMIN_PASSWORD where set, else say what to do.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email, password = environment.text("ADMIN_EMAIL"), environment.secret("ADMIN_PASSWORD")
        if bool(email) != bool(password):
            raise CommandError("Set both ADMIN_EMAIL and ADMIN_PASSWORD, or neither.")
        if not email and options["at_start"]:
            if not selectors.administrator_exists():
                self.stdout.write(NOTE.format(command=as_typed()))
            return
        if not email:
            email, password = self._ask()
        self._create(email, password)

    def _ask(self) -> tuple[str, str]:
        if not sys.stdin.isatty():
            raise CommandError("There is no terminal to ask at. Set ADMIN_EMAIL and ADMIN_PASSWORD.")
        email = input("E-mail: ").strip()
        password = getpass("Password: ")
        if password != getpass("The same password again: "):
            raise CommandError("The two passwords are not the same. Nothing was changed.")
        return email, password

    def _create(self, email: str, password: str) -> None:
        try:
            with translation.override(settings.LANGUAGE_CODE):
                user, new = services.create_administrator(email=email, password=password)
        except ValidationError as error:
            raise CommandError(f"Nothing was changed. {' '.join(error.messages)}") from error
        kept = "" if new else " (the account keeps its password)"
        self.stdout.write(f"{user.email} may administer this portal{kept}.")
