"""`manage.py load_glossary`: bring the glossary's files into the database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from catalog.glossary.rows import GlossaryError, read_files
from catalog.glossary.services import load


class Command(BaseCommand):
    help = "Load the concepts of catalog/glossary/data; a second run changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            rows = read_files()
        except GlossaryError as error:
            raise CommandError(f"The glossary was not loaded, nothing was changed:\n{error}") from error
        done = load(rows=rows)
        labels = sum(len(row.labels) for row in rows.concepts)
        self.stdout.write(
            f"Glossary: {len(rows.concepts)} concepts, {labels} labels; "
            f"{done.added} added, {done.changed} changed, {done.removed} removed."
        )
