"""A phone that still types Zawgyi finds what is written in Unicode, and the other way round."""

import pytest

from catalog.search import recovery, services
from catalog.search.analysis import prepare
from catalog.search.documents import SearchDocument
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.conftest import Ask
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db

MANGO, MANGO_TYPED = "သရက်သီး", "သရက္သီး"
COFFEE, COFFEE_TYPED = "ကော်ဖီ", "ေကာ္ဖီ"
# A name that no glossary knows: a silent n before p, or n above l, by the encoding.
MAKER, MAKER_TYPED = "တန်လပ", "တန္လပ"


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        (MANGO, MANGO_TYPED),
        (MANGO_TYPED, MANGO),
        (MANGO_TYPED, MANGO_TYPED),
        (COFFEE, COFFEE_TYPED),
        (COFFEE_TYPED, COFFEE),
        ("Dried mango", MANGO_TYPED),
        ("榴莲", "ဒူးရင္းသီး"),
    ],
)
def test_goods_are_found_whichever_way_they_were_typed(
    ask: Ask, shelf: Shelf, title: str, typed: str
) -> None:
    shelf.put(1, {"my": title} if title > "က" and title < "ႏ" else {"en": title, "zh-hans": title})
    shelf.put(2, "Steel pipe")
    result = ask(typed, "my")
    assert [hit.id for hit in result.hits] == [1]
    assert result.step == ""


def test_what_was_found_is_marked_where_it_stands(ask: Ask, shelf: Shelf) -> None:
    shelf.put(1, {"my": f"{COFFEE_TYPED} 5 kg"})
    (hit,) = ask(COFFEE, "my").hits
    assert f"<mark>{COFFEE_TYPED}</mark>" in hit.shown.title


def test_an_unknown_name_is_tried_in_its_other_reading_when_the_first_finds_nothing(
    ask: Ask, shelf: Shelf
) -> None:
    shelf.put(1, {"my": f"{MAKER} ကော်ဖီ"})
    result = ask(MAKER_TYPED, "my")
    assert [hit.id for hit in result.hits] == [1]
    assert (result.step, result.corrected) == (recovery.SPELLING, MAKER)
    assert ask(f"{MAKER_TYPED}ဇဇဇ", "my").hits == ()


def test_a_document_that_could_be_either_is_found_by_both_readings(ask: Ask, shelf: Shelf) -> None:
    shelf.put(1, {"my": MAKER_TYPED})
    services.rebuild()
    assert [hit.id for hit in ask(MAKER_TYPED, "my").hits] == [1]
    assert [hit.id for hit in ask(MAKER, "my").hits] == [1]


def test_a_document_is_analysed_once_where_its_reading_is_certain() -> None:
    certain = prepare(SearchDocument("thing", 1, {"my": COFFEE_TYPED}), file_lexicon())
    unicode = prepare(SearchDocument("thing", 1, {"my": COFFEE}), file_lexicon())
    for name in ("title", "exact", "gram", "concept"):
        assert certain.terms[name] == unicode.terms[name]


def test_typed_words_alone_are_tried_both_ways_too(ask: Ask, shelf: Shelf) -> None:
    shelf.put(1, {"my": MANGO})
    result = ask(MANGO_TYPED, "my", literal=True)
    assert [hit.id for hit in result.hits] == [1]
