"""What a cell says, and never what it might say: whatever can be read in two ways is a fault.

A cell of a workbook comes as the number or the day that the spreadsheet keeps, or as text; a cell of
a text file always as text. Every function raises ``Misread`` with the fault's code and its values.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any

from stdnum import ean

from catalog.reference.csv_files import RISKY
from catalog.reference.currencies import currency_facts, is_currency

Value = str | int | float | bool | date | datetime | time | timedelta
# What says "this is text" before what spreadsheets would take for the beginning of a formula.
QUOTE = "'"
NOTHING = "-"  # empties what is there; an empty cell leaves it
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
EXPONENT = re.compile(r"[-+]?\d(?:[.,]\d+)?[eE][-+]?\d{1,3}")
GROUPED = re.compile(r"[-+]?\d{1,3}(?P<by>[.,])\d{3}(?:(?P=by)\d{3})+")
BOTH = re.compile(r"[-+]?\d{1,3}(?:(?P<by>[.,])\d{3})(?:(?P=by)\d{3})*(?P<point>[.,])\d+")
ONE = re.compile(r"[-+]?(?P<front>\d+)(?P<by>[.,])(?P<back>\d+)")
SPACED = re.compile(r"(?<=\d)[ \u00a0\u202f'’](?=\d{3}(?:\D|$))")
DAY = re.compile(r"(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*日?")
YES = {"yes", "true", "1", "y", "是", "có", "ใช่", "ya", "oo", "បាទ", "ແມ່ນ", "ဟုတ်"}
NO = {"no", "false", "0", "n", "否", "không", "ไม่", "tidak", "hindi", "ទេ", "ບໍ່", "မဟုတ်"}
EXACT = 2**53  # beyond it a spreadsheet's number no longer holds every digit
MOST_WHOLE = 2_000_000_000
MOST_MINOR = 10**15
FIRST_YEAR, LAST_YEAR = 1900, 2199
GTIN_LENGTHS = (8, 12, 13, 14)


class Misread(ValueError):
    """A cell that says nothing, or two things."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


def plain(value: Value) -> str:
    """Return a text without what a spreadsheet needs around it: the quote that keeps a formula text."""
    text = str(value)
    return text[1:] if text[:1] == QUOTE and text[1:2] and text[1] in RISKY + QUOTE else text


def quoted(text: str) -> str:
    """Return a text as a spreadsheet may hold it without running it; ``plain`` gives it back."""
    if text == NOTHING or (text[:1] and text[0] in RISKY and not PLAIN_NUMBER.fullmatch(text)):
        return QUOTE + text
    return QUOTE + text if text[:1] == QUOTE and text[1:2] and text[1] in RISKY + QUOTE else text


def is_formula(value: Value) -> bool:
    """Tell whether a text would be run by a spreadsheet as a formula."""
    return isinstance(value, str) and value.lstrip()[:1] == "="


def text(value: Value, most: int = 0) -> str:
    """Return free text; whole numbers count as text, whatever else a spreadsheet made of it does not."""
    if isinstance(value, str):
        found = plain(value).strip()
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise Misread("date-for-text")
    elif _is_exact(value):
        found = str(int(value))
    else:
        raise Misread("number-for-text", value=_shown(value))
    if most and len(found) > most:
        raise Misread("too-long", length=len(found), most=most)
    return found


def code(value: Value, most: int = 0) -> str:
    """Return a text whose zeros and digits all count: an article number, the number of a certificate."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise Misread("number-for-text", value=_shown(value))
    found = text(value, most)
    if EXPONENT.fullmatch(found):
        raise Misread("shortened", value=found)
    return found


def digits(value: Value, count: int) -> str:
    """Return exactly so many digits; a number of as many digits has lost none."""
    found = _whole_digits(value)
    found = found.replace(".", "").replace(" ", "")
    if len(found) != count or not found.isdecimal():
        raise Misread("not-digits", value=_shown(value), count=count)
    return found


def gtin(value: Value) -> str:
    """Return a GTIN of 8, 12, 13 or 14 digits whose check digit fits."""
    found = _whole_digits(value).replace(" ", "").replace("-", "")
    if len(found) not in GTIN_LENGTHS or not ean.is_valid(found):
        raise Misread("not-gtin", value=_shown(value))
    return found


def _whole_digits(value: Value) -> str:
    if isinstance(value, str):
        found = western(plain(value)).strip().removeprefix(QUOTE)
        if EXPONENT.fullmatch(found):
            raise Misread("shortened", value=found)
        return found
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Misread("date-for-text")
    if not _is_exact(value) or value < 0:
        raise Misread("shortened", value=_shown(value))
    return str(int(value))


def western(value: str) -> str:
    """Return a text with the digits of other scripts, and full-width letters, as the usual ones."""
    if value.isascii():
        return value
    whole = unicodedata.normalize("NFKC", value)
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in whole
    ).replace("٫", ".")


def number(value: Value) -> Decimal:
    """Return a number. 1,234 and 1.234 are refused as text: they are one thing here and another there."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Misread("not-number", value=_shown(value))
    if not isinstance(value, str):
        if not isfinite(value):
            raise Misread("not-number", value=_shown(value))
        return Decimal(str(value))
    found = SPACED.sub("", western(plain(value)).strip())
    if EXPONENT.fullmatch(found):
        raise Misread("shortened", value=found)
    if re.fullmatch(r"[-+]?\d+", found):
        return Decimal(found)
    if GROUPED.fullmatch(found):
        return Decimal(found.replace(".", "").replace(",", ""))
    if (both := BOTH.fullmatch(found)) and both["by"] != both["point"]:
        return Decimal(found.replace(both["by"], "").replace(both["point"], "."))
    if one := ONE.fullmatch(found):
        return _one_separator(found, one)
    raise Misread("not-number", value=_shown(value))


def _one_separator(found: str, one: re.Match[str]) -> Decimal:
    front, back = one["front"], one["back"]
    if len(back) == 3 and len(front) <= 3 and front != "0":
        raise Misread("ambiguous-number", value=found, one=f"{front}{back}", other=f"{front}.{back}0")
    return Decimal(found.replace(",", "."))


def whole(value: Value) -> int:
    """Return a whole number."""
    found = number(value)
    if found != int(found):
        raise Misread("not-whole", value=_shown(value))
    if abs(found) > MOST_WHOLE:
        raise Misread("too-large", value=_shown(value))
    return int(found)


def amount(value: Value, currency: str) -> int:
    """Return minor units of an amount written in major ones: 12.5 yuan are 1250 fen."""
    found = number(value)
    if not is_currency(currency):
        raise Misread("no-currency")
    minor = found.scaleb(currency_facts(currency).exponent)
    if minor != int(minor):
        raise Misread("too-precise", value=_shown(value), currency=currency)
    if abs(minor) > MOST_MINOR:
        raise Misread("too-large", value=_shown(value))
    return int(minor)


def day(value: Value) -> date:
    """Return a day. 03/04/2026 is refused: March here and April there."""
    if isinstance(value, datetime):
        found = value.date()
    elif isinstance(value, date):
        found = value
    elif isinstance(value, str):
        found = _written_day(western(plain(value)).strip())
    else:
        raise Misread("not-date", value=_shown(value))
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Misread("not-year", value=_shown(value))
    return found


def _written_day(found: str) -> date:
    parts = DAY.fullmatch(found)
    if parts is None:
        raise Misread("not-date", value=found)
    first, second, third = (int(part) for part in parts.groups())
    if len(parts[1]) == 4:
        return _day_of(found, first, second, third)
    if len(parts[3]) != 4:
        raise Misread("not-year", value=found)
    if first != second and first <= 12 and second <= 12:
        one, other = (_day_of(found, third, *pair) for pair in ((first, second), (second, first)))
        raise Misread("ambiguous-date", value=found, one=one.isoformat(), other=other.isoformat())
    return _day_of(found, third, second, first) if second <= 12 else _day_of(found, third, first, second)


def _day_of(found: str, year: int, month: int, day_of_month: int) -> date:
    try:
        return date(year, month, day_of_month)
    except ValueError as error:
        raise Misread("not-date", value=found) from error


def yes_no(value: Value) -> bool:
    """Return whether a cell says yes, in any language of the portal."""
    if isinstance(value, bool):
        return value
    found = western(plain(_shown(value))).strip().lower()
    if found in YES or found in NO:
        return found in YES
    raise Misread("not-yes-no", value=_shown(value))


def listed(value: Value) -> list[str]:
    """Return what a cell lists, divided by semicolons, commas or lines."""
    found = re.split(r"[;,、，；\n]", plain(_shown(value)))
    return [part.strip() for part in found if part.strip()]


def months(value: Value) -> tuple[int, ...]:
    """Return the months of the year a cell lists by number."""
    if isinstance(value, date | time | timedelta):
        raise Misread("date-for-text")
    found = [western(part) for part in listed(value)]
    if not found or not all(part.isdecimal() and 1 <= int(part) <= 12 for part in found):
        raise Misread("not-months", value=_shown(value))
    return tuple(int(part) for part in found)


def _shown(value: Value) -> str:
    """Return a value as it is repeated to its writer."""
    if isinstance(value, float) and _is_exact(value):
        return str(int(value))
    return str(value)[:80]


def _is_exact(value: int | float) -> bool:
    """Tell whether a number is whole and small enough for a spreadsheet to hold each of its digits."""
    return float(value).is_integer() and abs(value) < EXACT
