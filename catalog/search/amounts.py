"""Amounts as people type them: digits of ten scripts, points and commas either way."""

import re
import unicodedata
from decimal import Decimal

_MOST_DIGITS = 15
_SPACES = str.maketrans("", "", " \u00a0\u202f'’_")
# What comes after the last point or comma is a fraction, unless three digits make it a thousand.
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?")
_BOTH = re.compile(r"(\d{1,3}([.,])\d{3}(?:\2\d{3})*)(?!\2)[.,](\d+)")


def read_amount(typed: str) -> Decimal | None:
    """Return an amount of zero or more, or None for what is none.

    1,200 and 1.200 are twelve hundred, as prices are written; 12,5 and 12.5 are twelve and a half;
    1.200,5 and 1,200.5 are both.
    """
    text = "".join(_digit(char) for char in typed.strip().translate(_SPACES))
    if sum(char.isdigit() for char in text) > _MOST_DIGITS:
        return None
    if (match := _GROUPED.fullmatch(text)) and not text.startswith("0"):
        return Decimal(text.replace(match[1], ""))
    if match := _PLAIN.fullmatch(text):
        return Decimal(f"{match[1]}.{match[2] or 0}").normalize() + 0
    if match := _BOTH.fullmatch(text):
        return Decimal(f"{match[1].replace(match[2], '')}.{match[3]}")
    return None


def write_amount(amount: Decimal) -> str:
    """Return an amount as an address and a field hold it: no grouping, a point, so that it is read again."""
    whole, _, fraction = f"{amount:f}".partition(".")
    fraction = fraction.rstrip("0")
    # Three digits after a point would be read as thousands.
    return f"{whole}.{fraction}{'0' * (len(fraction) == 3)}" if fraction else whole


def _digit(char: str) -> str:
    number = unicodedata.decimal(char, None)
    return {"，": ",", "．": ".", "٫": ".", "٬": ","}.get(char, char) if number is None else str(number)
