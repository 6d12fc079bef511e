"""Words a buyer wraps around what is wanted: they may match, but need not."""

import re
from functools import cache
from pathlib import Path

from catalog.glossary.analyzer import analyze

_AMOUNT = re.compile(r"\d{1,3}|[\d.,]+[^\W\d_]+")
_FILE = Path(__file__).parent / "data" / "filler.tsv"


def is_filler(key: str, language: str) -> bool:
    """Say whether a word, without its accents, carries no wish of its own in this language.

    Short numbers, and numbers with a unit, say how much, which no title does.
    """
    return bool(_AMOUNT.fullmatch(key)) or key in _filler()["any"] or key in _filler().get(language, ())


@cache
def _filler() -> dict[str, frozenset[str]]:
    lines = _FILE.read_text(encoding="utf-8").splitlines()[1:]
    pairs = (line.split("\t") for line in lines if line)
    return {
        language: frozenset(token.key for word in words.split() for token in analyze(word).tokens)
        for language, words in pairs
    }
