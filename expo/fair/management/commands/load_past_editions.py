"""Loads what is known of past years of the expo."""

from typing import Any

from django.core.management.base import BaseCommand

from expo.fair.past_loading import load_past_editions


class Command(BaseCommand):
    """Makes the table what the data file says, and says how much that was."""

    help = "Load the past years of the expo in Nanning with their sources; safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        found = load_past_editions()
        self.stdout.write(
            f"past editions: {found.added} added, {found.changed} changed, {found.unchanged} as they were,"
            f" {found.removed} removed"
        )
