"""Amounts and numbers as a reader of a given language writes them, always with the ISO code.

A symbol alone would mislead: ``$`` is three currencies in this region.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date, format_time, get_timezone
from babel.numbers import format_decimal, get_currency_precision

from catalog.reference.cldr import locale_of
from catalog.reference.currencies import currency_facts
from catalog.reference.money import Money
from catalog.reference.rates import Rate

NO_BREAK_SPACE = "\u00a0"
# Where a comma would part sentences, not the members of a list.
SEPARATORS = {"zh-hans": "、", "my": "၊ "}
NUMBER_PATTERN = "#,##0.############"  # up to twelve decimals, none printed in vain


@dataclass(frozen=True, slots=True)
class Price:
    """An amount ready to print: the ISO code and the digits beside it."""

    iso: str
    digits: str

    def __str__(self) -> str:
        return f"{self.iso}{NO_BREAK_SPACE}{self.digits}"


@lru_cache(maxsize=4096)
def show_money(money: Money, language: str) -> Price:
    """Return the amount as the language groups and points digits.

    Prints as many decimals as CLDR does for the currency, but never hides part of the amount:
    LAK 1,200 stays short, LAK 1,200.50 keeps both decimals.
    """
    exponent = currency_facts(money.currency).exponent
    decimals = min(exponent, get_currency_precision(money.currency))
    if money.minor % 10 ** (exponent - decimals):
        decimals = exponent
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return Price(money.currency, format_decimal(money.as_decimal(), pattern, locale=locale_of(language)))


def show_number(value: Decimal | int, language: str) -> str:
    """Return a number grouped and pointed as the language does, without trailing zeros."""
    return _number(str(value), language)


@lru_cache(maxsize=4096)
def _number(written: str, language: str) -> str:
    return format_decimal(written, NUMBER_PATTERN, locale=locale_of(language))


def show_list(words: Iterable[str], language: str) -> str:
    """Return names one after the other, with what the language sets between them."""
    return SEPARATORS.get(language, ", ").join(words)


def show_rate(rate: Rate, language: str) -> str:
    """Return what one unit buys, with five significant digits: "1 CNY = 0.14085 USD"."""
    readable = round(rate.value, max(0, 4 - rate.value.adjusted()))
    one = f"1{NO_BREAK_SPACE}{rate.base}"
    return f"{one} = {show_number(readable, language)}{NO_BREAK_SPACE}{rate.quote}"


def show_moment(moment: datetime, zone: str, language: str) -> str:
    """Return day, hour and minute of a moment by the clock of an IANA time zone."""
    locale, clock = locale_of(language), get_timezone(zone)
    day = format_date(moment.astimezone(clock), "medium", locale=locale)
    time = format_time(moment, "short", tzinfo=clock, locale=locale)
    return str(locale.datetime_formats["medium"]).replace("{0}", time).replace("{1}", day).replace("'", "")


def show_time(moment: datetime, zone: str, language: str) -> str:
    """Return hour and minute of a moment by the clock of an IANA time zone."""
    return format_time(moment, "short", tzinfo=get_timezone(zone), locale=locale_of(language))


def show_offset(moment: datetime, zone: str) -> str:
    """Return how far the clock of an IANA time zone is from UTC at a moment: "UTC+8", "UTC−3:30", "UTC"."""
    offset = moment.astimezone(get_timezone(zone)).utcoffset() or timedelta()
    hours, minutes = divmod(abs(offset) // timedelta(minutes=1), 60)
    sign = "−" if offset < timedelta() else "+"
    return "UTC" if not offset else f"UTC{sign}{hours}" + (f":{minutes:02}" if minutes else "")


def show_clocks(moment: datetime, *, reader: str, other: str, place: str, language: str) -> str:
    """Return a moment by the reader's clock and, where it shows another time, by the other party's too.

    `reader` and `other` are IANA time zones, `place` says where the other one holds:
    "26 Nov 2026, 11:00 · 10:00 Bangkok".
    """
    mine = show_moment(moment, reader, language)
    here, there = moment.astimezone(get_timezone(reader)), moment.astimezone(get_timezone(other))
    if here.utcoffset() == there.utcoffset():
        return mine
    if here.date() == there.date():
        return (
            f"{mine} · {format_time(there, 'short', tzinfo=there.tzinfo, locale=locale_of(language))} {place}"
        )
    return f"{mine} · {show_moment(moment, other, language)} {place}"


def show_day(moment: datetime, language: str) -> str:
    """Return the day of a moment in the language's medium form, in the moment's own time zone."""
    return format_date(moment.date(), "medium", locale=locale_of(language))
