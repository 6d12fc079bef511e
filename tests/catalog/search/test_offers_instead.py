"""What is offered where nothing matches: never more than helps, never what finds nothing itself."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from catalog.search.recovery import fewer_words, without_filters
from catalog.search.understanding import PriceBand, Query, understand
from tests.catalog.glossary.from_files import file_lexicon

Count = Callable[[Query], int]
FIVE = "zolt brak vund krim plost"


class Answers:
    """An engine that finds something for some texts and remembers what it was asked."""

    def __init__(self, *found: str) -> None:
        self.found = found
        self.asked: list[Query] = []

    def __call__(self, query: Query) -> int:
        self.asked.append(query)
        return 7 if not self.found or query.text in self.found else 0


def fewer(query: Query, count: Count) -> list[tuple[str, list[str], int]]:
    asked = understand(query, file_lexicon())
    return [(one.kept, list(one.dropped), one.total) for one in fewer_words(query, asked, count)]


def test_the_largest_parts_are_offered_first_and_three_at_most() -> None:
    offers = fewer(Query(FIVE), Answers())
    assert len(offers) == 3
    assert [len(dropped) for _kept, dropped, _total in offers] == [1, 1, 1]
    for kept, dropped, total in offers:
        assert sorted([*kept.split(), *dropped]) == sorted(FIVE.split())
        assert total == 7


def test_what_finds_nothing_is_not_offered() -> None:
    assert fewer(Query("zolt brak"), Answers("brak")) == [("brak", ["zolt"], 7)]
    assert fewer(Query("zolt brak"), Answers("krim")) == []


def test_no_visitor_makes_the_engine_try_without_end() -> None:
    answers = Answers("nothing of it")
    assert fewer(Query(" ".join(f"zolt{letter}" for letter in "abcdefghijklmnop")), answers) == []
    assert len(answers.asked) == 12


@pytest.mark.parametrize("text", ["zolt", ""])
def test_a_single_word_has_no_parts(text: str) -> None:
    answers = Answers()
    assert fewer(Query(text), answers) == []
    assert answers.asked == []


NARROWER: list[dict[str, Any]] = [
    {"filters": {"country": ["TH"]}},
    {"ranges": {"moq": (None, 500)}},
    {"band": PriceBand(None, Decimal(5), "THB")},
]


@pytest.mark.parametrize("narrower", NARROWER)
def test_fewer_words_are_looked_for_without_any_choice(narrower: dict[str, Any]) -> None:
    answers = Answers()
    fewer(Query("zolt brak", page=3, **narrower), answers)
    assert answers.asked
    assert not any(one.narrowed or one.page > 1 for one in answers.asked)


@pytest.mark.parametrize("narrower", NARROWER)
def test_without_its_choices_the_same_words_are_offered(narrower: dict[str, Any]) -> None:
    query = Query(" zolt brak ", language="th", page=3, per="kg", sort="newest", **narrower)
    offer = without_filters(query, Answers())
    assert offer is not None
    assert (offer.kept, offer.dropped, offer.total) == ("zolt brak", (), 7)
    assert (offer.query.narrowed, offer.query.page, offer.query.per) == (False, 1, "")
    assert (offer.query.text, offer.query.language, offer.query.sort) == (" zolt brak ", "th", "newest")


def test_where_the_words_find_nothing_either_no_choice_is_to_blame() -> None:
    assert without_filters(Query("zolt", filters={"country": ["TH"]}), Answers("brak")) is None


def test_where_nothing_was_chosen_there_is_nothing_to_take_back() -> None:
    answers = Answers()
    assert without_filters(Query("zolt", sort="newest", page=4), answers) is None
    assert answers.asked == []
