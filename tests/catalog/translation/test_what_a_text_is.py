"""A text as it is kept, told apart and carried: clean in every script, with its language and its state."""

import unicodedata

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from catalog.merchants.models import Organization, Storefront
from catalog.products.models import Product
from catalog.reference.languages import html_tag
from catalog.reference.models import Country
from catalog.translation.originals import original
from catalog.translation.selectors import Completeness
from catalog.translation.texts import LocalText, clean, digest, reach, source_path, translated_fields

CODES = [code for code, _ in settings.LANGUAGES]
QUICK = effort(max_examples=60, deadline=None)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@QUICK
@given(texts)
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@QUICK
@given(texts)
def test_a_clean_text_is_composed_and_has_no_space_around_it(text: str) -> None:
    kept = clean(text)
    assert kept == kept.strip()
    assert "\x00" not in kept
    assert "\r" not in kept
    assert unicodedata.is_normalized("NFC", kept)


@QUICK
@given(texts)
def test_how_a_text_was_typed_does_not_make_it_another(text: str) -> None:
    typed = f"  {unicodedata.normalize('NFD', text)}\r\n"
    assert digest(typed) == digest(text)


@QUICK
@given(texts, texts)
def test_two_texts_have_one_digest_only_if_they_are_one_text(one: str, other: str) -> None:
    assert (digest(one) == digest(other)) is (clean(one) == clean(other))


@QUICK
@given(texts)
def test_a_digest_fits_its_column(text: str) -> None:
    assert len(digest(text)) == 32
    assert set(digest(text)) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("a\x00b", "ab"),
        ("\u3000茶\u3000", "茶"),
        ("Vie\u0302\u0323t", "Việt"),
        ("ជា\u200bតែ", "ជា\u200bតែ"),
        ("\n\n", ""),
    ],
)
def test_what_is_kept_of_what_was_typed(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize("code", CODES)
def test_a_text_carries_its_language_as_html_writes_it(code: str) -> None:
    assert LocalText("x", code).tag == html_tag(code)


@pytest.mark.parametrize(
    ("state", "marked"),
    [("machine", True), ("reviewed", False), ("source", False), ("missing", False), ("", False)],
)
def test_only_a_machines_text_has_to_say_so(state: str, marked: bool) -> None:
    assert LocalText("x", "th", state).by_machine is marked


def test_an_empty_text_counts_as_none() -> None:
    assert not LocalText("", "th", "missing")
    assert LocalText("x", "th")
    assert str(LocalText("茶", "zh-hans")) == "茶"


@pytest.mark.parametrize(
    ("total", "missing", "percent"),
    [(0, 0, 100), (3, 0, 100), (3, 3, 0), (3, 1, 66), (200, 1, 99), (1, 1, 0)],
)
def test_a_language_is_whole_only_when_nothing_is_missing(total: int, missing: int, percent: int) -> None:
    assert Completeness("th", total, missing=missing).percent == percent


@pytest.mark.parametrize(
    ("own", "shown", "found"),
    [
        ("茶", "Tea", LocalText("茶", "zh-hans", "source")),
        ("茶", "茶", None),
        ("", "Tea", None),
        (None, "Tea", None),
    ],
)
def test_the_makers_words_are_shown_where_the_reader_sees_others(
    own: str | None, shown: str, found: LocalText | None
) -> None:
    row = {"title_own": own, "title_own_lang": "zh-hans", "title_text": shown}
    assert original(row, "title") == found


def test_a_lookup_is_followed_to_its_model_and_column() -> None:
    place = reach(Product, "organization__name")
    assert (place.model, place.prefix, place.name) == (Organization, "organization__", "name")
    assert place.column("zh-hans") == "organization__name_zh_hans"
    assert place.source == "organization__source_language"
    assert reach(Product, "title").column("th") == "title_th"


@pytest.mark.parametrize("field", ["slug", "organization__slug", "nothing"])
def test_a_lookup_that_ends_at_no_translated_field_is_refused(field: str) -> None:
    with pytest.raises(ValueError, match="is not a translated field"):
        reach(Product, field)


def test_a_lookup_through_a_field_that_is_no_relation_is_refused() -> None:
    with pytest.raises(ValueError, match="slug leads to no model"):
        reach(Product, "slug__name")


def test_a_model_says_where_its_language_is_written() -> None:
    assert source_path(Product) == "source_language"
    assert source_path(Storefront) == "organization__source_language"


def test_fields_are_named_in_the_models_own_order() -> None:
    fields = translated_fields(Product)
    assert fields[:2] == ("title", "summary")
    assert translated_fields(Country) == ()
