"""What a file brings in can be changed at the desk afterwards: both take texts of the same length."""

from dataclasses import replace
from typing import Any

import pytest
from django.http import QueryDict

from catalog.merchants.models import Organization
from catalog.products.bulk.laying import Sheet, lay
from catalog.products.bulk.parts import document_of
from catalog.products.bulk.vocabulary import Vocabulary
from catalog.products.known import Known
from catalog.products.listing_form.form import ListingForm
from catalog.products.listing_form.parts import Asked
from catalog.products.models import Category, ImportedRow, ListingDraft, Product
from portal.accounts.models import User
from tests.catalog.products.bulk.coming import counts, faults, send, take
from tests.catalog.products.bulk.sheets import separated
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db
# A column, the field of the form that asks for the same, and what stands beside it in the row.
SAME: list[tuple[str, str, dict[str, str]]] = [
    ("title.zh-hans", "title", {}),
    ("summary.zh-hans", "summary", {}),
    ("description.zh-hans", "description", {}),
    ("packing.zh-hans", "packing", {}),
    ("storage", "storage", {}),
    ("plant_registration", "plant_registration", {}),
    ("term.1.place", "term_0_place", {"term.1.rule": "FCA"}),
    ("variant.1.article", "variant_0_sku", {}),
    ("variant.1.name.zh-hans", "variant_0_name", {}),
    ("certificate.1.number", "certificate_0_number", {"certificate.1.kind": "organic"}),
    (
        "certificate.1.issuer",
        "certificate_0_issuer",
        {"certificate.1.kind": "organic", "certificate.1.number": "1"},
    ),
    ("sample.quantity", "sample_quantity", {}),
]


@pytest.mark.parametrize(("column", "field", "beside"), SAME)
def test_a_text_is_as_long_in_a_cell_as_in_the_form(
    column: str, field: str, beside: dict[str, str], tea: Category, tea_house: Organization
) -> None:
    data = QueryDict(f"{field}=")
    most = ListingForm(Asked(LIUBAO, tea_house, tea, "en", data)).fields[field].max_length  # type: ignore[attr-defined]
    for length, told in ((most, []), (most + 1, [(column, "too-long")])):
        sheet = Sheet(
            base=replace(LIUBAO, variants=(), terms=()),
            place=lambda key: key,
            vocabulary=Vocabulary(tea_house),
            known=Known(tea_house),
            picture=lambda _name: 0,
        )
        lay(sheet, {**beside, column: "x" * length})
        document_of(sheet)
        assert [(fault.cell, fault.code) for fault in sheet.faults] == told


def table(*rows: list[str]) -> Any:
    return separated([["listing", "number", "moq"], *rows])


def test_a_listing_called_by_two_names_stands_twice_in_a_file(
    liubao: Product, tea_house: Organization, wei: User
) -> None:
    take(send(tea_house, wei, table([liubao.slug, "LB-1", ""])), wei)
    draft = ListingDraft.objects.get()
    imported = send(
        tea_house, wei, table(["", "LB-1", "40"], [liubao.slug, "", "60"], [str(draft.pk), "", "80"])
    )
    assert counts(imported) == {"changed": 1, "fault": 2}
    assert faults(imported) == [("B3", "twice"), ("B4", "twice")]
    take(imported, wei)
    assert ListingDraft.objects.get().document["moq"] == 40


def test_a_number_given_to_a_listing_is_not_given_to_a_new_one_in_the_same_file(
    liubao: Product, tea_house: Organization, wei: User
) -> None:
    imported = send(tea_house, wei, table([liubao.slug, "LB-7", ""], ["", "LB-7", "40"]))
    assert faults(imported) == [("B3", "twice")]
    kept = ImportedRow.objects.get(row=3)
    assert kept.faults[0]["values"] == {"cell": "B2"}


@pytest.mark.parametrize("name", ["no-such-listing", "00000000-0000-0000-0000-000000000000", "kampot"])
def test_a_listing_that_is_not_theirs_is_named_and_nothing_begun(
    name: str, liubao: Product, kampot: Product, tea_house: Organization, wei: User
) -> None:
    called = kampot.slug if name == "kampot" else name
    imported = send(tea_house, wei, table([called, "", "40"]))
    assert faults(imported) == [("A2", "no-listing")]
    take(imported, wei)
    assert not ListingDraft.objects.exists()
