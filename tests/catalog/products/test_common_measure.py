"""Prices brought to one unit and one currency: exactly, rounded once, and only where they convert."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from catalog.products.common_measure import Measure, common_measure
from catalog.products.selectors.cards import ProductCard
from catalog.reference.rates import RateTable
from catalog.translation.texts import LocalText

RATES = RateTable(
    pairs={("USD", "CNY"): Decimal("7.10"), ("USD", "VND"): Decimal("26000")},
    as_of=datetime(2026, 11, 1, tzinfo=UTC),
    source="a bank",
    demonstration=False,
)
MakeCard = Callable[..., ProductCard]


@pytest.fixture
def card() -> MakeCard:
    def make(unit: str = "kg", currency: str = "CNY", low: int | None = 16_800, per: int = 1) -> ProductCard:
        return ProductCard(
            id=1,
            slug="tea",
            title=LocalText("Tea", "en"),
            original=None,
            organization=LocalText("Wei", "en"),
            organization_id=1,
            storefront="",
            country="CN",
            city="",
            category_id=1,
            hs6="",
            price_kind="tiers",
            currency=currency,
            low=low,
            high=low,
            per=per,
            unit=unit,
            moq=1,
            is_gi=False,
            picture=None,
        )

    return make


@pytest.mark.parametrize(
    ("unit", "currency", "low", "per", "expected"),
    [
        ("kg", "CNY", 16_800, 1, 16_800),
        ("t", "CNY", 16_800_00, 1, 16_80),
        ("g", "CNY", 35, 10, 3500),  # 35 fen per 10 g
        ("kg", "CNY", 35, 10, 4),  # 3.5 fen, half up
        ("kg", "USD", 1450, 1, 10_295),
        ("kg", "VND", 26_000, 1, 710),
        ("t", "USD", 1_450_00, 1, 1030),  # 1,029.5 fen a kilogram
    ],
)
def test_a_price_is_stated_per_common_unit_in_the_common_currency(
    card: MakeCard, unit: str, currency: str, low: int, per: int, expected: int
) -> None:
    price = Measure("kg", "CNY", RATES).price(card(unit, currency, low, per))
    assert price is not None
    assert (price.low.minor, price.low.currency) == (expected, "CNY")


@pytest.mark.parametrize(
    ("unit", "currency", "low"),
    [("box", "CNY", 100), ("kg", "MMK", 100), ("m", "CNY", 100), ("kg", "CNY", None)],
)
def test_what_does_not_convert_has_no_common_price(
    card: MakeCard, unit: str, currency: str, low: int | None
) -> None:
    assert Measure("kg", "CNY", RATES).price(card(unit, currency, low)) is None


def test_without_rates_only_the_common_currency_itself_is_stated(card: MakeCard) -> None:
    measure = Measure("kg", "CNY", None)
    assert measure.price(card()) is not None
    assert measure.price(card(currency="USD")) is None
    assert measure.rate("USD") is None


def test_the_unit_most_goods_are_sold_in_is_the_common_one(card: MakeCard) -> None:
    measure = common_measure([card("box"), card("kg", "USD"), card("kg", "USD")], wanted="", rates=RATES)
    assert measure is not None
    assert (measure.unit, measure.currency) == ("kg", "USD")


def test_among_equals_the_first_is_taken_and_the_readers_currency_before_all(card: MakeCard) -> None:
    goods = [card("box", "CNY"), card("kg", "USD")]
    first = common_measure(goods, wanted="", rates=RATES)
    chosen = common_measure(goods, wanted="THB", rates=RATES)
    assert first is not None
    assert chosen is not None
    assert (first.unit, first.currency, chosen.currency) == ("box", "CNY", "THB")


def test_no_goods_need_no_measure_and_goods_on_request_still_have_a_unit(card: MakeCard) -> None:
    assert common_measure([], wanted="", rates=RATES) is None
    measure = common_measure([card("t", "", None)], wanted="", rates=RATES)
    assert measure is not None
    assert measure.quantity(2, "t") == 2
    assert measure.quantity(2, "box") is None
