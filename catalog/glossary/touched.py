"""Which texts a change of the glossary concerns: those that hold one of the names in question."""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from unicodedata import category

from catalog.glossary.analyzer import UNSPACED, normalize, script_of
from catalog.glossary.analyzer.zawgyi import has_burmese

_LETTER = "[a-z0-9\u00c0-\u024f\u1e00-\u1eff]"


class Names:
    """Names in the form in which they are matched (`Label.key`), looked for in texts.

    A text that reads otherwise because one of them appeared or went always holds it; one that only
    has its letters by chance may be found too, as reading is left to the lexicon.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self.keys = frozenset(key for key in keys if key)

    def stand_in(self, text: str) -> bool:
        """Say whether a text holds one of them, in any reading of it."""
        normal = normalize(text).text
        readings = {normal, normalize(text, zawgyi=True).text} if has_burmese(normal) else {normal}
        return any(self._in(reading) for reading in readings)

    def _in(self, normal: str) -> bool:
        if self._words and self._words.search(normal):
            return True
        if not self._runs:
            return False
        squeezed = _squeezed(normal)
        return any(run in squeezed for run in self._runs)

    @cached_property
    def _words(self) -> "re.Pattern[str] | None":
        """Return what finds the names written with spaces, whatever stands between their words."""
        spaced = sorted(key for key in self.keys if not _unspaced(key))
        if not spaced:
            return None
        ways = (r"[\W_]+".join(map(re.escape, key.split())) for key in spaced)
        return re.compile(f"(?<!{_LETTER})(?:{'|'.join(ways)})(?!{_LETTER})")

    @cached_property
    def _runs(self) -> list[str]:
        return [_squeezed(key) for key in self.keys if _unspaced(key)]


def _unspaced(key: str) -> bool:
    return any(script_of(char) in UNSPACED for char in key)


def _squeezed(text: str) -> str:
    """Return a text without what separates words: names of unspaced scripts are matched across it."""
    return "".join(filter(_is_written, text))


@cache
def _is_written(char: str) -> bool:
    return char.isalnum() or category(char)[0] == "M"
