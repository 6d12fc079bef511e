"""Amounts as they are typed in ten languages."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.search.amounts import read_amount, write_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("12", "12"),
        ("0", "0"),
        ("0.5", "0.5"),
        ("0,005", "0.005"),
        ("12,5", "12.5"),
        ("12.50", "12.5"),
        ("1,200", "1200"),
        ("1.200", "1200"),
        ("1,200,000", "1200000"),
        ("1.200.000", "1200000"),
        ("1.200,5", "1200.5"),
        ("1,200.05", "1200.05"),
        ("12.3456", "12.3456"),
        (" 25 000 ", "25000"),
        ("25\u00a0000", "25000"),
        ("1'000", "1000"),
        ("๑๒๐", "120"),
        ("၁၂.၅", "12.5"),
        ("១២០០", "1200"),
        ("１２．５", "12.5"),
        ("١٢٫٥", "12.5"),
    ],
)
def test_amounts_are_read_as_they_are_meant(typed: str, amount: str) -> None:
    assert read_amount(typed) == Decimal(amount)


@pytest.mark.parametrize(
    "typed",
    ["", " ", "x", "-1", "1e5", "1.2.3", "1,2,3", "1,200.000,5", "NaN", "∞", "½", "²", "1" * 16, "--", "."],
)
def test_what_is_no_amount_is_none(typed: str) -> None:
    assert read_amount(typed) is None


@given(st.decimals(0, 10**8, places=4))
@example(Decimal("12.345"))
@example(Decimal("1000"))
@example(Decimal("1E+3"))
def test_what_is_written_is_read_again(amount: Decimal) -> None:
    assert read_amount(write_amount(amount)) == amount


@given(st.text(max_size=30))
def test_nothing_that_is_typed_is_an_error(typed: str) -> None:
    amount = read_amount(typed)
    assert amount is None or amount >= 0
