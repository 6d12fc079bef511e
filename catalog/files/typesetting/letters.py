"""Which texts can be set with the fonts there are."""

import unicodedata
from functools import cache

from catalog.files.typesetting.subsets import COVERAGE, ranges

# Marks and signs that no word is spoiled without: pictograms, invisible ones, private ones.
DISPENSABLE = ("S", "C")


class MissingLetters(ValueError):
    """A text has letters that none of our fonts can draw. ``letters`` are these."""

    def __init__(self, letters: str) -> None:
        super().__init__(f"No font has {letters!r}.")
        self.letters = letters


@cache
def drawable() -> frozenset[int]:
    """Return the code points that our fonts have."""
    return frozenset(ranges(COVERAGE.read_text(encoding="ascii")))


def settable(text: str) -> str:
    """Return a text as it can be set: composed, spaces single, pictograms left out.

    Raises MissingLetters where a letter, a mark of one or a digit would come out as an empty box.
    """
    kept, missing = [], []
    for letter in " ".join(unicodedata.normalize("NFC", text).split()):
        if ord(letter) in drawable():
            kept.append(letter)
        elif unicodedata.category(letter)[0] not in DISPENSABLE and not _is_selector(letter):
            missing.append(letter)
    if missing:
        raise MissingLetters("".join(dict.fromkeys(missing)))
    return " ".join("".join(kept).split())


def _is_selector(letter: str) -> bool:
    """Tell whether this only chooses how the sign before it looks, as after most pictograms."""
    return 0xFE00 <= ord(letter) <= 0xFE0F
