"""Words a buyer wraps around what is wanted: they may match, but need not."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from catalog.glossary.analyzer import UNSPACED, analyze, script_of

_AMOUNT = re.compile(r"\d{1,3}|[\d.,]+[^\W\d_]+")
_FILE = Path(__file__).parent / "data" / "filler.tsv"
# English stands in queries of every language; Malay and Indonesian are typed on each other's pages.
_NAMED_LAST = frozenset({"zh-hans", "en", "my"})
_EITHER_SIDE = frozenset({"fil", "my"})
_ALSO = {"id": ("ms",), "ms": ("id",)}


def is_filler(key: str, language: str) -> bool:
    """Say whether a word, without its accents, carries no wish of its own in this language.

    Short numbers, and numbers with a unit, say how much, which no title does. Where words are
    written without spaces the breaker may leave several of them together (批发价格).
    """
    if _AMOUNT.fullmatch(key):
        return True
    words = _words(language)
    return key in words or (script_of(key[:1] or " ") in UNSPACED and _made_of(key, words))


def is_aside(concepts: Iterable[str]) -> bool:
    """Say whether all of these are talk of buying (price, wholesale) or forms, not what is bought."""
    return all(slug in _lines()["concepts"].split() for slug in concepts)


def is_form(concepts: Iterable[str]) -> bool:
    """Say whether all of these are forms that goods come in: dried, fresh, whole, frozen."""
    return all(slug in _lines()["forms"].split() for slug in concepts)


def says_more(word: str, *, before: bool, language: str) -> bool:
    """Say whether a word before (or else after) the name of a thing tells more of it in this language.

    `word` is empty for the name of another thing. English, Chinese and Burmese put what is said of a
    thing before it, so that a word after it names another thing (rice cooker), unless it says what
    was done to it (eggs, salted). The others put it after; Filipino puts words, but not names, on
    either side, and so does Burmese, where how a thing is (large, coarse, green) follows it.
    """
    if language in _EITHER_SIDE and word:
        return True
    if language in _NAMED_LAST:
        return before or (language == "en" and word.endswith("ed"))
    return not before


@cache
def _words(language: str) -> frozenset[str]:
    known = _filler()
    return frozenset().union(
        *(known.get(name, frozenset()) for name in ("any", "en", language, *_ALSO.get(language, ())))
    )


def _made_of(text: str, words: frozenset[str]) -> bool:
    """Say whether the text is nothing but such words, one after another."""
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached.update(end for end in range(start + 1, len(text) + 1) if text[start:end] in words)
    return len(text) in reached


@cache
def _filler() -> dict[str, frozenset[str]]:
    return {
        language: frozenset(token.key for word in words.split() for token in analyze(word).tokens)
        for language, words in _lines().items()
    }


@cache
def _lines() -> dict[str, str]:
    """Return by language the words of the file, and concepts of the glossary by "concepts" and "forms"."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)
