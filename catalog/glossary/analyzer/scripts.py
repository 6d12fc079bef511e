"""Which script a character belongs to, as far as word breaking cares."""

from functools import cache
from itertools import groupby

_RANGES = (
    ("thai", 0x0E00, 0x0E7F),
    ("lao", 0x0E80, 0x0EFF),
    ("burmese", 0x1000, 0x109F),
    ("burmese", 0xA9E0, 0xA9FF),
    ("burmese", 0xAA60, 0xAA7F),
    ("khmer", 0x1780, 0x17FF),
    ("han", 0x2E80, 0x2FDF),
    ("han", 0x3005, 0x3007),
    ("han", 0x3400, 0x4DBF),
    ("han", 0x4E00, 0x9FFF),
    ("han", 0xF900, 0xFAFF),
    ("han", 0x20000, 0x3FFFF),
    ("latin", 0x0041, 0x005A),
    ("latin", 0x0061, 0x007A),
    ("latin", 0x00C0, 0x024F),
    ("latin", 0x1E00, 0x1EFF),
)

# Scripts written without spaces between words.
UNSPACED = frozenset({"han", "thai", "lao", "khmer", "burmese"})

# Scripts that only one of the ten languages is written in.
LANGUAGE_OF_SCRIPT = {"han": "zh-hans", "thai": "th", "lao": "lo", "khmer": "km", "burmese": "my"}


@cache
def script_of(char: str) -> str:
    """Return the script of one character: a name from the table above, or "" for any other."""
    code = ord(char)
    for name, first, last in _RANGES:
        if first <= code <= last:
            return name
    return ""


def unspaced_runs(text: str) -> list[tuple[int, int]]:
    """Return [start, end) of each stretch written in one unspaced script."""
    runs = []
    position = 0
    for script, chars in groupby(text, key=script_of):
        length = sum(1 for _ in chars)
        if script in UNSPACED:
            runs.append((position, position + length))
        position += length
    return runs
