"""Codes that name goods: HS numbers, article numbers, GTIN. Compared without their punctuation."""

import re

from catalog.glossary.analyzer.normal import fold, normalize

_SEPARATORS = re.compile(r"[\W_]+")
_LONGEST_CODE = 40  # an article number; anything longer is text
_HS_LENGTHS = (4, 6, 8, 10)


def code_key(text: str) -> str:
    """Return the code's letters and digits, or "" when the text cannot be a code (it needs a digit)."""
    key = _SEPARATORS.sub("", fold(normalize(text[: _LONGEST_CODE * 2]).text))
    return key if key and len(key) <= _LONGEST_CODE and any(char.isdigit() for char in key) else ""


def hs_prefixes(code: str) -> tuple[str, ...]:
    """Return the heading, subheading and national lines of an HS number, shortest first.

    "0902.10" → ("0902", "090210"): so each of 0902, 0902.10 and 090210 finds it.
    """
    digits = code_key(code)
    return tuple(digits[:length] for length in _HS_LENGTHS if digits.isdigit() and len(digits) >= length)
