"""``manage.py load_demo``: brings the demonstration; safe to repeat."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from expo.fair.refusals import Refused
from portal.demo.fair.ground import AddressTaken
from portal.demo.loading import load_demonstration
from portal.demo.reading import ContentRefused


class Command(BaseCommand):
    """Brings fictional organizations and goods, made-up exchange rates, and one account per role."""

    help = (
        "Brings the demonstration: fictional organizations and goods, one account per role. Safe to repeat."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            tallies = load_demonstration(self.stdout.write)
        except (ContentRefused, ValidationError, Refused, AddressTaken) as error:
            raise CommandError(f"The demonstration is not complete. {error}") from error
        if not any(tally.new or tally.changed for tally in tallies):
            self.stdout.write("Nothing changed.")
