"""Prices and quantities brought to one measure: one unit for a family, one snapshot of rates for all."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from catalog.reference.rates import RateTable
from catalog.reference.services import QuotedRate, import_rates
from catalog.search import comparing, services
from catalog.search.comparing import Yardstick, base_of, leading_units, quantity, yardstick
from catalog.search.models import EVERYTHING, ComparedAt, IndexChange
from tests.catalog.search.shelf import Shelf

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
RATES = {("USD", "CNY"): "7", ("USD", "VND"): "25200", ("USD", "LAK"): "21600", ("CNY", "THB"): "4.5"}
BY_RATES = Yardstick(RateTable({pair: Decimal(rate) for pair, rate in RATES.items()}, NOON, "Bank", False))


def import_at(moment: datetime, dollar: str) -> None:
    import_rates(rates=[QuotedRate("USD", "CNY", Decimal(dollar))], as_of=moment, source_title="Bank")


@pytest.mark.parametrize(
    ("unit", "base"),
    [
        ("kg", ("kg", Fraction(1))),
        ("g", ("kg", Fraction(1, 1000))),
        ("t", ("kg", Fraction(1000))),
        ("m3", ("litre", Fraction(1000))),
        ("ml", ("litre", Fraction(1, 1000))),
        ("m2", ("m2", Fraction(1))),
        ("bag", ("bag", Fraction(1))),
    ],
)
def test_each_family_has_one_unit_that_stands_for_it(unit: str, base: tuple[str, Fraction]) -> None:
    assert base_of(unit) == base


def test_every_count_stands_for_itself() -> None:
    assert leading_units()[:4] == ("kg", "m", "m2", "litre")
    assert {"piece", "bag", "set", "person"} <= set(leading_units())
    assert not {"g", "t", "m3", "ml"} & set(leading_units())


@pytest.mark.parametrize(
    ("amount", "unit", "thousandths"),
    [(20, "kg", 20_000), (1, "t", 1_000_000), (500, "g", 500), (3, "bag", 3000), (Decimal("0.0001"), "g", 1)],
)
def test_quantities_are_counted_in_thousandths(amount: int | Decimal, unit: str, thousandths: int) -> None:
    assert quantity(amount, unit) == thousandths


def test_a_price_is_per_one_unit_whatever_it_was_stated_for() -> None:
    assert BY_RATES.price(3500, "CNY", 10, "piece") == ("piece", 35_000)
    assert BY_RATES.price(35, "CNY", 10, "piece") == ("piece", 350)
    assert BY_RATES.price(1_000_000, "CNY", 1, "t") == BY_RATES.price(1000, "CNY", 1, "kg") == ("kg", 100_000)
    assert BY_RATES.price(1000, "CNY", 1, "kg") == BY_RATES.price(100, "CNY", 100, "g")


@pytest.mark.parametrize(
    ("minor", "currency"), [(100, "USD"), (25_200, "VND"), (2_160_000, "LAK"), (3150, "THB"), (700, "CNY")]
)
def test_currencies_with_other_decimals_meet_at_the_rate(minor: int, currency: str) -> None:
    found = BY_RATES.price(minor, currency, 1, "kg")
    assert found is not None
    assert found[1] == pytest.approx(70_000, abs=1)


def test_without_a_rate_a_price_is_not_compared() -> None:
    assert BY_RATES.price(100, "MMK", 1, "kg") is None
    assert not BY_RATES.compares("MMK")
    assert BY_RATES.bound(Decimal(5), "MMK") is None
    alone = Yardstick(None)
    assert alone.price(100, "CNY", 1, "kg") == ("kg", 10_000)
    assert alone.price(100, "USD", 1, "kg") is None


def test_a_dong_more_is_more() -> None:
    one, other = BY_RATES.price(25_000, "VND", 1, "kg"), BY_RATES.price(25_001, "VND", 1, "kg")
    assert one is not None
    assert other is not None
    assert one[1] < other[1]


@given(
    st.integers(0, 10**13),
    st.integers(0, 10**13),
    st.sampled_from(["CNY", "USD", "VND", "LAK", "THB"]),
)
def test_a_bound_lies_where_a_price_of_the_same_currency_lies(low: int, high: int, currency: str) -> None:
    """What costs exactly the bound is within it, and what costs more is never below."""
    decimals = {"CNY": 2, "USD": 2, "VND": 0, "LAK": 2, "THB": 2}[currency]
    low, high = sorted((low, high))
    price = BY_RATES.price(high, currency, 1, "kg")
    assert price is not None
    assert BY_RATES.bound(Decimal(high).scaleb(-decimals), currency) == price[1]
    below = BY_RATES.bound(Decimal(low).scaleb(-decimals), currency)
    assert below is not None
    assert below <= price[1]


def test_no_amount_is_too_large() -> None:
    assert BY_RATES.bound(Decimal(10) ** 30, "USD") == 2**62
    assert quantity(10**30, "t") == 2**62


@pytest.mark.django_db
def test_prices_are_compared_by_the_rates_the_index_was_made_with(shelf: Shelf) -> None:
    services.rebuild()
    assert yardstick().rates is None
    import_at(timezone.now() - timedelta(days=1), "7")
    services.rebuild()
    before = yardstick()
    assert before.bound(Decimal(1), "USD") == 70_000
    import_at(timezone.now() - timedelta(hours=1), "8")
    assert yardstick().bound(Decimal(1), "USD") == 70_000
    services.rebuild()
    assert yardstick().bound(Decimal(1), "USD") == 80_000
    assert ComparedAt.objects.count() == 1


@pytest.mark.django_db
def test_newer_rates_have_the_index_made_anew_once(shelf: Shelf) -> None:
    services.follow_rates()
    assert not IndexChange.objects.exists()
    import_at(timezone.now() - timedelta(days=1), "7")
    comparing.settle()
    services.follow_rates()
    assert not IndexChange.objects.exists()
    import_at(timezone.now() + timedelta(hours=1), "9")
    services.follow_rates()
    assert not IndexChange.objects.exists(), "those of tomorrow do not hold today"
    import_at(timezone.now() - timedelta(hours=1), "8")
    services.follow_rates()
    services.follow_rates()
    assert [change.kind for change in IndexChange.objects.all()] == [EVERYTHING]


@pytest.mark.django_db
def test_rates_once_settled_stay_until_the_index_is_made_anew(db: None) -> None:
    import_at(timezone.now() - timedelta(days=1), "7")
    comparing.settle()
    import_at(timezone.now() - timedelta(hours=1), "8")
    comparing.settle()
    assert yardstick().bound(Decimal(1), "USD") == 70_000
