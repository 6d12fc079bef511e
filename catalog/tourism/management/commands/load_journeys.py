"""Loads the project's places, routes and entry rules."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from catalog.tourism.loading import BadRecord, load_journeys


class Command(BaseCommand):
    """Adds what is missing and says how much; what editors have changed stays as it is."""

    help = "Load places, border crossings, routes and entry rules; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            try:
                brought = load_journeys()
            except BadRecord as bad:
                raise CommandError(str(bad)) from bad
            for row in brought:
                self.stdout.write(f"{row.kind}: {row.added:,} added, {row.there:,} there already")
