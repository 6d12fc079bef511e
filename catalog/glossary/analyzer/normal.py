"""Text brought to one spelling, with the way back to where each character stood in the original."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from catalog.glossary.analyzer.chinese import simplified
from catalog.glossary.analyzer.scripts import script_of
from catalog.glossary.analyzer.spelling import SAME_SPELLINGS, Replace
from catalog.glossary.analyzer.zawgyi import has_burmese, rewritten

# Letters that Unicode does not take apart into a base letter and a mark.
_LATIN = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True)
class Normal:
    """Normalised text; `starts[i]` and `ends[i]` bound, in the original, what became character i."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the [start, end) in the original of the non-empty [start, end) here."""
        return self.starts[start], self.ends[end - 1]

    def sub(self, pattern: re.Pattern[str], replace: Replace) -> "Normal":
        """Replace each match; every new character points at the whole of what it replaced."""
        if not pattern.search(self.text):
            return self
        found = pattern.finditer(self.text)
        return self.rewritten((match.start(), match.end(), replace(match)) for match in found)

    def rewritten(self, changes: Iterable[tuple[int, int, str]]) -> "Normal":
        """Put each text in place of its [start, end), in order, as `sub` does."""
        text, starts, ends, position = "", [], [], 0
        for start, end, new in changes:
            text += self.text[position:start] + new
            starts += [*self.starts[position:start], *[self.starts[start]] * len(new)]
            ends += [*self.ends[position:start], *[self.ends[end - 1]] * len(new)]
            position = end
        return Normal(
            text + self.text[position:],
            (*starts, *self.starts[position:]),
            (*ends, *self.ends[position:]),
        )


def normalize(text: str, *, zawgyi: bool = False) -> Normal:
    """Bring text to NFC, half width, lower case, simplified Chinese and the kept Asian spellings.

    Burmese in the Zawgyi encoding becomes Unicode; what could be either is left as it is, unless
    `zawgyi` asks for its other reading.

    Never NFKC: it takes Thai and Lao vowels apart and so defeats the dictionary that finds words
    (measured 2026-11-23). Characters that cannot be seen are dropped, lone surrogates and control
    characters become spaces, digits of every script become ASCII digits.
    """
    if text.isascii():
        plain = "".join(map(_kept, text))
        return Normal(plain, tuple(range(len(plain))), tuple(range(1, len(plain) + 1)))
    normal = _composed(text)
    if has_burmese(normal.text):
        normal = normal.rewritten(rewritten(normal.text, uncertain=zawgyi))
    for pattern, replace in SAME_SPELLINGS:
        normal = normal.sub(pattern, replace)
    digits = "".join(map(_digit, normal.text))
    return Normal(simplified(digits), normal.starts, normal.ends)


def _composed(text: str) -> Normal:
    """Bring each character to its kept form, then compose; what was between base and mark is gone by then."""
    clusters = [(kept, place, place + 1) for place, char in enumerate(text) for kept in _kept(char)]
    if not unicodedata.is_normalized("NFC", "".join(kept for kept, _, _ in clusters)):
        clusters = [
            (char, start, end)
            for cluster, start, end in _joined(clusters)
            for char in unicodedata.normalize("NFC", cluster)
        ]
    return Normal(
        "".join(char for char, _, _ in clusters),
        tuple(start for _, start, _ in clusters),
        tuple(end for _, _, end in clusters),
    )


def _joined(chars: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Join each character with the marks that follow it: composing never reaches further."""
    clusters: list[tuple[str, int, int]] = []
    for char, start, end in chars:
        joins = unicodedata.category(char)[0] == "M" or 0x1160 <= ord(char) <= 0x11FF
        if joins and clusters:
            before, first, _ = clusters[-1]
            clusters[-1] = (before + char, first, end)
        else:
            clusters.append((char, start, end))
    return clusters


@cache
def _kept(char: str) -> str:
    """Return what one character becomes before spelling is looked at: itself, another, or nothing."""
    code = ord(char)
    category = unicodedata.category(char)
    if category in {"Cc", "Cs", "Zs", "Zl", "Zp"}:
        return " "
    if category == "Cf" or 0xFE00 <= code <= 0xFE0F or code in {0x034F, 0x17B4, 0x17B5}:
        return ""
    if 0xFF01 <= code <= 0xFF5E:
        char = chr(code - 0xFEE0)
    return char.lower()


@cache
def _digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


def fold(text: str) -> str:
    """Drop the marks of Latin letters (cà phê → ca phe, đường → duong) and of no other script."""
    return text if text.isascii() else "".join(map(_folded, text))


@cache
def _folded(char: str) -> str:
    if "\u0300" <= char <= "\u036f":
        return ""
    parts = unicodedata.normalize("NFD", char)
    if script_of(parts[0]) != "latin":
        return char
    return "".join(part for part in parts if unicodedata.category(part)[0] != "M").translate(_LATIN)
