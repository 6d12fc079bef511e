"""Texts that come by file: a changed one is its seller's, a translation has a column of its own."""

from dataclasses import replace
from typing import Any

import pytest

from catalog.products.bulk.columns import is_key, label
from catalog.products.bulk.stating import cells_of, word_column, word_place
from catalog.reference.languages import codes
from tests.catalog.products.bulk.conftest import FULL

pytestmark = pytest.mark.django_db


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
