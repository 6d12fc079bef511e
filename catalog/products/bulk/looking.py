"""Reads: what a member sees of a file and of its rows."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from catalog.products.bulk.columns import WORDS, label
from catalog.products.bulk.faults import words
from catalog.products.bulk.judging import COLUMNS_OF
from catalog.products.bulk.reading import Table
from catalog.products.bulk.stating import written
from catalog.products.models import ImportedRow, ListingImport
from catalog.reference.languages import html_tag

AT_ONCE = 100
LONGEST_SAMPLE = 60
Stage = ListingImport.Stage
Outcome = ImportedRow.Outcome
TONES: dict[str, str] = {
    Outcome.NEW: "good",
    Outcome.CHANGED: "info",
    Outcome.FAULT: "bad",
    Stage.DONE: "good",
    Stage.FAILED: "bad",
    Stage.CHECKING: "wait",
    Stage.COMMITTING: "wait",
}


def line(imported: ListingImport) -> dict[str, Any]:
    """Return what a list shows of a file."""
    return {
        "key": imported.pk,
        "name": imported.name,
        "created_at": imported.created_at,
        "stage": imported.get_stage_display(),
        "tone": TONES.get(imported.stage, ""),
        "to_confirm": imported.stage == Stage.COLUMNS,
    }


def samples(table: Table, count: int) -> list[list[str]]:
    """Return the first values below each heading."""
    found: list[list[str]] = [[] for _heading in table.header]
    for at, row in enumerate(table.rows()):
        if at == count:
            break
        for place, value in enumerate(row.values[: len(found)]):
            if value != "":
                found[place].append(written(value)[:LONGEST_SAMPLE])
    return found


def page(imported: ListingImport, *, only: str, after: str, language: str) -> dict[str, Any]:
    """Return what the page of a file shows: how far it is, how many rows have which outcome, and the rows."""
    rows = ImportedRow.objects.filter(listing_import=imported)
    counted = dict(rows.order_by().values_list("outcome").annotate(Count("pk")))
    chosen = only if only in Outcome.values else ""
    shown = rows.filter(outcome=chosen) if chosen else rows
    start = int(after) if after.isascii() and after.isdecimal() and len(after) < 9 else 0
    found = list(shown.filter(row__gt=start).order_by("row")[: AT_ONCE + 1])
    wanted = counted.get(Outcome.NEW, 0) + counted.get(Outcome.CHANGED, 0)
    own = imported.organization.source_language
    running = imported.stage in (Stage.CHECKING, Stage.COMMITTING)
    return {
        "imported": line(imported),
        "problem": imported.problem,
        "running": running,
        "stopping": running and imported.cancel_wanted,
        "done": imported.rows_done if imported.stage != Stage.CHECKING else imported.rows_read,
        "of": wanted if imported.stage != Stage.CHECKING else 0,
        "wanted": wanted,
        "may_bring_in": imported.stage in (Stage.CHECKED, Stage.CANCELLED) and wanted > imported.rows_done,
        "may_confirm": imported.stage in (Stage.COLUMNS, Stage.CHECKED, Stage.FAILED)
        and not imported.rows_done,
        "has_rows": bool(counted),
        "tabs": [
            {"key": value, "text": text, "count": counted.get(value, 0), "current": value == chosen}
            for value, text in Outcome.choices
            if counted.get(value)
        ],
        "only": chosen,
        "lang": "" if own == language else html_tag(own),
        "rows": [_row(row, language) for row in found[:AT_ONCE]],
        "next": found[AT_ONCE - 1].row if len(found) > AT_ONCE else None,
    }


def _row(row: ImportedRow, language: str) -> dict[str, Any]:
    return {
        "row": row.row,
        "number": row.number,
        "title": row.title,
        "outcome": row.get_outcome_display(),
        "tone": TONES.get(row.outcome, ""),
        "fields": changed_words(row.fields, language),
        "faults": [{"cell": fault["cell"], "text": words(fault)} for fault in row.faults],
    }


def changed_words(fields: list[str], language: str) -> str:
    """Return what the fields that change are called."""
    heads = [COLUMNS_OF.get(field, field) for field in fields]
    return ", ".join(label(head, language) for head in heads if head in WORDS)


def result_rows(imported: ListingImport, language: str) -> Iterator[list[str]]:
    """Yield the table of what became of each row, a line for each fault, its header first."""
    yield [_("Row"), _("Cell"), _("Article number"), _("Title"), _("Outcome"), _("What is to be done")]
    for row in ImportedRow.objects.filter(listing_import=imported).order_by("row").iterator(500):
        start = [str(row.row), row.number, row.title, str(row.get_outcome_display())]
        faults = [(fault["cell"], words(fault)) for fault in row.faults]
        for cell, text in faults or [("", changed_words(row.fields, language))]:
            yield [start[0], cell, *start[1:], text]
