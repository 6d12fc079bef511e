"""Reads: customs headings found by what goods are called, in any language of the glossary.

The titles of the Harmonized System are English; the glossary brings words of other languages to them.
"""

import re
from dataclasses import dataclass

from django.db.models import Q

from catalog.glossary.selectors import lexicon
from catalog.reference.hs import show_hs
from catalog.reference.models import HSHeading

MOST_FOUND = 12
LONGEST_ASKED = 100
_LEAST = 3  # letters of a word that is looked for


@dataclass(frozen=True)
class Heading:
    """A six-digit heading: bare digits, as it is printed, and its English title."""

    code: str
    shown: str
    title: str


def find_headings(asked: str, *, language: str) -> list[Heading]:
    """Return the six-digit headings meant by digits or words, those the best matches first: one query."""
    plain = asked[:LONGEST_ASKED].strip()
    digits = re.sub(r"[.\s]", "", plain)
    rows = HSHeading.objects.filter(level=6)
    if digits.isascii() and digits.isdigit():
        rows = rows.filter(code__startswith=digits[:6])
        return [_heading(row) for row in rows.select_related("parent")[:MOST_FOUND]]
    words = _english(plain, language)
    wanted = Q()
    for word in words:
        wanted |= Q(title__icontains=word) | Q(parent__title__icontains=word)
    if not words:
        return []
    scored = [(_matched(row, words), row) for row in rows.filter(wanted).select_related("parent")]
    found = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].code))
    return [_heading(row) for _score, row in found[:MOST_FOUND]]


def _english(text: str, language: str) -> list[str]:
    """Return the English words a text stands for: its own, and those of the concepts it names."""
    found = re.findall(rf"[a-z]{{{_LEAST},}}", text.lower())
    held = lexicon()
    for _analysis, reading in held.read_all(text, language, query=True):
        for concept in reading.concepts:
            meaning = held.kinship.meanings.get(concept)
            name = meaning.names.get("en", "") if meaning else ""
            found += re.findall(rf"[a-z]{{{_LEAST},}}", name.lower())
    # A word of the schedule stands in the plural or not: its stem is in both.
    return list(dict.fromkeys(word.removesuffix("s") for word in found))[:8]


def _matched(row: HSHeading, words: list[str]) -> float:
    """Count the words that begin a word of a title; one in the title of the heading above counts less."""
    above = row.parent.title.lower() if row.parent else ""
    title = row.title.lower()
    starts = [re.compile(rf"\b{re.escape(word)}") for word in words]
    return sum(1.0 if one.search(title) else 0.6 if one.search(above) else 0.0 for one in starts)


def _heading(row: HSHeading) -> Heading:
    return Heading(row.code, show_hs(row.code), row.title)
