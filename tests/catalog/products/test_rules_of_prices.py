"""Every rule a price can break, checked in memory: the message for each."""

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.products import checks
from catalog.products.document import (
    OtherPrice,
    PriceDocument,
    TierDocument,
)


def price(**values: Any) -> list[str]:
    """Return what is wrong with a price."""
    messages: dict[str, list[Any]] = defaultdict(list)
    checks._check_price(PriceDocument(**values), messages)
    assert set(messages) <= {"price"}
    return [str(message) for message in messages["price"]]


def tiers(*steps: tuple[int, int]) -> tuple[TierDocument, ...]:
    return tuple(TierDocument(quantity_from=start, minor=minor) for start, minor in steps)


@pytest.mark.parametrize(
    ("values", "problems"),
    [
        ({}, []),
        ({"tiers": tiers((1, 1))}, ["A price on request states no amount."]),
        ({"low": 0}, ["A price on request states no amount."]),
        ({"high": 0}, ["A price on request states no amount."]),
        ({"kind": "tiers", "currency": "CNY", "tiers": tiers((1, 0))}, []),
        ({"kind": "tiers", "currency": "CNY"}, ["Give at least one price."]),
        ({"kind": "tiers", "currency": "XXX", "tiers": tiers((1, 5))}, ["Choose the currency of the price."]),
        ({"kind": "tiers", "currency": "cny", "tiers": tiers((1, 5))}, ["Choose the currency of the price."]),
        (
            {"kind": "tiers", "currency": "CNY", "per": 0, "tiers": tiers((1, 5))},
            ["A price is per at least one unit."],
        ),
        (
            {"kind": "tiers", "currency": "CNY", "tiers": tiers((5, 1), (5, 1))},
            ["Two prices begin at the same quantity."],
        ),
        (
            {"kind": "tiers", "currency": "CNY", "tiers": tiers((0, 1))},
            ["Quantities begin at 1 and prices are not negative."],
        ),
        (
            {"kind": "tiers", "currency": "CNY", "tiers": tiers((1, -1))},
            ["Quantities begin at 1 and prices are not negative."],
        ),
        ({"kind": "range", "currency": "CNY", "low": 5, "high": 5}, []),
        ({"kind": "range", "currency": "CNY", "low": 0, "high": 5}, []),
    ],
)
def test_a_price_says_each_thing_that_is_wrong_with_it(values: dict[str, Any], problems: list[str]) -> None:
    assert price(**values) == problems


@pytest.mark.parametrize(("low", "high"), [(None, 5), (5, None), (None, None), (6, 5), (-1, 5)])
def test_a_range_needs_both_its_ends_in_order(low: int | None, high: int | None) -> None:
    assert price(kind="range", currency="CNY", low=low, high=high) == [
        "Give the lowest and the highest price, the lowest first."
    ]


def test_further_currencies_follow_the_same_rules_as_the_first() -> None:
    first: dict[str, Any] = {"kind": "tiers", "currency": "MYR", "tiers": tiers((1, 5200), (100, 4800))}
    dong = OtherPrice(currency="VND", tiers=tiers((1, 92_000), (100, 88_000)))
    assert price(**first, others=(dong,)) == []
    assert price(**first, others=(dong, dong)) == ["State each currency once."]
    assert price(**first, others=(OtherPrice(currency="MYR", tiers=tiers((1, 1))),)) == [
        "State each currency once."
    ]
    assert price(**first, others=(OtherPrice(currency="VND"),)) == ["Give at least one price."]
    assert price(**first, others=(OtherPrice(currency="", tiers=tiers((1, 1))),)) == [
        "Choose the currency of the price."
    ]
    assert price(
        kind="range", currency="MYR", low=1, high=2, others=(OtherPrice(currency="VND", low=9),)
    ) == ["Give the lowest and the highest price, the lowest first."]
    assert price(others=(dong,)) == ["A price on request states no amount."]


def test_two_variants_may_begin_at_the_same_quantity() -> None:
    steps = (
        TierDocument(quantity_from=1, minor=5, sku="A"),
        TierDocument(quantity_from=1, minor=6, sku="B"),
        TierDocument(quantity_from=1, minor=7),
    )
    assert price(kind="tiers", currency="CNY", tiers=steps) == []


def test_all_that_is_wrong_with_a_price_is_said_at_once() -> None:
    assert len(price(kind="tiers", currency="", per=0, tiers=tiers((0, 1), (0, 1)))) == 4


@given(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 10**9)), min_size=1, max_size=6))
def test_prices_do_exactly_where_their_quantities_differ(steps: list[tuple[int, int]]) -> None:
    distinct = len({start for start, _minor in steps}) == len(steps)
    assert (price(kind="tiers", currency="CNY", tiers=tiers(*steps)) == []) is distinct
