"""Rounding is exact at the middle, on both sides of zero."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.reference.rounding import Rounding, round_fraction

fractions = st.fractions(min_value=-(10**15), max_value=10**15, max_denominator=10**6)


@pytest.mark.parametrize(
    ("value", "half_up", "half_even", "down", "up"),
    [
        (Fraction(5, 2), 3, 2, 2, 3),
        (Fraction(7, 2), 4, 4, 3, 4),
        (Fraction(-5, 2), -3, -2, -2, -3),
        (Fraction(12, 5), 2, 2, 2, 3),
        (Fraction(-12, 5), -2, -2, -2, -3),
        (Fraction(4), 4, 4, 4, 4),
        (Fraction(0), 0, 0, 0, 0),
    ],
)
def test_each_way_of_rounding(value: Fraction, half_up: int, half_even: int, down: int, up: int) -> None:
    assert round_fraction(value) == half_up
    assert round_fraction(value, Rounding.HALF_EVEN) == half_even
    assert round_fraction(value, Rounding.DOWN) == down
    assert round_fraction(value, Rounding.UP) == up


@given(fractions, st.sampled_from(Rounding))
def test_the_result_is_a_neighbour(value: Fraction, rounding: Rounding) -> None:
    assert abs(round_fraction(value, rounding) - value) < 1


@given(fractions, st.sampled_from(Rounding))
def test_a_refund_rounds_like_its_payment(value: Fraction, rounding: Rounding) -> None:
    assert round_fraction(-value, rounding) == -round_fraction(value, rounding)


@given(fractions)
def test_half_even_never_strays_further_than_half(value: Fraction) -> None:
    assert abs(round_fraction(value, Rounding.HALF_EVEN) - value) <= Fraction(1, 2)


@given(fractions)
def test_down_and_up_enclose_the_value(value: Fraction) -> None:
    assert abs(round_fraction(value, Rounding.DOWN)) <= abs(value) <= abs(round_fraction(value, Rounding.UP))
