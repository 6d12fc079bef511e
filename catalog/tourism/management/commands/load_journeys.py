"""Loads the project's places, routes and entry rules."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from catalog.tourism.loading import load_journeys


class Command(BaseCommand):
    """Adds what is missing and says how much; what editors have changed stays as it is."""

    help = "Load places, border crossings, routes and entry rules; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            for row in load_journeys():
                self.stdout.write(f"{row.kind}: {row.added:,} added, {row.there:,} there already")
