"""Amounts cross exponents without losing or gaining a digit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.reference import money as arithmetic
from catalog.reference.currencies import CurrencyFacts, currency_facts, currency_table
from catalog.reference.money import Money, TooPrecise, convert, from_gateway, to_gateway
from catalog.reference.rounding import Rounding

codes = st.sampled_from(sorted(currency_table()))
minors = st.integers(min_value=-(10**15), max_value=10**15)
rates = st.decimals(min_value=Decimal("0.000001"), max_value=Decimal(10) ** 6, places=6)


@pytest.mark.parametrize(
    ("amount", "to", "rate", "expected"),
    [
        (Money(16800, "CNY"), "THB", "4.5", Money(75600, "THB")),
        (Money(16800, "CNY"), "VND", "3660", Money(614880, "VND")),
        (Money(614880, "VND"), "CNY", "0.000273224044", Money(16800, "CNY")),
        (Money(1, "CNY"), "LAK", "3042.25", Money(3042, "LAK")),
        (Money(1500, "JPY"), "KRW", "9.333333333333", Money(14000, "KRW")),
        (Money(-16800, "CNY"), "THB", "4.5", Money(-75600, "THB")),
    ],
)
def test_conversion_minds_both_exponents(amount: Money, to: str, rate: str, expected: Money) -> None:
    assert convert(amount, to, Decimal(rate)) == expected


def test_conversion_rounds_as_asked() -> None:
    assert convert(Money(1, "CNY"), "THB", Decimal("4.5")) == Money(5, "THB")
    assert convert(Money(1, "CNY"), "THB", Decimal("4.5"), Rounding.HALF_EVEN) == Money(4, "THB")


@given(minors, codes, codes, rates)
def test_conversion_is_within_one_minor_unit(minor: int, source: str, to: str, rate: Decimal) -> None:
    converted = convert(Money(minor, source), to, rate)
    shift = currency_facts(to).exponent - currency_facts(source).exponent
    assert abs(converted.minor - float(minor) * float(rate) * 10.0**shift) <= 1 + abs(converted.minor) * 1e-9


@given(minors, codes, codes)
def test_nothing_converts_to_nothing_and_signs_are_kept(minor: int, source: str, to: str) -> None:
    there = convert(Money(minor, source), to, Decimal(7))
    assert convert(Money(-minor, source), to, Decimal(7)) == -there
    assert convert(Money.zero(source), to, Decimal(7)) == Money.zero(to)


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "Infinity"])
def test_only_a_positive_number_is_a_rate(rate: str) -> None:
    with pytest.raises(ValueError, match="is not an exchange rate"):
        convert(Money(1, "CNY"), "THB", Decimal(rate))


@given(minors, codes)
def test_the_gateway_and_back_is_the_same_amount(minor: int, code: str) -> None:
    assert from_gateway(to_gateway(Money(minor, code)), code) == Money(minor, code)


@pytest.mark.parametrize(
    ("code", "settled", "paid"), [("VND", 0, 0), ("LAK", 2, 2), ("MMK", 2, 2), ("CNY", 2, 2), ("JPY", 0, 0)]
)
def test_exponents_that_are_often_confused(code: str, settled: int, paid: int) -> None:
    facts = currency_facts(code)
    assert (facts.exponent, facts.gateway_exponent) == (settled, paid)


def test_an_amount_the_gateway_cannot_take_is_not_rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """No currency of today's table differs; a gateway that takes whole ringgit must still not lose sen."""
    monkeypatch.setattr(arithmetic, "currency_facts", lambda code: CurrencyFacts(code, 2, 0, 1))
    assert to_gateway(Money(1200, "MYR")) == 12
    assert from_gateway(12, "MYR") == Money(1200, "MYR")
    with pytest.raises(TooPrecise, match="the gateway takes 0 decimals"):
        to_gateway(Money(1250, "MYR"))


def test_a_gateway_finer_than_the_currency_is_not_rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arithmetic, "currency_facts", lambda code: CurrencyFacts(code, 0, 2, 1))
    assert to_gateway(Money(5, "VND")) == 500
    with pytest.raises(TooPrecise, match="more than the 0 decimals"):
        from_gateway(550, "VND")
