"""A row laid over what a listing says: only what differs changes, and what a table cannot say stays."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.products.bulk.cells import quoted
from catalog.products.bulk.columns import is_key
from catalog.products.bulk.stating import cells_of, decimal_text
from catalog.products.document import (
    PriceDocument,
    ProductDocument,
    SampleDocument,
    TierDocument,
)
from tests.catalog.products.bulk.conftest import FULL
from tests.stock import KAMPOT, LIUBAO

pytestmark = pytest.mark.django_db

RANGED = replace(KAMPOT, price=PriceDocument(kind="range", currency="KHR", low=5_000_000, high=5_500_000))

BARE = ProductDocument(source_language="km", title={}, category="", country="KH", unit="")


@pytest.mark.parametrize(
    "document", [FULL, LIUBAO, KAMPOT, RANGED, BARE], ids=["full", "tea", "pepper", "range", "bare"]
)
def test_what_a_listing_says_comes_back_as_it_was(over: Any, document: ProductDocument) -> None:
    row = {key: quoted(text) for key, text in cells_of(document).items()}
    assert all(is_key(key) for key in row)
    assert over(document, row) == (document, [])


@pytest.mark.parametrize("document", [FULL, LIUBAO, KAMPOT, RANGED], ids=["full", "tea", "pepper", "range"])
def test_a_new_listing_made_of_the_cells_says_the_same(over: Any, document: ProductDocument) -> None:
    bare = replace(BARE, country="CN", source_language=document.source_language)
    made, faults = over(bare, {key: quoted(text) for key, text in cells_of(document).items()})
    assert faults == []
    expected = replace(
        document,
        states=made.states,
        made_from={},
        focus={},
        documents=(),
        certificates=tuple(replace(one, file="") for one in document.certificates),
    )
    assert made == expected
    assert set(made.states.get("title", {}).values()) <= {"reviewed"}


def test_empty_cells_leave_what_is_there(over: Any) -> None:
    assert over(FULL, dict.fromkeys(cells_of(FULL), "")) == (FULL, [])


def test_a_hyphen_alone_empties(over: Any) -> None:
    document, faults = over(
        FULL, {"summary.en": "-", "storage": " - ", "attribute.year": "-", "sample.amount": "-"}
    )
    assert faults == []
    assert document.summary == {"zh-hans": "陈化七年。"}
    assert document.storage == ""
    assert document.attributes == {"grade": "first"}
    assert document.sample == SampleDocument(quantity="100 g", credited=True)


def test_a_text_that_is_a_hyphen_is_written_with_a_quote(over: Any) -> None:
    document, _faults = over(LIUBAO, {"packing.en": "'-"})
    assert document.packing == {"en": "-"}


def test_a_row_that_states_prices_states_them_all(over: Any) -> None:
    row = {"price.1.from": 50, "price.1.amount": 99.5, "price.2.from": "", "price.2.amount": ""}
    document, faults = over(FULL, {**row, "price.2.article": ""})
    assert faults == []
    assert document.price.tiers == (TierDocument(quantity_from=50, minor=9_950),)
    assert document.price.others == FULL.price.others


def test_a_file_with_one_price_column_changes_that_price_alone(over: Any) -> None:
    document, _faults = over(FULL, {"price.1.amount": "170"})
    assert [tier.minor for tier in document.price.tiers] == [17_000, 1]


def test_a_certificate_keeps_its_paper(over: Any) -> None:
    document, _faults = over(FULL, {"certificate.1.expires": "2028-04-03"})
    assert document.certificates[0].expires_on == date(2028, 4, 3)
    assert document.certificates[0].file == FULL.certificates[0].file


def test_pictures_taken_away_take_their_texts_along(over: Any) -> None:
    document, _faults = over(FULL, {"picture.1": "#12", "picture.2": ""})
    assert (document.pictures, document.alt, document.focus) == ((12,), {}, {})


def test_names_are_taken_in_any_language(over: Any) -> None:
    row = {
        "category": "ชา",
        "country": "中国",
        "unit": "Kg",
        "source_language": "简体中文",
        "attribute.grade": "一级",
        "price.currency": "cny",
        "price.1.amount": 5,
        "certificate.1.kind": "Organic product",
        "certificate.1.number": "1",
        "harvest_months": "๖; ๗",
    }
    document, faults = over(BARE, row)
    assert faults == []
    assert (document.category, document.country, document.unit) == ("tea", "CN", "kg")
    assert document.source_language == "zh-hans"
    assert document.attributes == {"grade": "first"}
    assert document.price.tiers == (TierDocument(quantity_from=1, minor=500),)
    assert document.certificates[0].kind == "organic"
    assert document.harvest_months == (6, 7)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"country": "Atlantis"}, ("country", "not-choice")),
        ({"city": "ulaanbaatar"}, ("city", "not-choice")),
        ({"brand": "Somebody's"}, ("brand", "not-choice")),
        ({"term.1.rule": "FOP", "term.1.place": "Qinzhou"}, ("term.1.rule", "not-choice")),
        ({"price.2.amount": "-"}, ("price.2.amount", "missing")),
        ({"price.3.amount": 5}, ("price.3.from", "missing")),
        ({"lead.3.up_to": 100}, ("lead.3.days", "missing")),
        ({"certificate.3.number": "1"}, ("certificate.3.kind", "missing")),
        ({"attribute.year": "19"}, None),
        ({"attribute.moisture": "5"}, ("attribute.moisture", "")),
        ({"variant.1.option.moisture": "5"}, ("variant.1.option.moisture", "")),
        ({"title.en": "x" * 201}, ("title.en", "too-long")),
        ({"private_label": "perhaps"}, ("private_label", "not-yes-no")),
        ({"sample.quantity": "-"}, ("sample.quantity", "missing")),
        ({"picture.4.alt.en": "A text"}, ("picture.4", "missing")),
    ],
)
def test_faults_are_named_by_their_column(
    over: Any, row: dict[str, Any], fault: tuple[str, str] | None
) -> None:
    _document, faults = over(FULL, row)
    assert faults == ([fault] if fault else [])


def test_numbers_of_a_workbook_say_the_same_as_their_text(over: Any) -> None:
    row = {
        "moq": 20.0,
        "price.1.amount": 168.5,
        "price.1.from": 20,
        "shelf_life_days": 3650.0,
        "hs6": "090240",
    }
    assert over(FULL, row) == (FULL, [])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    value=st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9),
    minor=st.integers(min_value=0, max_value=10**12),
)
def test_no_value_is_lost_on_its_way_through_a_cell(over: Any, title: str, value: float, minor: int) -> None:
    price = replace(KAMPOT.price, tiers=(TierDocument(quantity_from=50, minor=minor),))
    document = replace(KAMPOT, title={"km": title}, attributes={"moisture": value}, price=price)
    row = {key: quoted(text) for key, text in cells_of(document).items()}
    assert over(document, row) == (document, [])


def test_three_decimals_are_written_so_that_they_can_be_read() -> None:
    assert [
        decimal_text(Decimal(text)) for text in ("1.234", "0.125", "1234.567", "12.50", "5.000", "-1.234")
    ] == [
        "1.2340",
        "0.125",
        "1234.567",
        "12.50",
        "5",
        "-1.2340",
    ]
