"""A row laid over what a listing says: only what differs changes, and what a table cannot say stays."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.merchants.models import Organization
from catalog.products.bulk.cells import quoted
from catalog.products.bulk.columns import is_key, label
from catalog.products.bulk.laying import Sheet, lay
from catalog.products.bulk.parts import document_of
from catalog.products.bulk.stating import cells_of, decimal_text, word_column, word_place
from catalog.products.bulk.vocabulary import Vocabulary
from catalog.products.document import (
    AttachedDocument,
    CartonDocument,
    CertificateDocument,
    LeadTime,
    OtherPrice,
    PriceDocument,
    ProductDocument,
    SampleDocument,
    TierDocument,
    TradeTerm,
    VariantDocument,
)
from catalog.products.known import Known
from catalog.products.models import Category
from catalog.reference.languages import codes
from tests.stock import KAMPOT, LIUBAO

pytestmark = pytest.mark.django_db

FULL = replace(
    LIUBAO,
    number="LB-001",
    description={"zh-hans": "第一行\n第二行", "en": "=not a formula\n- nor this"},
    packing={"zh-hans": "5公斤/篓", "en": "-"},
    states={"title": {"en": "reviewed", "th": "machine"}},
    made_from={"title": {"th": "0123456789abcdef0123456789abcdef"}},
    words={
        "storage": {"en": "Keep frozen", "th": "แช่แข็ง"},
        "sample": {"en": "A bag of 100 g"},
        "attributes.grower": {"en": "Wei garden"},
        "term.FCA": {"th": "อู๋โจว"},
        "term.FCA.2": {"th": "ฉินโจว"},
    },
    held=("vi", "zh-hans"),
    price=replace(
        LIUBAO.price,
        per=10,
        tiers=(
            TierDocument(quantity_from=20, minor=16_850),
            TierDocument(quantity_from=100, minor=1, sku="LB-5"),
        ),
        others=(
            OtherPrice(currency="VND", tiers=(TierDocument(quantity_from=20, minor=560_000),)),
            OtherPrice(currency="MYR", tiers=(TierDocument(quantity_from=20, minor=10_100),)),
        ),
    ),
    variants=(
        VariantDocument(
            sku="00123", gtin="6901234567892", names={"en": "Basket"}, options={"grade": "first"}
        ),
        VariantDocument(sku="LB-5"),
    ),
    certificates=(
        CertificateDocument(
            kind="organic",
            number="007",
            issuer="A body",
            issued_on=date(2025, 3, 4),
            expires_on=date(2027, 4, 3),
            file="b7d0a6c2-9d1c-4b57-9a43-0d6f4f1f0b11",
        ),
        CertificateDocument(kind="something-of-our-own", number="=2+2"),
    ),
    lead_times=(LeadTime(days=7, up_to=200), LeadTime(days=12)),
    terms=(TradeTerm(incoterm="FCA", place="Wuzhou"),),
    harvest_months=(4, 5),
    shelf_life_days=3650,
    storage="-18 °C",
    storage_low=-20,
    storage_high=0,
    carton=CartonDocument(quantity=4, weight_g=21_500),
    plant_registration="CHN0001",
    private_label=True,
    sample=SampleDocument(quantity="100 g", minor=2_000, credited=True),
    pictures=(11, 12),
    alt={"11": {"en": "A basket"}},
    focus={"11": (50, 40)},
    documents=(AttachedDocument(file="b7d0a6c2-9d1c-4b57-9a43-0d6f4f1f0b12"),),
)
RANGED = replace(KAMPOT, price=PriceDocument(kind="range", currency="KHR", low=5_000_000, high=5_500_000))
BARE = ProductDocument(source_language="km", title={}, category="", country="KH", unit="")


@pytest.fixture
def over(tea: Category, pepper: Category, tea_house: Organization) -> Any:
    """Return a way to lay a row over a document, and get what it says then and what is wrong."""
    vocabulary, known = Vocabulary(tea_house), Known(tea_house)

    def laid(base: ProductDocument, row: Mapping[str, Any]) -> tuple[ProductDocument, list[tuple[str, str]]]:
        sheet = Sheet(
            base=base,
            place=lambda key: key,
            vocabulary=vocabulary,
            known=known,
            picture=lambda name: int(name.removeprefix("#")),
        )
        lay(sheet, row)
        return document_of(sheet), [(fault.cell, fault.code) for fault in sheet.faults]

    return laid


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


def test_a_changed_text_is_its_sellers_and_forgets_what_it_was_made_from(over: Any) -> None:
    document, _faults = over(FULL, {"title.th": "ชาใหม่", "title.zh-hans": "新茶"})
    assert document.title["th"] == "ชาใหม่"
    assert document.states["title"] == {"en": "reviewed", "th": "reviewed"}
    assert document.made_from == {}


def test_a_changed_source_leaves_its_translations_as_they_were(over: Any) -> None:
    document, _faults = over(FULL, {"title.zh-hans": "新茶"})
    assert document.states == FULL.states
    assert document.made_from == FULL.made_from


def test_translations_of_what_is_written_once_have_columns_of_their_own() -> None:
    row = cells_of(FULL)
    assert row["word.storage.th"] == "แช่แข็ง"
    assert row["word.attribute.grower.en"] == "Wei garden"
    assert row["word.term.fca.2.th"] == "ฉินโจว"
    assert row["held"] == "vi; zh-hans"


@pytest.mark.parametrize("place", ["storage", "sample", "attributes.grower", "term.FOB", "term.FOB.12"])
def test_a_column_leads_back_to_the_place_it_translates(place: str) -> None:
    assert word_place(word_column(place)) == place
    assert is_key(f"word.{word_column(place)}.km")


@pytest.mark.parametrize("key", ["word.storage", "word.title.en", "word.storage.xx", "word.term.f.en"])
def test_other_columns_translate_nothing(key: str) -> None:
    assert not is_key(key)


def test_a_translation_that_comes_by_file_is_its_sellers(over: Any) -> None:
    base = replace(FULL, states={"storage": {"en": "machine", "th": "machine"}})
    row = {"word.storage.en": "Deep frozen", "word.term.fca.th": "-"}
    document, faults = over(base, row)
    assert faults == []
    assert document.words["storage"] == {"en": "Deep frozen", "th": "แช่แข็ง"}
    assert document.states["storage"] == {"en": "reviewed", "th": "machine"}
    assert "term.FCA" not in document.words
    assert document.words["term.FCA.2"] == FULL.words["term.FCA.2"]


def test_languages_held_back_are_named_in_any_language(over: Any) -> None:
    document, faults = over(FULL, {"held": "ไทย; 越南语, my; my"})
    assert faults == []
    assert document.held == ("th", "vi", "my")
    assert over(FULL, {"held": "-"})[0].held == ()
    assert over(FULL, {"held": "th; Klingon"}) == (replace(FULL, held=()), [("held", "not-choice")])


def test_a_text_that_is_too_long_for_its_place_is_told(over: Any) -> None:
    assert over(FULL, {"word.storage.en": "x" * 501})[1] == [("word.storage.en", "too-long")]


@pytest.mark.parametrize("language", codes())
def test_every_such_column_has_words_in_every_language(language: str) -> None:
    words = label("word.term.fob.2.en", language)
    assert "FOB 2" in words
    assert label("held", language)


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
