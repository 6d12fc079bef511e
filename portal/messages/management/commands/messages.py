"""``manage.py messages extract | compile | check | missing <language> | fill <language> <file>``."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.messages import catalogues, inspection, update


class Command(BaseCommand):
    help = "Finds, compiles, checks and fills the interface's catalogues in ten languages."
    requires_system_checks: list[str] = []  # one of the checks asks for what this command makes

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("extract", help="Write every marked text into the catalogues.")
        actions.add_parser("compile", help="Write the compiled form beside each catalogue.")
        actions.add_parser("check", help="Fail where a text is missing, merely copied or broken.")
        missing = actions.add_parser("missing", help="Print what a language misses.")
        missing.add_argument("language", choices=sorted(catalogues.FOLDERS))
        missing.add_argument(
            "--json", action="store_true", dest="mapping", help="As a mapping ready to be filled in."
        )
        fill = actions.add_parser("fill", help="Write translations from a JSON mapping.")
        fill.add_argument("language", choices=sorted(catalogues.FOLDERS))
        fill.add_argument("file", type=Path, help='{"source": "text" or ["plural", "forms"]}')

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        self.base = Path(settings.BASE_DIR)
        self.locales = Path(settings.LOCALE_PATHS[0])
        getattr(self, f"do_{action}")(**options)

    def do_extract(self, **options: Any) -> None:
        for language, count in update.extract(self.base, self.locales).items():
            self.stdout.write(f"{language}: {count} to translate" if count else f"{language}: complete")

    def do_compile(self, **options: Any) -> None:
        written = catalogues.compile_all(self.locales)
        self.stdout.write(
            f"{len(written)} catalogues compiled." if written else "All catalogues are up to date."
        )

    def do_check(self, **options: Any) -> None:
        lines = update.stale(self.base, self.locales)
        for language in catalogues.FOLDERS:
            allowed = inspection.names(self.locales, language)
            for entry in catalogues.load(language, self.locales):
                lines += [
                    f"{language}: {entry.msgid!r} {fault}"
                    for fault in inspection.faults(entry, language, allowed)
                ]
        if lines:
            self.stderr.write("\n".join(lines))
            raise CommandError(f"{len(lines)} faults. New texts: messages extract, then messages fill.")
        self.stdout.write(f"{len(catalogues.FOLDERS)} languages complete.")

    def do_missing(self, *, language: str, mapping: bool, **options: Any) -> None:
        entries = [entry for entry in catalogues.load(language, self.locales) if catalogues.is_missing(entry)]
        if mapping:
            self.stdout.write(
                as_json({catalogues.key_of(entry): empty_form(entry, language) for entry in entries})
            )
            return
        for entry in entries:
            places = ", ".join(place for place, _ in entry.occurrences)
            parts = [entry.msgctxt and f"[{entry.msgctxt}]", entry.msgid, entry.msgid_plural, f"({places})"]
            self.stdout.write(" | ".join(part for part in parts if part))

    def do_fill(self, *, language: str, file: Path, **options: Any) -> None:
        try:
            texts = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise CommandError(f"{file} cannot be read as JSON: {error}") from error
        written, refused = update.fill(language, self.locales, texts)
        self.stdout.write(f"{language}: {written} written.")
        if refused:
            raise CommandError("Refused:\n" + "\n".join(refused))


def empty_form(entry: Any, language: str) -> str | list[str]:
    return [""] * catalogues.number_of_plurals(language) if entry.msgid_plural else ""


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
