"""Bounds and orders by price at their edges: one unit, one page, nothing sold, nothing to compare."""

from decimal import Decimal
from typing import Any

import pytest

from catalog.search.documents import CHEAPEST, DEAREST, PRICED, UNIT, UNPRICED
from catalog.search.engine import Found, Scored
from catalog.search.measured import MOQ, Measured
from catalog.search.plan import BEST, Plan
from catalog.search.understanding import PriceBand, Query

pytestmark = pytest.mark.django_db

SOLD = {"kg": 4, "bag": 3}
KEYS = {"kg": ["a", "b", "c"], "bag": ["d", "e"], UNPRICED: ["f", "g"]}


class Shop:
    """An engine with three listings priced by the kilogram, two by the bag, and two without a price."""

    def __init__(self, **facets: dict[str, int]) -> None:
        self.facets = facets or {UNIT: SOLD, PRICED: {unit: len(keys) for unit, keys in KEYS.items()}}
        self.asked: list[Plan] = []

    def __call__(self, plan: Plan) -> Found:
        self.asked.append(plan)
        units = plan.filters.get(PRICED) or list(KEYS)
        keys = [key for unit in KEYS if unit in units for key in KEYS[unit]]
        hits = [Scored(("thing", ord(key)), 1.0) for key in keys[plan.offset :][: plan.limit]]
        return Found(hits=hits, total=len(keys), facets=self.facets)


def measured(shop: Shop, limit: int = 24, plan: dict[str, Any] | None = None, **asked: Any) -> Measured:
    return Measured(Query(**asked), Plan(limit=limit, **(plan or {})), shop)


def letters(found: Found) -> str:
    return "".join(chr(hit.key[1]) for hit in found.hits)


@pytest.mark.parametrize("sort", [CHEAPEST, DEAREST])
@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 24])
def test_pages_in_turn_hold_every_listing_once_and_in_order(sort: str, size: int) -> None:
    shop = Shop()
    pages = [letters(measured(shop, size, sort=sort).page(offset)) for offset in range(0, 7, size)]
    assert "".join(pages) == "abcdefg"
    assert all(len(page) == size for page in pages[:-1])


@pytest.mark.parametrize("offset", [7, 8, 1000])
def test_beyond_the_last_listing_there_is_none_and_the_total_stands(offset: int) -> None:
    found = measured(Shop(), sort=CHEAPEST).page(offset)
    assert (letters(found), found.total) == ("", 7)


@pytest.mark.parametrize(
    ("per", "order"), [("", "abcdefg"), ("kg", "abcdefg"), ("bag", "deabcfg"), ("litre", "abcdefg")]
)
def test_what_is_priced_in_the_unit_asked_for_comes_first_and_the_rest_stays(per: str, order: str) -> None:
    assert letters(measured(Shop(), sort=CHEAPEST, per=per).page(0)) == order


@pytest.mark.parametrize(
    ("chosen", "order"), [(["bag"], "de"), (["bag", UNPRICED], "defg"), ([UNPRICED], "fg"), (["litre"], "")]
)
def test_an_order_by_price_keeps_to_the_priced_that_were_chosen(chosen: list[str], order: str) -> None:
    plan = {"filters": {PRICED: tuple(chosen)}}
    assert letters(measured(Shop(), sort=CHEAPEST, plan=plan).page(0)) == order


def test_only_the_first_turn_is_sorted_by_price() -> None:
    shop = Shop()
    measured(shop, sort=DEAREST).page(0)
    turns = [(plan.filters[PRICED], plan.sort) for plan in shop.asked if plan.filters.get(PRICED)]
    assert [(list(values), sort) for values, sort in turns] == [
        (["kg"], DEAREST),
        (["bag"], BEST),
        ([UNPRICED], BEST),
    ]


def test_a_page_that_the_first_turn_fills_asks_for_no_other() -> None:
    shop = Shop()
    measured(shop, 3, sort=CHEAPEST).page(0)
    turns = [list(plan.filters[PRICED]) for plan in shop.asked if plan.filters.get(PRICED)]
    assert turns == [["kg"]]


def test_without_anything_to_compare_one_question_is_enough() -> None:
    shop = Shop()
    asked = measured(shop)
    found = asked.page(0)
    told = asked.comparison(found)
    assert len(shop.asked) == 1
    assert (told.used, told.rates, told.unit, told.units) == (False, None, "kg", {"kg": 3, "bag": 2})
    assert told.unpriced == 2


@pytest.mark.parametrize(
    ("facets", "query", "unit", "unpriced"),
    [
        ({UNIT: {"kg": 2, "bag": 2}, PRICED: {"kg": 1, "bag": 1}}, {}, "bag", 2),
        ({UNIT: {"kg": 2, "bag": 5}, PRICED: {"kg": 1}}, {}, "kg", 6),
        ({UNIT: {"bag": 5}, PRICED: {UNPRICED: 5}}, {}, "bag", 5),
        ({UNIT: {"kg": 2, "bag": 5}, PRICED: {"bag": 3}}, {"filters": {UNIT: ["bag"]}}, "bag", 2),
        ({UNIT: {"kg": 1}, PRICED: {"kg": 3}}, {}, "kg", 0),
        ({UNIT: {}, PRICED: {UNPRICED: 4}}, {}, "", 0),
        ({UNIT: {}, PRICED: {}}, {"per": "m"}, "m", 0),
    ],
)
def test_the_unit_compared_in_is_the_one_asked_for_else_the_most_common(
    facets: dict[str, dict[str, int]], query: dict[str, Any], unit: str, unpriced: int
) -> None:
    shop = Shop(**facets)
    asked = measured(shop, **query)
    told = asked.comparison(asked.page(0))
    assert (told.unit, told.unpriced) == (unit, unpriced)


def test_a_least_quantity_holds_within_the_unit_alone() -> None:
    shop = Shop()
    measured(shop, plan={"ranges": {MOQ: (None, 5000)}}, per="bag").page(0)
    assert shop.asked[-1].filters[UNIT] == ("bag",)
    assert shop.asked[-1].ranges == {MOQ: (None, 5000)}
    assert MOQ not in shop.asked[0].ranges, "what is counted apart is counted whatever the bound"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (None, Decimal(5), (None, 50_000)),
        (Decimal("0.0001"), None, (1, None)),
        (Decimal(2), Decimal(2), (20_000, 20_000)),
        (Decimal(10) ** 30, None, (2**62, None)),
    ],
)
def test_a_band_bounds_what_is_priced_in_the_unit(
    low: Decimal | None, high: Decimal | None, expected: tuple[int | None, int | None]
) -> None:
    shop = Shop()
    asked = measured(shop, band=PriceBand(low, high, "CNY"))
    found = asked.page(0)
    assert shop.asked[-1].ranges == {"price": expected}
    assert shop.asked[-1].filters[PRICED] == ("kg",)
    assert (letters(found), asked.comparison(found).without_rate) == ("abc", "")


def test_a_band_in_a_currency_without_a_rate_bounds_nothing_and_is_told() -> None:
    shop = Shop()
    asked = measured(shop, band=PriceBand(None, Decimal(5), "MMK"))
    found = asked.page(0)
    assert (letters(found), asked.comparison(found).without_rate) == ("abcdefg", "MMK")
    assert all("price" not in plan.ranges for plan in shop.asked)


def test_within_a_band_the_order_by_price_is_one_question() -> None:
    shop = Shop()
    measured(shop, sort=CHEAPEST, band=PriceBand(None, Decimal(5), "CNY")).page(0)
    assert [plan.filters.get(PRICED) for plan in shop.asked] == [None, ("kg",)]


def test_least_quantities_are_counted_only_where_they_are_offered() -> None:
    shop = Shop()
    asked = measured(shop, plan={"bands": {MOQ: (1000,)}})
    asked.comparison(asked.page(0))
    assert [MOQ in plan.bands for plan in shop.asked] == [False, True]
    assert shop.asked[-1].filters[UNIT] == ("kg",)
