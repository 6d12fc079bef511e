"""Suggestions of both engines, under one contract."""

import pytest

from catalog.search.engine import SearchEngine, Suggestion
from tests.catalog.search.conformance.test_one_contract import entry

pytestmark = pytest.mark.django_db


def test_suggestions_start_at_any_word_of_a_title(engine: SearchEngine) -> None:
    engine.index([entry(1, "Fresh Monthong durian"), entry(2, "Monthong chips")])
    titles = ["Monthong chips", "Fresh Monthong durian"]
    assert [found.text for found in engine.suggest("mon", 5, ["en"])] == titles
    assert [found.text for found in engine.suggest("monthong d", 5, ["en"])] == titles[1:]
    assert engine.suggest("zzz", 5, ["en"]) == []
    assert engine.suggest("mon", 5, []) == []
    assert engine.suggest("fresh", 5, ["en"]) == [Suggestion(titles[1], "en", "thing", 1)]


def test_suggestions_come_in_the_order_of_their_languages_and_no_more_than_asked_for(
    engine: SearchEngine,
) -> None:
    engine.index([entry(1, {"vi": "Mận"}), entry(2, {"en": "Mango", "vi": "Man mát"}), entry(3, "Mandarin")])
    asked = [(found.language, found.text) for found in engine.suggest("man", 3, ["vi", "th", "en"])]
    assert asked == [("vi", "Mận"), ("vi", "Man mát"), ("en", "Mandarin")]
    assert [found.id for found in engine.suggest("man", 5, ["en"])] == [3, 2]


def test_a_title_is_suggested_once_however_many_of_its_words_begin_so(engine: SearchEngine) -> None:
    engine.index([entry(1, "Tea, teas and tea pots"), entry(2, "Tea")])
    assert sorted(found.id for found in engine.suggest("tea", 5, ["en"])) == [1, 2]


def test_what_went_is_suggested_no_more(engine: SearchEngine) -> None:
    engine.index([entry(1, "box"), entry(2, "bolt")])
    assert [found.id for found in engine.suggest("bo", 5, ["en"])] == [2, 1]
    engine.delete([("thing", 1)])
    engine.index([entry(2, "jar")])
    assert [found.text for found in engine.suggest("", 5, ["en"])] == ["jar"]
