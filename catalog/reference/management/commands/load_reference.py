"""Loads the project's reference data."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from catalog.reference.loading import load_reference


class Command(BaseCommand):
    """Adds and corrects the rows of every kind and says how many; a second run changes nothing."""

    help = "Load countries, currencies, cities, trade terms and HS headings; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            for row in load_reference():
                counts = f"{row.added:,} added, {row.changed:,} changed, {row.unchanged:,} unchanged"
                self.stdout.write(f"{row.kind}: {counts}")
