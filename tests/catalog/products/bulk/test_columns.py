"""Columns have stable keys, and words in ten languages that lead back to them."""

import pytest

from catalog.products.bulk.columns import guess, heading, is_key, is_repeated, label
from catalog.products.bulk.exporting import in_order
from catalog.products.bulk.template import USUAL
from catalog.reference.languages import codes

KEYS = [
    "number",
    "listing",
    "title.zh-hans",
    "packing.km",
    "price.1.amount",
    "price.12.article",
    "other.2.3.from",
    "variant.1.name.lo",
    "variant.2.option.grade",
    "attribute.leaf-size",
    "certificate.1.expires",
    "picture.3.alt.my",
    "carton.weight_g",
    "sample.credited",
]


@pytest.mark.parametrize("key", [*KEYS, *USUAL])
def test_every_column_has_words_in_every_language(key: str) -> None:
    assert is_key(key)
    for language in codes():
        assert label(key, language)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "title",
        "title.de",
        "price.0.amount",
        "price.1",
        "attribute.",
        "variant.x.gtin",
        "states",
        "price.100.from",
    ],
)
def test_what_names_no_place_in_a_document_is_no_column(key: str) -> None:
    assert not is_key(key)


def test_columns_are_named_by_their_parts() -> None:
    assert label("title.th", "en") == "Title · Thai"
    assert label("price.2.amount", "en") == "Price 2 · Amount"
    assert label("variant.1.option.grade", "en", {"grade": "Grade"}) == "Variant 1 · Grade"
    assert heading("hs6", "en") == "HS code [hs6]"


@pytest.mark.parametrize("language", ["zh-hans", "en", "vi", "th", "id", "ms", "fil", "km", "lo", "my"])
def test_our_own_headings_lead_back_to_their_columns_whoever_wrote_them(language: str) -> None:
    header = [heading(key, language) for key in KEYS]
    assert guess(header, {}, []) == KEYS


def test_words_alone_are_known_in_every_language() -> None:
    likely = ["number", "hs6", "unit", "moq", "title.th"]
    for language in codes():
        assert guess([label(key, language) for key in likely], {}, likely) == likely


def test_what_price_lists_usually_say_is_known() -> None:
    assert guess(["货号", "品名", "单价", "起订量", "Barcode", "备注"], {}, []) == [
        "number",
        "title.zh-hans",
        "price.1.amount",
        "moq",
        "variant.1.gtin",
        "",
    ]


def test_what_was_confirmed_before_comes_before_what_is_usual() -> None:
    remembered = {"单价": "price.2.amount", "remarks": "", "gone": "no-such-key"}
    assert guess(["单价", " REMARKS *", "gone", "[hs6]"], remembered, []) == ["price.2.amount", "", "", "hs6"]


def test_no_column_is_meant_twice() -> None:
    assert guess(["price", "单价", "price.1.amount"], {}, []) == ["price.1.amount", "", ""]


def test_several_of_a_kind_are_told_from_single_ones() -> None:
    assert [
        is_repeated(key) for key in ("price.1.from", "other.1.2.amount", "price.currency", "title.th")
    ] == [
        True,
        True,
        False,
        False,
    ]


def test_columns_stand_in_the_order_in_which_people_fill_them_in() -> None:
    keys = [
        "picture.1",
        "price.2.from",
        "price.10.from",
        "price.1.amount",
        "price.1.from",
        "title.en",
        "number",
    ]
    assert in_order(keys) == [
        "number",
        "title.en",
        "price.1.from",
        "price.1.amount",
        "price.2.from",
        "price.10.from",
        "picture.1",
    ]
