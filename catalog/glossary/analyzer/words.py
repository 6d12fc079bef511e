"""Words and grapheme pairs of a text, with where they stand in the original."""

from dataclasses import dataclass
from functools import lru_cache

from icu4py.breakers import CharacterBreaker, WordBreaker

from catalog.glossary.analyzer.normal import Normal, fold, normalize
from catalog.glossary.analyzer.scripts import UNSPACED, script_of, unspaced_runs
from catalog.glossary.analyzer.zawgyi import has_burmese

# ICU finds words by script, whatever locale it is given (measured 2026-11-23).
_LOCALE = "en"


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `exact` as written, `key` without Latin marks; offsets in code points.

    `at` and `until` bound it in the normalised text, `start` and `end` in the original.
    """

    key: str
    exact: str
    at: int
    until: int
    start: int
    end: int
    unspaced: bool


@dataclass(frozen=True)
class Analysis:
    """What the analyzer found in a text."""

    normal: Normal
    tokens: tuple[Token, ...]

    def grams(self, hidden: tuple[tuple[int, int], ...] = ()) -> list[str]:
        """Return pairs of neighbouring graphemes in each unspaced run; a single grapheme stands alone.

        Pairs that lie within one of the `hidden` stretches of the normalised text are left out.
        """
        found = []
        for start, end in unspaced_runs(self.normal.text):
            pieces = graphemes(self.normal.text[start:end])
            places = [start]
            for piece in pieces:
                places.append(places[-1] + len(piece))
            width = min(2, len(pieces))
            for index in range(len(pieces) - width + 1):
                first, last = places[index], places[index + width]
                if not any(at <= first and last <= until for at, until in hidden):
                    found.append(self.normal.text[first:last])
        return found


def analyses(text: str) -> tuple[Analysis, ...]:
    """Analyse a text in each of its readings: two where its Burmese could be Unicode or Zawgyi, else one."""
    first = analyze(text)
    if not has_burmese(first.normal.text):
        return (first,)
    other = analyze(text, zawgyi=True)
    return (first,) if other.normal.text == first.normal.text else (first, other)


@lru_cache(maxsize=4096)
def analyze(text: str, *, zawgyi: bool = False) -> Analysis:
    """Find the words of a text in any of the ten languages; the language need not be known.

    `zawgyi` asks for the other reading of Burmese that could be either encoding.
    """
    normal = normalize(text, zawgyi=zawgyi)
    tokens = []
    position = 0
    # Iterating gives strings; the breaker's own offsets count UTF-16 units and are wrong after any
    # character above U+FFFF, so positions are added up here.
    for piece in WordBreaker(normal.text, _LOCALE):
        end = position + len(piece)
        if any(char.isalnum() for char in piece):
            tokens.append(_token(normal, piece, position, end))
        position = end
    return Analysis(normal, tuple(tokens))


def _token(normal: Normal, piece: str, at: int, until: int) -> Token:
    start, end = normal.span(at, until)
    return Token(fold(piece), piece, at, until, start, end, script_of(piece[0]) in UNSPACED)


def graphemes(text: str) -> list[str]:
    """Split text into what a reader takes for one character: a base with its marks."""
    return list(CharacterBreaker(text, _LOCALE))
