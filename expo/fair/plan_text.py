"""How a name is set on a stand: in lines that fit its width, broken where its script breaks."""

from functools import lru_cache
from unicodedata import category, east_asian_width

from icu4py.breakers import LineBreaker

SIZE = 12.75  # of the letters, in units of the drawing
WIDE, NARROW = SIZE, SIZE * 0.58  # what a letter takes, on average


def width_of(text: str) -> float:
    """Return about how wide a text is drawn; marks stand over or under their letters and take nothing."""
    return sum(
        WIDE if east_asian_width(letter) in "WF" else NARROW
        for letter in text
        if not category(letter).startswith("M")
    )


@lru_cache(maxsize=4096)
def set_lines(text: str, width: int, most: int) -> tuple[str, ...]:
    """Return the first lines of a text, at most so many; what does not fit is left out.

    ``width`` is in units of the drawing. A word wider than the stand stands on a line of its own.
    """
    lines = [""]
    for piece in LineBreaker(text, "en"):
        if lines[-1] and width_of((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return tuple(line.rstrip() for line in lines[:most] if line.strip())
