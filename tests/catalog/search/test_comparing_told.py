"""What a page of results says of prices compared, and of what could not be."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from catalog.reference.rates import RateTable
from catalog.search import narrowing
from catalog.search.documents import PRICED
from catalog.search.measured import Comparison
from tests.catalog.search.test_narrowing_offered import _rooms as _rooms
from tests.catalog.search.test_narrowing_offered import answer, leads_to

pytestmark = pytest.mark.django_db


def test_an_answer_that_compares_nothing_says_nothing_of_comparing() -> None:
    assert narrowing.comparison(answer("", compared=Comparison(unit="kg", units={"kg": 2})), "en") is None


def test_what_is_counted_apart_is_reached_without_the_bounds_that_left_it_out() -> None:
    compared = Comparison(unit="kg", units={"kg": 4, "bag": 2}, unpriced=3, used=True)
    said = narrowing.comparison(answer("q=tea&price_to=5&moq=10&per=kg&page=2", compared=compared), "en")
    assert said is not None
    assert [(one["text"], one["count"]) for one in said["apart"]] == [
        ("priced by bag", "2"),
        ("priced by none", "3"),
    ]
    assert [leads_to(one["url"]) for one in said["apart"]] == [
        [("q", "tea"), (PRICED, "bag"), ("per", "bag")],
        [("q", "tea"), (PRICED, "none")],
    ]


RATES = RateTable({}, datetime(2026, 11, 20, tzinfo=UTC), "Bank", demonstration=False)


@pytest.mark.parametrize(
    ("compared", "said"),
    [
        (Comparison(used=True, without_rate="MMK", unit="kg"), "no exchange rate for MMK"),
        (Comparison(used=True, unit="kg"), "Prices in CNY are compared per kg"),
        (Comparison(used=True, unit="kg", rates=RATES), "per kg by the rates of"),
        (
            Comparison(used=True, unit="kg", rates=replace(RATES, demonstration=True)),
            "the demonstration rates",
        ),
    ],
)
def test_it_is_said_by_what_prices_are_compared(compared: Comparison, said: str) -> None:
    told = narrowing.comparison(answer("", compared=compared), "en")
    assert told is not None
    assert said in told["how"]


def test_where_nothing_has_a_unit_no_comparison_is_claimed() -> None:
    told = narrowing.comparison(answer("", compared=Comparison(used=True)), "en")
    assert told == {"how": "", "apart": []}
