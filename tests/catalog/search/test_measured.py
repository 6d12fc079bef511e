"""Prices and quantities compared: one family of units, one snapshot of rates, nothing lost on the way."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from catalog.reference.services import QuotedRate, import_rates
from catalog.search import comparing
from catalog.search.comparing import Yardstick, base_of, quantity
from catalog.search.documents import CHEAPEST, DEAREST, PRICED, SMALLEST, UNIT
from catalog.search.embedded import EmbeddedEngine
from catalog.search.engine import Found
from catalog.search.measured import Comparison
from catalog.search.plan import BEST, Plan
from catalog.search.selectors import Result
from catalog.search.understanding import PriceBand, Query
from tests.catalog.search.conftest import Ask
from tests.catalog.search.shelf import Shelf

pytestmark = pytest.mark.django_db
CHEAP, MIDDLE, DEAR, TONNE, BAG, BAGS, ASKED, STRANGE, PAGE = range(1, 10)


@pytest.fixture(autouse=True)
def _stock(shelf: Shelf) -> None:
    """Rice by weight in four currencies and two units, by the bag, on request, and a page about it."""
    rates = [QuotedRate("USD", "CNY", Decimal(7)), QuotedRate("USD", "VND", Decimal(25_200))]
    import_rates(rates=rates, as_of=timezone.now() - timedelta(days=1), source_title="Bank")
    comparing.settle(anew=True)
    measure = comparing.yardstick()
    offers: dict[int, tuple[Any, ...]] = {
        CHEAP: (measure, 36_000, "VND", 1, "kg", 10),  # 10.00 CNY
        MIDDLE: (measure, 200, "USD", 1, "kg", 500),  # 14.00 CNY
        DEAR: (measure, 500, "CNY", 100, "g", 2),  # 50.00 CNY
        TONNE: (measure, 1_200_000, "CNY", 1, "t", 1),  # 12.00 CNY
        BAG: (measure, 3000, "CNY", 1, "bag", 4),
        BAGS: (measure, 9000, "CNY", 10, "bag", 20),
        ASKED: (measure, None, "", 1, "kg", 100),
        STRANGE: (measure, 100, "MMK", 1, "kg", 1),  # no rate leads there
    }
    for record, offer in offers.items():
        put(shelf, record, *offer)
    shelf.put(PAGE, "Rice in the region")


def put(
    shelf: Shelf, record: int, by: Yardstick, minor: int | None, currency: str, per: int, unit: str, moq: int
) -> None:
    price = None if minor is None else by.price(minor, currency, per, unit)
    shelf.put(
        record,
        f"Rice {record}",
        facets={UNIT: [base_of(unit)[0]], PRICED: [price[0]] if price else []},
        numbers={"moq": quantity(moq, unit), **({"price": price[1]} if price else {})},
    )


def ids(result: Result) -> list[int]:
    return [hit.id for hit in result.hits]


def band(low: object, high: object, currency: str) -> PriceBand:
    ends = [None if end is None else Decimal(str(end)) for end in (low, high)]
    return PriceBand(ends[0], ends[1], currency)


@pytest.mark.parametrize(
    ("sort", "compared"),
    [(CHEAPEST, [CHEAP, TONNE, MIDDLE, DEAR]), (DEAREST, [DEAR, MIDDLE, TONNE, CHEAP])],
)
def test_an_order_by_price_begins_with_what_can_be_compared(ask: Ask, sort: str, compared: list[int]) -> None:
    found = ids(ask("rice", sort=sort))
    assert found[:4] == compared
    assert set(found[4:6]) == {BAG, BAGS}
    assert set(found[6:]) == {ASKED, STRANGE, PAGE}


def test_another_unit_can_be_compared_in(ask: Ask) -> None:
    found = ids(ask("rice", sort=CHEAPEST, per="bag"))
    assert found[:2] == [BAGS, BAG]
    assert len(found) == 9


@pytest.mark.parametrize("sort", [CHEAPEST, DEAREST])
@pytest.mark.parametrize("size", [1, 2, 3, 4, 8, 24])
def test_no_order_by_price_loses_or_repeats_a_listing(ask: Ask, sort: str, size: int) -> None:
    first = ask("rice", sort=sort, per_page=size)
    assert first.total == 9
    pages = [ids(ask("rice", sort=sort, per_page=size, page=page)) for page in range(1, first.pages + 1)]
    assert sorted(record for page in pages for record in page) == list(range(1, 10))
    assert all(len(page) == size for page in pages[:-1])


def test_what_cannot_be_compared_is_counted_apart(ask: Ask) -> None:
    told = ask("rice", sort=CHEAPEST).compared
    assert (told.unit, told.units, told.unpriced, told.used) == ("kg", {"kg": 4, "bag": 2}, 2, True)
    assert told.rates is not None
    assert told.rates.source == "Bank"


def test_an_answer_that_compares_nothing_says_what_could_be(ask: Ask) -> None:
    told = replace(ask("rice").compared, quantities={})
    assert told == Comparison(unit="kg", units={"kg": 4, "bag": 2}, unpriced=2)
    assert ask("rice", filters={"unit": ["bag"]}).compared.unpriced == 0


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (band(36_000, 43_200, "VND"), {CHEAP, TONNE}),
        (band(None, "1.99", "USD"), {CHEAP, TONNE}),
        (band(2, 2, "USD"), {MIDDLE}),
        (band("10", "10", "CNY"), {CHEAP}),
        (band(50, None, "CNY"), {DEAR}),
        (band("50.01", None, "CNY"), set()),
        (band(10**20, None, "CNY"), set()),
    ],
)
def test_a_band_of_prices_compares_by_the_rate(ask: Ask, wanted: PriceBand, found: set[int]) -> None:
    result = ask("rice", band=wanted)
    assert set(ids(result)) == found
    told = result.compared
    assert (told.units, told.unpriced) == ({"kg": 4, "bag": 2}, 2), "counted apart whatever the band"


def test_a_band_holds_for_the_unit_it_is_stated_in(ask: Ask) -> None:
    assert set(ids(ask("rice", band=band(9, 40, "CNY"), per="bag"))) == {BAG, BAGS}
    assert set(ids(ask("rice", band=band(9, 20, "CNY"), per="bag", sort=DEAREST))) == {BAGS}


def test_facets_are_counted_under_the_band_and_units_are_not(ask: Ask) -> None:
    facets = ask("rice", band=band(None, 13, "CNY")).facets
    assert facets["kind"] == {"thing": 2}
    assert facets[UNIT] == {"kg": 6, "bag": 2}
    assert facets[PRICED] == {"kg": 4, "bag": 2, "none": 3}


def test_without_a_rate_there_is_no_band_and_that_is_told(ask: Ask) -> None:
    result = ask("rice", band=band(1, 2, "MMK"))
    assert result.total == 9
    assert result.compared.without_rate == "MMK"


@pytest.mark.parametrize(
    ("most", "per", "found"),
    [
        (quantity(10, "kg"), "", {CHEAP, DEAR, STRANGE}),
        (quantity(100, "kg"), "kg", {CHEAP, DEAR, STRANGE, ASKED}),
        (quantity(1, "t"), "kg", {CHEAP, DEAR, STRANGE, ASKED, MIDDLE, TONNE}),
        (quantity(4, "bag"), "bag", {BAG}),
    ],
)
def test_moq_is_compared_within_one_unit(ask: Ask, most: int, per: str, found: set[int]) -> None:
    result = ask("rice", ranges={"moq": (None, most)}, per=per)
    assert set(ids(result)) == found
    assert result.compared.used
    assert result.facets[UNIT] == {"kg": 6, "bag": 2}


def test_an_order_by_price_keeps_to_what_was_chosen(ask: Ask) -> None:
    unpriced = ask("rice", sort=CHEAPEST, filters={PRICED: ["none"]})
    assert set(ids(unpriced)) == {ASKED, STRANGE, PAGE}
    assert ids(ask("rice", sort=CHEAPEST, filters={PRICED: ["bag"]})) == [BAGS, BAG]
    small = ask("rice", sort=CHEAPEST, ranges={"moq": (None, quantity(10, "kg"))})
    assert ids(small) == [CHEAP, DEAR, STRANGE]


def test_a_page_beyond_the_last_is_the_last(ask: Ask) -> None:
    result = ask("rice", sort=CHEAPEST, per_page=4, page=99)
    assert (result.page, result.pages, len(result.hits)) == (3, 3, 1)


def test_nothing_priced_is_no_error(ask: Ask, shelf: Shelf) -> None:
    for record in range(1, 9):
        del shelf.records[record]
    result = ask("rice", sort=CHEAPEST)
    assert ids(result) == [PAGE]
    assert result.compared.unit == ""
    nothing = ask("rice", band=band(1, 2, "CNY"))
    assert (nothing.total, nothing.step) == (0, "filters")
    assert nothing.proposals[0].query == Query("rice", "en")


def test_least_quantities_are_counted_within_one_unit(ask: Ask) -> None:
    """Two grams and 1, 10, 100, 500 and 1,000 kilograms; bags only where bags are compared."""
    kilograms = {"1000": 2, "10000": 3, "100000": 4, "1000000": 6, "10000000": 6, "100000000": 6}
    assert ask("rice").compared.quantities == kilograms
    small = ask("rice", ranges={"moq": (None, quantity(1, "kg"))})
    assert small.compared.quantities == kilograms, "counted whatever bound there is"
    assert ask("rice", per="bag").compared.quantities == {
        str(10**power * 1000): count for power, count in enumerate((0, 1, 2, 2, 2, 2)) if count
    }
    cheap = ask("rice", band=band(None, 13, "CNY"))
    steps = ("1000000", "10000000", "100000000")
    assert cheap.compared.quantities == {"10000": 1, "100000": 1} | dict.fromkeys(steps, 2)


def test_the_smallest_orders_come_first_and_what_has_none_last(ask: Ask) -> None:
    found = ids(ask("rice", sort=SMALLEST))
    assert found[-1] == PAGE
    assert found.index(DEAR) < found.index(CHEAP) < found.index(ASKED) < found.index(MIDDLE)


def test_lead_times_are_counted_up_to(ask: Ask, shelf: Shelf) -> None:
    for record, days in ((50, 5), (51, 15), (52, 200)):
        shelf.put(record, "Rice", numbers={"lead_time": days})
    result = ask("rice", ranges={"lead_time": (None, 7)})
    assert ids(result) == [50]
    assert result.facets["lead_time"] == {"7": 1, "15": 2, "30": 2, "60": 2}


def test_an_order_by_price_asks_a_few_times_however_many_there_are(
    ask: Ask, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    for record in range(100, 300):
        put(shelf, record, comparing.yardstick(), record, "CNY", 1, "kg", 1)
    ask("rice")
    asked: list[str] = []
    answer = EmbeddedEngine.search

    def counted(engine: EmbeddedEngine, plan: Plan) -> Found:
        asked.append(plan.sort)
        return answer(engine, plan)

    monkeypatch.setattr(EmbeddedEngine, "search", counted)
    ask("rice", sort=CHEAPEST, page=2)
    assert sorted(asked) == [BEST, BEST, BEST, CHEAPEST]
    asked.clear()
    ask("rice", sort=BEST)
    assert asked == [BEST, BEST]
