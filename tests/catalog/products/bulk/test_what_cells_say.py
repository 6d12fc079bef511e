"""A cell is read in one way or not at all: damage is named, never put right by a guess."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.products.bulk import cells
from catalog.products.bulk.cells import Misread
from catalog.products.bulk.faults import FAULTS, Fault, words
from catalog.products.bulk.places import cell, column_letters, column_of


def misread(read: Callable[..., Any], *given_: Any) -> str:
    with pytest.raises(Misread) as refused:
        read(*given_)
    said = Fault("A1", refused.value.code, refused.value.values).as_json()
    assert words(said)  # every fault can be told with the values it brings
    return refused.value.code


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (12, "12"),
        (12.5, "12.5"),
        (0.1, "0.1"),
        ("12", "12"),
        (" 12.50 ", "12.50"),
        ("12,5", "12.5"),
        ("1234.567", "1234.567"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234,567.8", "1234567.8"),
        ("1 234", "1234"),
        ("1\u00a0234\u202f567,5", "1234567.5"),
        ("-18", "-18"),
        ("+5", "5"),
        ("'-18", "-18"),
        ("１２．５", "12.5"),
        ("๑๒.๕", "12.5"),
        ("១២៣៤", "1234"),
        ("໑໒", "12"),
        ("၁၂", "12"),
    ],
)
def test_numbers_that_mean_one_thing_are_read(value: Any, meant: str) -> None:
    assert cells.number(value) == Decimal(meant)


@pytest.mark.parametrize("value", ["1,234", "1.234", "-1,234", "12.500", "123,456", "๑,๒๓๔"])
def test_numbers_that_mean_two_things_are_named(value: str) -> None:
    assert misread(cells.number, value) == "ambiguous-number"


def test_both_readings_are_told() -> None:
    with pytest.raises(Misread) as refused:
        cells.number("1,234")
    said = words(Fault("D17", refused.value.code, refused.value.values).as_json())
    assert said == "“1,234” can be read as 1234 or as 1.2340. Write it without a separator of thousands."
    assert cells.number("1.2340") == Decimal("1.234")


@pytest.mark.parametrize("value", ["6.9E+12", "6,9e12", "1E5", "-2.5E-3"])
def test_digits_cut_off_by_a_spreadsheet_are_named(value: str) -> None:
    for read in (cells.number, cells.code, cells.gtin):
        assert misread(read, value) == "shortened"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "about 5",
        "5 kg",
        "1,23,456",
        "1.2.3",
        "--5",
        "5-",
        True,
        float("inf"),
        float("nan"),
        date(2026, 1, 1),
    ],
)
def test_what_is_no_number_is_named(value: Any) -> None:
    assert misread(cells.number, value) == "not-number"


def test_whole_numbers_are_whole_and_bounded() -> None:
    assert cells.whole("20") == cells.whole(20.0) == 20
    assert misread(cells.whole, "1.5") == "not-whole"
    assert misread(cells.whole, 2.25) == "not-whole"
    assert misread(cells.whole, "9" * 30) == "too-large"


def test_amounts_are_minor_units_of_their_currency() -> None:
    assert cells.amount("12.50", "CNY") == 1250
    assert cells.amount(12.35, "CNY") == 1235
    assert cells.amount("125000", "VND") == 125_000
    assert cells.amount(0.1, "USD") == 10


def test_amounts_finer_than_the_currency_are_named() -> None:
    assert misread(cells.amount, "12.5", "VND") == "too-precise"
    assert misread(cells.amount, 0.1 + 0.2, "CNY") == "too-precise"
    assert misread(cells.amount, "12.3456", "CNY") == "too-precise"
    assert misread(cells.amount, "5", "") == "no-currency"
    assert misread(cells.amount, 1e300, "CNY") == "too-large"


@given(minor=st.integers(min_value=0, max_value=10**12))
def test_every_amount_written_plainly_is_read_back(minor: int) -> None:
    assert cells.amount(f"{minor // 100}.{minor % 100:02}", "CNY") == minor


@given(
    number=st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-1000000, max_value=1000000)
)
def test_four_decimals_are_never_ambiguous(number: Decimal) -> None:
    assert cells.number(f"{number:f}") == number


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        (date(2026, 4, 3), date(2026, 4, 3)),
        (datetime(2026, 4, 3, 10), date(2026, 4, 3)),
        ("2026-04-03", date(2026, 4, 3)),
        ("2026/4/3", date(2026, 4, 3)),
        ("2026年4月3日", date(2026, 4, 3)),
        ("25/12/2026", date(2026, 12, 25)),
        ("12/25/2026", date(2026, 12, 25)),
        ("4.4.2026", date(2026, 4, 4)),
        ("๒๐๒๖-๐๔-๐๓", date(2026, 4, 3)),
    ],
)
def test_days_that_are_one_day_are_read(value: Any, meant: date) -> None:
    assert cells.day(value) == meant


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("03/04/2026", "ambiguous-date"),
        ("3-4-2026", "ambiguous-date"),
        ("03/04/26", "not-year"),
        ("2569-04-03", "not-year"),
        (date(1899, 12, 31), "not-year"),
        ("2026-02-30", "not-date"),
        ("31/31/2026", "not-date"),
        ("April 2026", "not-date"),
        ("2026", "not-date"),
        (46115, "not-date"),
        (time(10, 0), "not-date"),
    ],
)
def test_days_that_are_two_days_or_none_are_named(value: Any, code: str) -> None:
    assert misread(cells.day, value) == code


def test_both_days_are_told() -> None:
    with pytest.raises(Misread) as refused:
        cells.day("03/04/2026")
    assert refused.value.values == {"value": "03/04/2026", "one": "2026-03-04", "other": "2026-04-03"}


def test_zeros_in_front_of_a_text_stay() -> None:
    assert cells.code("00123") == "00123"
    assert cells.text("00123") == "00123"


def test_a_number_where_every_digit_counts_is_named() -> None:
    assert misread(cells.code, 123) == "number-for-text"
    assert misread(cells.code, 123.0) == "number-for-text"
    assert misread(cells.code, date(2026, 3, 4)) == "date-for-text"


def test_free_text_takes_whole_numbers_and_nothing_else_a_spreadsheet_made() -> None:
    assert cells.text(2019.0) == "2019"
    assert misread(cells.text, 1.5) == "number-for-text"
    assert misread(cells.text, 6.9e22) == "number-for-text"
    assert misread(cells.text, True) == "date-for-text"
    assert misread(cells.text, date(2026, 3, 4)) == "date-for-text"


def test_texts_too_long_are_named_with_both_lengths() -> None:
    assert cells.text("x" * 200, 200) == "x" * 200
    with pytest.raises(Misread) as refused:
        cells.text("x" * 201, 200)
    assert (refused.value.code, refused.value.values) == ("too-long", {"length": 201, "most": 200})


@pytest.mark.parametrize(
    "value", ["090230", "0902.30", "09 02 30", "'090230", 210690, 210690.0, "０９０２３０"]
)
def test_six_digits_are_read(value: Any) -> None:
    assert len(cells.digits(value, 6)) == 6


@pytest.mark.parametrize("value", [90230, 90230.0, "90230", "9023000", "tea", "9023O0", 1.5])
def test_six_digits_that_lost_a_zero_are_named(value: Any) -> None:
    assert misread(cells.digits, value, 6) in {"not-digits", "shortened"}


@pytest.mark.parametrize(
    "value", ["6901234567892", 6901234567892, 6901234567892.0, "690 1234 567892", "96385074"]
)
def test_trade_item_numbers_whose_check_digit_fits_are_read(value: Any) -> None:
    assert cells.gtin(value).isdecimal()


@pytest.mark.parametrize("value", ["6901234567890", 690123456789, "901234567892", 6.9e12, "123", "ABC", True])
def test_trade_item_numbers_that_were_damaged_are_named(value: Any) -> None:
    assert misread(cells.gtin, value) in {"not-gtin", "shortened", "date-for-text"}


@pytest.mark.parametrize(
    ("value", "meant"), [(True, True), ("是", True), ("có", True), ("No", False), (0, False), ("ไม่", False)]
)
def test_yes_and_no_are_read_in_every_language(value: Any, meant: bool) -> None:
    assert cells.yes_no(value) is meant


def test_neither_yes_nor_no_is_named() -> None:
    assert misread(cells.yes_no, "perhaps") == "not-yes-no"


def test_months_are_numbers() -> None:
    assert cells.months("6, 7;8") == (6, 7, 8)
    assert cells.months(6.0) == (6,)
    for value in ("June", "0", "13", ""):
        assert misread(cells.months, value) == "not-months"
    assert misread(cells.months, date(2026, 6, 7)) == "date-for-text"


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "-", "'=x", "''=x", "'-"]
)
def test_what_a_spreadsheet_would_run_is_quoted_and_read_back(text: str) -> None:
    safe = cells.quoted(text)
    assert safe[0] == "'"
    assert cells.plain(safe) == text


@pytest.mark.parametrize("text", ["tea", "", "'tis", "5-6", "-18", "-18.5", "00123", "'"])
def test_what_no_spreadsheet_would_run_stays_as_it_is(text: str) -> None:
    assert cells.quoted(text) == text
    assert cells.plain(text) == text


@given(text=st.text(alphabet="=+-@'\t\rab1.", max_size=8))
def test_quoting_loses_nothing_and_leaves_nothing_to_run(text: str) -> None:
    safe = cells.quoted(text)
    assert cells.plain(safe) == text
    assert safe[:1] not in {"=", "+", "@", "\t", "\r"}
    assert safe[:1] != "-" or cells.PLAIN_NUMBER.fullmatch(safe)


def test_formulas_are_told_from_quoted_ones() -> None:
    assert cells.is_formula("=cmd|' /C calc'!A0")
    assert cells.is_formula("  =1")
    assert not cells.is_formula("'=1")
    assert not cells.is_formula(5)


@given(column=st.integers(min_value=0, max_value=16_383))
def test_letters_of_columns_lead_back_to_them(column: int) -> None:
    assert column_of(column_letters(column)) == column


def test_cells_are_named_as_spreadsheets_name_them() -> None:
    assert [cell(17, 3), cell(1, 0), cell(2, 25), cell(2, 26), cell(9, 701), cell(9, 702)] == [
        "D17",
        "A1",
        "Z2",
        "AA2",
        "ZZ9",
        "AAA9",
    ]


def test_a_fault_of_a_rule_is_told_by_its_own_text() -> None:
    said = Fault("A2", "", {"text": "Choose a category."}).as_json()
    assert words(said) == "Choose a category."
    assert "" not in FAULTS
