"""How a name is set on a stand: in lines that fit its width, broken where its script breaks."""

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

from icu4py.breakers import LineBreaker

SIZE = 12.75  # of the letters, in units of the drawing
WIDE, NARROW = SIZE, SIZE * 0.58  # what a letter takes, on average
BURMESE = SIZE * 0.84
_AFTER_DOT = re.compile("(?<=·)")


def width_of(text: str) -> float:
    """Return about how wide a text is drawn.

    Marks over or under their letters take nothing; those beside them, as in Burmese and Khmer, do.
    """
    return sum(_width(letter) for letter in text)


def _width(letter: str) -> float:
    kind = category(letter)
    if kind in {"Mn", "Me"}:
        return 0
    if east_asian_width(letter) in "WF":
        return WIDE
    return BURMESE if kind == "Lo" and "\u1000" <= letter <= "\u109f" else NARROW


@lru_cache(maxsize=4096)
def set_lines(text: str, width: int, most: int) -> tuple[str, ...]:
    """Return the first lines of a text, at most so many; what does not fit is left out.

    ``width`` is in units of the drawing. A word wider than the stand stands on a line of its own; a
    middle dot ends a word, as it does to the eye.
    """
    lines = [""]
    for piece in (part for word in LineBreaker(text, "en") for part in _AFTER_DOT.split(word)):
        if lines[-1] and width_of((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return tuple(line.rstrip() for line in lines[:most] if line.strip())
