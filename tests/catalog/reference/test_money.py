"""Arithmetic on money loses nothing and mixes nothing."""

import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.reference.currencies import UnknownCurrency, currency_facts, currency_table
from catalog.reference.money import CurrencyMismatch, Money, TooPrecise, total
from catalog.reference.rounding import Rounding

codes = st.sampled_from(sorted(currency_table()))
minors = st.integers(min_value=-(2**63), max_value=2**63 - 1)
amounts = st.builds(Money, minors, codes)
yuan = st.builds(Money, minors, st.just("CNY"))
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=12).filter(any)


@given(yuan, yuan, yuan)
def test_sums_do_not_depend_on_their_order(a: Money, b: Money, c: Money) -> None:
    assert (a + b) + c == a + (b + c) == (c + a) + b


@given(yuan, yuan)
def test_taking_away_undoes_adding(a: Money, b: Money) -> None:
    assert a + b - b == a
    assert a - b == -(b - a)
    assert a - a == Money.zero("CNY")


@given(yuan, st.integers(0, 60))
def test_times_a_count_is_repeated_addition(price: Money, pieces: int) -> None:
    assert price * pieces == pieces * price == total([price] * pieces, "CNY") == price.times(pieces)


@given(amounts)
def test_major_units_and_back_is_the_same_amount(amount: Money) -> None:
    assert Money.from_decimal(amount.as_decimal(), amount.currency) == amount
    assert -amount.as_decimal().as_tuple().exponent == currency_facts(amount.currency).exponent  # type: ignore[operator]


@given(amounts, weights)
def test_parts_sum_to_the_whole(amount: Money, shares: list[int]) -> None:
    parts = amount.allocate(shares)
    assert len(parts) == len(shares)
    assert total(parts, amount.currency) == amount


@given(amounts, weights)
def test_no_part_is_a_whole_unit_off_its_exact_share(amount: Money, shares: list[int]) -> None:
    for part, share in zip(amount.allocate(shares), shares, strict=True):
        assert abs(part.minor - Fraction(amount.minor * share, sum(shares))) < 1


@given(yuan, yuan)
def test_amounts_order_like_their_minor_units(a: Money, b: Money) -> None:
    assert (a < b, a <= b, a > b, a >= b) == (
        a.minor < b.minor,
        a.minor <= b.minor,
        a.minor > b.minor,
        a.minor >= b.minor,
    )


def test_parts_without_weight_get_nothing() -> None:
    assert Money(100, "CNY").allocate([0, 1, 0]) == [Money(0, "CNY"), Money(100, "CNY"), Money(0, "CNY")]


def test_left_over_fen_go_to_the_first_of_equal_parts() -> None:
    assert [part.minor for part in Money(100, "CNY").allocate([1, 1, 1])] == [34, 33, 33]
    assert [part.minor for part in Money(-100, "CNY").allocate([1, 1, 1])] == [-33, -33, -34]


@pytest.mark.parametrize("shares", [[], [0, 0], [2, -1]])
def test_shares_must_mean_something(shares: list[int]) -> None:
    with pytest.raises(ValueError, match="weights of zero or more"):
        Money(100, "CNY").allocate(shares)


def test_a_price_per_ten_pieces() -> None:
    per_ten = Money(35, "CNY")
    assert per_ten.times(Fraction(3, 10)) == Money(11, "CNY")
    assert per_ten.times(Fraction(3, 10), Rounding.DOWN) == Money(10, "CNY")
    assert per_ten.times(Decimal("0.3"), Rounding.HALF_EVEN) == Money(10, "CNY")


@pytest.mark.parametrize("act", ["+", "-", "<", "<=", ">", ">="])
def test_two_currencies_do_not_meet_without_a_rate(act: str) -> None:
    yuan, baht = Money(100, "CNY"), Money(100, "THB")
    acts: dict[str, Callable[[], object]] = {
        "+": lambda: yuan + baht,
        "-": lambda: yuan - baht,
        "<": lambda: yuan < baht,
        "<=": lambda: yuan <= baht,
        ">": lambda: yuan > baht,
        ">=": lambda: yuan >= baht,
    }
    with pytest.raises(CurrencyMismatch, match="CNY and one in THB"):
        acts[act]()
    assert yuan != baht


def test_money_does_not_meet_bare_numbers() -> None:
    with pytest.raises(TypeError):
        Money(100, "CNY") + 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money(100, "CNY") - 1  # type: ignore[operator]
    with pytest.raises(TypeError):
        Money(100, "CNY") * 1.5  # type: ignore[operator]


@pytest.mark.parametrize("minor", [1.0, True, "1", None])
def test_minor_units_are_whole_numbers(minor: object) -> None:
    with pytest.raises(TypeError, match="whole minor units"):
        Money(minor, "CNY")  # type: ignore[arg-type]


@pytest.mark.parametrize("code", ["XXX", "cny", "", "¥"])
def test_an_unknown_currency_is_refused_by_name(code: str) -> None:
    with pytest.raises(UnknownCurrency, match="CNY, USD"):
        Money(1, code)


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("168", "CNY", 16800),
        ("0.35", "CNY", 35),
        ("26000", "VND", 26000),
        ("12.50", "LAK", 1250),
        ("-3", "JPY", -3),
    ],
)
def test_from_major_units(amount: str, currency: str, minor: int) -> None:
    assert Money.from_decimal(Decimal(amount), currency) == Money(minor, currency)


def test_hidden_fractions_are_refused_unless_rounding_is_named() -> None:
    with pytest.raises(TooPrecise, match="more than the 2 decimals"):
        Money.from_decimal(Decimal("1.005"), "CNY")
    with pytest.raises(TooPrecise, match="more than the 0 decimals"):
        Money.from_decimal(Decimal("0.5"), "VND")
    assert Money.from_decimal(Decimal("1.005"), "CNY", Rounding.HALF_UP) == Money(101, "CNY")
    assert Money.from_decimal(Decimal("1.005"), "CNY", Rounding.HALF_EVEN) == Money(100, "CNY")


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_no_money(amount: str) -> None:
    with pytest.raises(ValueError, match="is not an amount"):
        Money.from_decimal(Decimal(amount), "CNY")


def test_signs_and_emptiness() -> None:
    assert abs(Money(-5, "CNY")) == Money(5, "CNY") == -Money(-5, "CNY")
    assert not Money.zero("CNY")
    assert Money(-1, "CNY")


def test_money_is_a_value() -> None:
    assert {Money(5, "CNY"), Money(5, "CNY"), Money(5, "USD")} == {Money(5, "CNY"), Money(5, "USD")}
    assert pickle.loads(pickle.dumps(Money(5, "CNY"))) == Money(5, "CNY")
    assert str(Money(-16805, "CNY")) == "CNY -168.05"


def test_the_sum_of_nothing_still_has_a_currency() -> None:
    assert total([], "LAK") == Money(0, "LAK")
    with pytest.raises(CurrencyMismatch):
        total([Money(1, "THB")], "LAK")
