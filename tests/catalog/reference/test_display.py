"""Amounts read as the reader's language writes them, always with the ISO code."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from catalog.reference.currencies import currency_table
from catalog.reference.display import show_day, show_list, show_money, show_number, show_rate
from catalog.reference.money import Money
from catalog.reference.rates import Rate

languages = [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize(
    ("language", "digits"),
    [
        ("zh-hans", "1,234,567.50"),
        ("en", "1,234,567.50"),
        ("vi", "1.234.567,50"),
        ("th", "1,234,567.50"),
        ("id", "1.234.567,50"),
        ("ms", "1,234,567.50"),
        ("fil", "1,234,567.50"),
        ("km", "1,234,567.50"),
        ("lo", "1.234.567,50"),
        ("my", "1,234,567.50"),
    ],
)
def test_digits_are_grouped_as_the_language_does(language: str, digits: str) -> None:
    assert show_money(Money(123456750, "CNY"), language).digits == digits


def test_three_kinds_of_dollar_stay_apart() -> None:
    shown = {str(show_money(Money(1450, code), "en")) for code in ("USD", "SGD", "BND")}
    assert shown == {"USD\u00a014.50", "SGD\u00a014.50", "BND\u00a014.50"}


@pytest.mark.parametrize(
    ("money", "digits"),
    [
        (Money(26000, "VND"), "26,000"),
        (Money(120000, "LAK"), "1,200"),
        (Money(120050, "LAK"), "1,200.50"),
        (Money(5, "MMK"), "0.05"),
        (Money(0, "CNY"), "0.00"),
        (Money(-16800, "CNY"), "-168.00"),
    ],
)
def test_short_where_nothing_is_hidden(money: Money, digits: str) -> None:
    assert show_money(money, "en").digits == digits


@given(st.integers(-(10**14), 10**14), st.sampled_from(sorted(currency_table())), st.sampled_from(languages))
def test_what_is_shown_is_the_whole_amount(minor: int, code: str, language: str) -> None:
    price = show_money(Money(minor, code), language)
    point = "," if language in {"vi", "id", "lo"} else "."
    plain = "".join(
        "." if sign == point else sign for sign in price.digits if sign.isdigit() or sign in f"-{point}"
    )
    assert price.iso == code
    assert Decimal(plain) == Money(minor, code).as_decimal()


def test_a_language_without_data_reads_like_english() -> None:
    assert str(show_money(Money(150, "USD"), "tlh")) == "USD\u00a01.50"


def test_numbers_carry_no_empty_decimals() -> None:
    assert show_number(Decimal("1200.500"), "en") == "1,200.5"
    assert show_number(Decimal("1200.500"), "vi") == "1.200,5"
    assert show_number(3, "th") == "3"
    assert show_number(Decimal("0.000273224"), "en") == "0.000273224"


def test_days_are_written_in_the_language() -> None:
    moment = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
    assert show_day(moment, "zh-hans") == "2026年11月25日"
    assert show_day(moment, "en") == "Nov 25, 2026"
    assert show_day(moment, "vi") == "25 thg 11, 2026"
    assert "2026" in show_day(moment, "th")
    assert "2026" in show_day(moment, "lo")


@pytest.mark.parametrize(
    ("value", "language", "told"),
    [
        ("4.5", "en", "1 CNY = 4.5 THB"),
        ("4.57749", "en", "1 CNY = 4.5775 THB"),
        ("0.000273081", "en", "1 CNY = 0.00027308 THB"),
        ("3660.12345", "en", "1 CNY = 3,660.1 THB"),
        ("366012.9", "en", "1 CNY = 366,013 THB"),
        ("1", "en", "1 CNY = 1 THB"),
        ("4.57749", "vi", "1 CNY = 4,5775 THB"),
        ("3660", "id", "1 CNY = 3.660 THB"),
    ],
)
def test_a_rate_is_told_with_five_digits_that_count(value: str, language: str, told: str) -> None:
    moment = datetime(2026, 11, 24, tzinfo=UTC)
    rate = Rate("CNY", "THB", Decimal(value), moment, "A bank", demonstration=False, derived=False)
    shown = show_rate(rate, language)
    assert shown.replace("\u00a0", " ") == told
    assert shown.count("\u00a0") == 2, "an amount and its currency stay on one line"


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "tea, rice"), ("zh-hans", "tea、rice"), ("my", "tea၊ rice"), ("th", "tea, rice")],
)
def test_a_list_is_parted_as_its_language_parts_lists(language: str, shown: str) -> None:
    assert show_list(["tea", "rice"], language) == shown
