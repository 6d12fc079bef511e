"""Which rate holds, and what follows from it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from catalog.reference.models import ExchangeRate, RateSnapshot
from catalog.reference.money import Money
from catalog.reference.rates import RateTable
from catalog.reference.selectors import convert_for_display, current_rate, rate_table
from catalog.reference.services import QuotedRate, import_rates, load_demonstration_rates
from tests.catalog.reference.conftest import MORNING


def one(base: str, quote: str, rate: str, *, as_of: datetime, title: str = "Bank of Nanning") -> None:
    import_rates(rates=[QuotedRate(base, quote, Decimal(rate))], as_of=as_of, source_title=title)


def table(**pairs: str) -> RateTable:
    """A table of rates written as CNY_THB="4.5"."""
    split = {tuple(pair.split("_")): Decimal(rate) for pair, rate in pairs.items()}
    return RateTable(
        {(base, quote): rate for (base, quote), rate in split.items()}, MORNING, "Bank", demonstration=False
    )


def test_a_given_rate_is_taken_as_it_is(morning_rates: None) -> None:
    rate = current_rate("CNY", "THB")
    assert rate is not None
    assert (rate.value, rate.as_of, rate.source) == (Decimal("4.5"), MORNING, "Bank of Nanning")
    assert not rate.derived
    assert not rate.demonstration


def test_the_inverse_follows(morning_rates: None) -> None:
    rate = current_rate("CNY", "USD")
    assert rate is not None
    assert rate.derived
    assert rate.value == Decimal("0.140845070423")


def test_a_cross_rate_goes_through_a_third_currency(morning_rates: None) -> None:
    rate = current_rate("USD", "VND")
    assert rate is not None
    assert rate.derived
    assert rate.value == Decimal("7.1") * 3660
    back = current_rate("THB", "USD")
    assert back is not None
    assert abs(back.value - 1 / (Decimal("7.1") * Decimal("4.5"))) < Decimal("1e-12")


def test_no_rate_means_no_conversion(morning_rates: None) -> None:
    assert current_rate("CNY", "LAK") is None
    assert convert_for_display(Money(16800, "CNY"), "LAK") is None
    assert current_rate("CNY", "CNY") is None


@pytest.mark.django_db
def test_without_any_rates_the_price_stands_alone() -> None:
    assert rate_table() is None
    assert current_rate("CNY", "THB") is None
    assert convert_for_display(Money(16800, "CNY"), "THB") is None


def test_a_conversion_names_its_rate(morning_rates: None) -> None:
    converted = convert_for_display(Money(16800, "CNY"), "THB")
    assert converted is not None
    assert converted.money == Money(75600, "THB")
    assert (converted.rate.base, converted.rate.quote, converted.rate.as_of) == ("CNY", "THB", MORNING)


def test_the_newest_snapshot_holds_and_older_moments_can_be_asked(morning_rates: None) -> None:
    one("CNY", "THB", "4.6", as_of=MORNING + timedelta(hours=24))
    newer = current_rate("CNY", "THB")
    older = current_rate("CNY", "THB", at=MORNING + timedelta(hours=1))
    assert newer is not None
    assert older is not None
    assert (newer.value, older.value) == (Decimal("4.6"), Decimal("4.5"))
    assert current_rate("CNY", "THB", at=MORNING - timedelta(seconds=1)) is None


def test_two_snapshots_are_never_mixed(morning_rates: None) -> None:
    one("CNY", "THB", "4.6", as_of=MORNING + timedelta(hours=24))
    assert current_rate("CNY", "VND") is None


def test_rates_of_the_future_wait(currencies: None) -> None:
    one("CNY", "THB", "4.6", as_of=timezone.now() + timedelta(hours=1))
    assert current_rate("CNY", "THB") is None


def test_real_rates_set_the_demonstration_aside_however_old_they_are(currencies: None) -> None:
    load_demonstration_rates()
    shown = current_rate("USD", "CNY")
    assert shown is not None
    assert shown.demonstration
    one("USD", "CNY", "7.2", as_of=datetime(2020, 1, 1, tzinfo=UTC))
    real = current_rate("USD", "CNY")
    assert real is not None
    assert not real.demonstration
    assert real.value == Decimal("7.2")


def test_all_rates_of_a_page_take_one_query(
    morning_rates: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        rates = rate_table()
        assert rates is not None
        for code in ("THB", "VND", "USD", "LAK"):
            rates.convert(Money(100, "CNY"), code)


@given(st.decimals(min_value=Decimal("0.0001"), max_value=Decimal(100000), places=4), st.integers(0, 10**8))
def test_there_and_back_by_the_same_table_moves_at_most_what_rounding_does(rate: Decimal, minor: int) -> None:
    rates = table(CNY_THB=str(rate))
    there = rates.convert(Money(minor, "CNY"), "THB")
    assert there is not None
    back = rates.convert(there.money, "CNY")
    assert back is not None
    # Half a satang of rounding is worth 1/(2 rate) fen, and half a fen is rounded on the way back.
    assert abs(back.money.minor - minor) <= 1 / (2 * rate) + Decimal("0.51")


def test_the_third_currency_is_always_the_same() -> None:
    pairs = {"CNY_THB": "4.5", "THB_VND": "800", "CNY_USD": "0.14", "USD_VND": "26000"}
    first = table(**pairs).rate("CNY", "VND")
    second = table(**dict(reversed(pairs.items()))).rate("CNY", "VND")
    assert first is not None
    assert first == second


def test_the_database_refuses_impossible_rates(morning_rates: None) -> None:
    snapshot = RateSnapshot.objects.get()
    for base, quote, rate in (
        ("CNY", "CNY", "1"),
        ("CNY", "LAK", "0"),
        ("CNY", "LAK", "-1"),
        ("CNY", "THB", "9"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExchangeRate.objects.create(snapshot=snapshot, base_id=base, quote_id=quote, rate=Decimal(rate))
