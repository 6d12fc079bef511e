"""How tests send files of listings, have them checked and bring them in."""

import io
from collections.abc import Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from catalog.jobs.services import drain
from catalog.merchants.models import Organization
from catalog.products.bulk.columns import guess
from catalog.products.bulk.exporting import all_listings, columns_of, rows_of
from catalog.products.bulk.files import opened
from catalog.products.bulk.sending import DRAIN, bring_in, confirm_columns, keep_file
from catalog.products.models import ImportedRow, ListingImport
from tests.catalog.products.bulk.sheets import xlsx

HEADER = [
    "number",
    "title.zh-hans",
    "title.en",
    "category",
    "hs6",
    "unit",
    "moq",
    "price.currency",
    "price.1.from",
    "price.1.amount",
    "price.2.from",
    "price.2.amount",
    "variant.1.article",
    "variant.1.gtin",
    "certificate.1.kind",
    "certificate.1.number",
    "certificate.1.expires",
    "attribute.grade",
    "storage",
    "harvest_months",
]


def tea_row(number: int) -> list[Any]:
    """Return a row of a sound tea, as a clerk fills it in."""
    return [
        f"LB-{number:03}",
        f"六堡茶 {number} 号",
        f"Liubao number {number}",
        "茶叶",
        "090240",
        "kg",
        20,
        "CNY",
        20,
        168.5,
        100,
        "152.00",
        f"00{number:03}",
        "6901234567892",
        "organic",
        f"0{number:04}",
        "2027-05-31",
        "First grade",
        "",
        "4; 5",
    ]


def send(
    organization: Organization, by: AbstractBaseUser, file: io.BytesIO, *, pictures: bytes = b""
) -> ListingImport:
    """Keep a file, confirm its columns as they are guessed, and have it checked."""
    imported = keep_file(
        organization=organization,
        data=file.getvalue(),
        name="goods.xlsx",
        language="en",
        by=by,
        pictures=pictures,
    )
    with opened(imported) as (table, _archive):
        header = table.header
    confirm_columns(
        imported=imported, header=header, columns=guess(header, {}, []), encoding=imported.encoding
    )
    drain(DRAIN)
    imported.refresh_from_db()
    return imported


def send_rows(
    organization: Organization, by: AbstractBaseUser, rows: Sequence[Sequence[Any]]
) -> ListingImport:
    """Send a workbook of rows below the usual header."""
    return send(organization, by, xlsx([HEADER, *rows]))


def take(imported: ListingImport, by: AbstractBaseUser, *, submit: bool = False) -> ListingImport:
    """Bring a checked file in."""
    bring_in(imported=imported, submit=submit, by=by)
    drain(DRAIN)
    imported.refresh_from_db()
    return imported


def counts(imported: ListingImport) -> dict[str, int]:
    """Return how many rows have which outcome."""
    found: dict[str, int] = {}
    for outcome in ImportedRow.objects.filter(listing_import=imported).values_list("outcome", flat=True):
        found[outcome] = found.get(outcome, 0) + 1
    return found


def faults(imported: ListingImport) -> list[tuple[str, str]]:
    """Return the cell and the code of every fault, in the order of rows."""
    rows = (
        ImportedRow.objects.filter(listing_import=imported).order_by("row").values_list("faults", flat=True)
    )
    return [(fault["cell"], fault["code"]) for found in rows for fault in found]


def exported(organization: Organization) -> list[list[str]]:
    """Return the table of everything an organization lists, its header first."""
    keys = columns_of(all_listings(organization))
    return [keys, *rows_of(all_listings(organization), keys)]
