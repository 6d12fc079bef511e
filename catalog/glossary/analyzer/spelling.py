"""Spellings that readers hold to be the same, in the scripts where people type them in several ways.

Each pair was met in real input methods or in text that had passed through Unicode's compatibility
forms (NFKC), which take Thai and Lao vowels apart. Both documents and queries go through here, so
the choice of the kept form only matters to ICU's dictionaries: it is the form they hold.
"""

import re
from collections.abc import Callable

Replace = Callable[[re.Match[str]], str]


def _fixed(text: str) -> Replace:
    return lambda match: text


def _group(before: str, after: str) -> Replace:
    return lambda match: before + (match[1] or match[2] or "") + after


# (pattern, replacement), applied in this order to text that is already NFC and lower case.
SAME_SPELLINGS: tuple[tuple[re.Pattern[str], Replace], ...] = (
    # Thai sara am taken apart, its tone mark on either side of the circle.
    (re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32"), _group("", "\u0e33")),
    # Two sara e typed for sara ae: looks the same on screen.
    (re.compile("\u0e40\u0e40"), _fixed("\u0e41")),
    # Lao sara am, and the two-letter form of the ho-mo, ho-no and ho-lo letters.
    (re.compile("\u0ecd([\u0ec8-\u0ecb]?)\u0eb2|([\u0ec8-\u0ecb])\u0ecd\u0eb2"), _group("", "\u0eb3")),
    (re.compile("\u0ec0\u0ec0"), _fixed("\u0ec1")),
    (re.compile("\u0eab\u0ea1"), _fixed("\u0edd")),
    (re.compile("\u0eab\u0e99"), _fixed("\u0edc")),
    (re.compile("\u0eab\u0ea5"), _fixed("\u0eab\u0ebc")),
    # Khmer: subscript da and ta look alike; two-part vowels typed as their parts.
    (re.compile("\u17d2\u178a"), _fixed("\u17d2\u178f")),
    (re.compile("\u17c1\u17b8"), _fixed("\u17be")),
    (re.compile("\u17c1\u17b6"), _fixed("\u17c4")),
    # Burmese: the independent vowel o, the letter jha, and digits typed for look-alike letters.
    (re.compile("\u101e\u103c(?!\u1031)"), _fixed("\u1029")),
    (re.compile("\u1005\u103b"), _fixed("\u1008")),
    (re.compile("\u1040(?=[\u102b-\u103e])"), _fixed("\u101d")),
    (re.compile("\u1047(?=[\u102b-\u103e])"), _fixed("\u101b")),
)
