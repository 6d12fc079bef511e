"""Takes exchange rates from a file the operator provides."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalog.reference.services import RatesRefused, import_rates, read_rates


class Command(BaseCommand):
    """Keeps the rates of a CSV (columns base, quote, rate) as one dated snapshot of a named source."""

    help = "Import exchange rates from a CSV with the columns base, quote, rate: 1 base buys rate quote."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("csv", type=Path, help="the file, in UTF-8")
        parser.add_argument(
            "--source", required=True, help="who published the rates, as readers shall see it"
        )
        parser.add_argument("--address", default="", help="where they were published")
        parser.add_argument(
            "--as-of",
            required=True,
            help="the moment they hold for, such as 2026-11-25T09:00+08:00 (UTC without offset)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        as_of = self._moment(options["as_of"])
        try:
            with options["csv"].open(encoding="utf-8-sig", newline="") as lines:
                rates = read_rates(lines)
            result = import_rates(
                rates=rates,
                as_of=as_of,
                source_title=options["source"],
                source_address=options["address"],
                checked_on=timezone.now().date(),
            )
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['csv']} cannot be read: {error}") from error
        except RatesRefused as error:
            raise CommandError(str(error)) from error
        if result.already_there:
            self.stdout.write("These rates are there already; nothing changed.")
        else:
            self.stdout.write(
                f"{result.rates} rates of {options['source']} kept, as of {as_of:%Y-%m-%d %H:%M} UTC."
            )

    def _moment(self, text: str) -> datetime:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"--as-of {text!r} is not a moment such as 2026-11-25T09:00+08:00.") from error
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        if moment > timezone.now():
            raise CommandError(f"--as-of {text} lies in the future; rates are facts of the past.")
        return moment
