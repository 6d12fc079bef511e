"""Brings what is known of past years of the expo into the database; doing it again changes nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from catalog.seams import freshness
from expo.fair.models import PastEdition

DATA = Path(__file__).parent / "data" / "past_editions.yaml"
FIELDS = (
    *("year", "begins_on", "ends_on", "country_of_honour_id", "theme", "figures", "confirmed", "source_id"),
)


@dataclass(frozen=True, slots=True)
class Brought:
    """What loading did: how many rows came, were corrected, were as they are, and went."""

    added: int
    changed: int
    unchanged: int
    removed: int


@transaction.atomic
def load_past_editions(rows: Sequence[Mapping[str, Any]] | None = None) -> Brought:
    """Make the table what the project's data file says (or ``rows``); needs the reference data."""
    stated = {row.number: row for row in _editions(_read() if rows is None else rows)}
    known = {row.number: row for row in PastEdition.objects.all()}
    new = [row for number, row in stated.items() if number not in known]
    changed = [row for number, row in stated.items() if number in known and not _same(row, known[number])]
    gone = known.keys() - stated.keys()
    PastEdition.objects.filter(pk__in=gone).delete()
    PastEdition.objects.bulk_create(new)
    PastEdition.objects.bulk_update(changed, FIELDS)
    if new or changed or gone:
        freshness.changed("fair")
    return Brought(len(new), len(changed), len(stated) - len(new) - len(changed), len(gone))


def _read() -> list[Mapping[str, Any]]:
    rows: list[Mapping[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return rows


def _same(one: PastEdition, other: PastEdition) -> bool:
    return all(getattr(one, field) == getattr(other, field) for field in FIELDS)


def _editions(rows: Sequence[Mapping[str, Any]]) -> Iterator[PastEdition]:
    for row in rows:
        begins, ends = row.get("days", (None, None))
        yield PastEdition(
            number=row["number"],
            year=row["year"],
            begins_on=begins,
            ends_on=ends,
            country_of_honour_id=row.get("honour"),
            theme=row.get("theme", {}),
            figures=[{"about": False, "confirmed": True, **figure} for figure in row.get("figures", ())],
            confirmed=row.get("confirmed", True),
            source_id=row["source"],
        )
