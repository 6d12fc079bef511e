"""A file of two hundred rows with seventeen planted faults, from the dry run to its own export."""

import io
from typing import Any

import pytest

from catalog.merchants.models import Organization
from catalog.products.bulk.writing import csv_lines
from catalog.products.models import Category, ImportedRow, ListingDraft, Product
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import (
    HEADER,
    counts,
    exported,
    faults,
    send,
    send_rows,
    take,
    tea_row,
)
from tests.catalog.products.bulk.sheets import xlsx

pytestmark = pytest.mark.django_db

# By row of the file: the column that is damaged, the damage, and what it is called.
PLANTED: dict[int, tuple[str, Any, str]] = {
    5: ("hs6", 90240, "not-digits"),
    12: ("variant.1.gtin", "6.9E+12", "shortened"),
    17: ("category", "=cmd|' /C calc'!A0", "formula"),
    23: ("price.1.amount", "1,234", "ambiguous-number"),
    31: ("certificate.1.expires", "03/04/2027", "ambiguous-date"),
    44: ("variant.1.article", 7, "number-for-text"),
    58: ("moq", "2.5", "not-whole"),
    63: ("unit", "bushel", "not-choice"),
    70: ("number", "LB-001", "twice"),
    88: ("variant.1.gtin", "6901234567890", "not-gtin"),
    97: ("price.2.amount", "12.345678", "too-precise"),
    110: ("price.currency", "", "no-currency"),
    125: ("certificate.1.expires", "2570-05-31", "not-year"),
    140: ("attribute.grade", "Tenth grade", "not-choice"),
    151: ("title.zh-hans", "", ""),
    166: ("harvest_months", "13", "not-months"),
    201: ("number", "", "no-number"),
}


def rows_with_faults() -> list[list[Any]]:
    rows = [tea_row(number) for number in range(1, 201)]
    for place, (column, damage, _code) in PLANTED.items():
        rows[place - 2][HEADER.index(column)] = damage
    return rows


def mended() -> list[list[Any]]:
    return [tea_row(number) for number in range(1, 201)]


def cell_of(row: int, column: str) -> str:
    return f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[HEADER.index(column)]}{row}"


def test_exactly_the_planted_faults_are_named_and_nothing_is_changed(
    tea: Category, tea_house: Organization, wei: User
) -> None:
    imported = send_rows(tea_house, wei, rows_with_faults())
    assert imported.stage == "checked", imported.problem
    found = faults(imported)
    assert found == [(cell_of(row, column), code) for row, (column, _damage, code) in PLANTED.items()]
    assert len(found) == 17
    assert counts(imported) == {"new": 183, "fault": 17}
    assert not ListingDraft.objects.exists()
    assert not Product.objects.exists()


def test_what_is_sound_is_brought_in_and_its_export_changes_nothing(
    tea: Category, tea_house: Organization, wei: User
) -> None:
    imported = take(send_rows(tea_house, wei, rows_with_faults()), wei)
    assert imported.stage == "done"
    assert imported.rows_done == 183
    assert ListingDraft.objects.count() == 183
    again = send(tea_house, wei, xlsx(exported(tea_house)))
    assert counts(again) == {"same": 183}
    text = "".join(csv_lines(exported(tea_house)))
    once_more = send(tea_house, wei, io.BytesIO(text.encode()))
    assert counts(once_more) == {"same": 183}
    assert ListingDraft.objects.filter(revision=1).count() == 183


def test_the_same_file_twice_changes_nothing(tea: Category, tea_house: Organization, wei: User) -> None:
    take(send_rows(tea_house, wei, mended()[:30]), wei)
    before = dict(ListingDraft.objects.values_list("pk", "updated_at"))
    again = send_rows(tea_house, wei, mended()[:30])
    assert counts(again) == {"same": 30}
    take(again, wei)
    assert dict(ListingDraft.objects.values_list("pk", "updated_at")) == before
    assert not ImportedRow.objects.filter(listing_import=again, done=True).exists()
