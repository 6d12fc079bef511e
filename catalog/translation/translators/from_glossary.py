"""The translator that comes with the portal: texts whose every content word is in the glossary."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from catalog.glossary.analyzer import UNSPACED, Analysis, script_of
from catalog.glossary.lexicon import Lexicon, Match
from catalog.glossary.selectors import lexicon
from catalog.translation.translators import word_order
from catalog.translation.translators.seam import Proposal

_SPACED_LANGUAGES = frozenset({"en", "vi", "id", "ms", "fil"})


class _Part(Enum):
    NAME = auto()  # translated
    KEPT = auto()  # a number, a code, a name in Latin letters: the same in every language
    AND = auto()
    TURN = auto()
    DROPPED = auto()
    LACKING = auto()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a text by its bounds in it, what it is, and what stands for it in the translation."""

    part: _Part
    start: int
    end: int
    text: str = ""


class GlossaryTranslator:
    """Proposes a text only where the glossary covers it; names the words it lacks otherwise."""

    name = "glossary"
    outside = False

    def __init__(self, labels: Callable[[], Lexicon] = lexicon) -> None:
        self._labels = labels

    def can(self, source: str, target: str) -> bool:
        """Every language of the glossary into every other one."""
        return source != target

    def translate(self, texts: Sequence[str], *, source: str, target: str) -> list[Proposal]:
        """Return a proposal for each text; see `Translator`."""
        labels = self._labels()
        return [_propose(text, labels, source, target) for text in texts]


def _propose(text: str, labels: Lexicon, source: str, target: str) -> Proposal:
    analysis, reading = labels.read_all(text, source)[0]
    measures = _measures(analysis)
    matches = [match for match in reading.matches if (match.at, match.until) not in measures]
    named = [(match, _name_of(match, labels, source, target)) for match in matches]
    known = tuple(dict.fromkeys((text[match.start : match.end], name) for match, name in named if name))
    pieces = [
        _Piece(_Part.NAME if name else _Part.LACKING, match.start, match.end, name) for match, name in named
    ]
    pieces += _small_pieces(text, analysis, matches, source, target)
    pieces.sort(key=lambda piece: piece.start)
    lacking = _lacking(pieces, text)
    if lacking or not pieces:
        return Proposal(lacking=lacking, known=known)
    return Proposal(_capital(_composed(text, pieces, source, target)), known=known)


def _name_of(match: Match, labels: Lexicon, source: str, target: str) -> str:
    """Return what a run is called in the target language; empty where that is unknown or uncertain."""
    own = [name for name in match.names if name.language == source] or match.names
    meanings = (labels.kinship.meanings[name.concept] for name in own)
    found = {meaning.names.get(target, "") for meaning in meanings}
    return found.pop() if len(found) == 1 else ""


def _measures(analysis: Analysis) -> dict[tuple[int, int], str]:
    """Return the measures behind numbers by their bounds: 500 gram is weight, gram alone is a chickpea."""
    pairs = zip(analysis.tokens, analysis.tokens[1:], strict=False)
    return {
        (token.at, token.until): word_order.MEASURES[token.exact]
        for before, token in pairs
        if before.exact.isdigit() and token.exact in word_order.MEASURES
    }


def _small_pieces(
    text: str, analysis: Analysis, matches: Sequence[Match], source: str, target: str
) -> Iterator[_Piece]:
    """Yield what the names leave: numbers, small words, and the words that are lacking."""
    measures = _measures(analysis)
    for token in analysis.tokens:
        for at, until in _uncovered(token.at, token.until, matches):
            start, end = analysis.normal.span(at, until)
            if (at, until) in measures:
                yield _Piece(_Part.KEPT, start, end, measures[at, until])
                continue
            part, instead = _small_word(analysis.normal.text[at:until], source, target)
            yield _Piece(part, start, end, text[start:end] if part is _Part.KEPT else instead)


def _uncovered(at: int, until: int, matches: Sequence[Match]) -> Iterator[tuple[int, int]]:
    """Yield what no name covers of a word: a name may end within a word of an unspaced script."""
    for match in matches:
        if match.at < until and at < match.until:
            if at < match.at:
                yield at, match.at
            at = max(at, match.until)
    if at < until:
        yield at, until


def _small_word(written: str, source: str, target: str) -> tuple[_Part, str]:
    """Return what an uncovered stretch is, and what stands for it where that is another word."""
    if any(char.isdigit() for char in written) or _is_foreign_name(written, source):
        return _Part.KEPT, ""
    if written in word_order.AND[source]:
        return _Part.AND, word_order.AND[target][0]
    if written in word_order.LEFT_OUT[source]:
        return _Part.DROPPED, ""
    if written in word_order.TURNING.get(source, ()):
        return _Part.TURN, ""
    if len(written) == 1 and script_of(written) == "latin":
        return _Part.KEPT, ""  # the letter of a code: T-103
    return _Part.LACKING, ""


def _is_foreign_name(written: str, source: str) -> bool:
    """Latin letters within a text of another script are a name, and stay."""
    return source not in _SPACED_LANGUAGES and all(script_of(char) == "latin" for char in written)


def _lacking(pieces: Sequence[_Piece], text: str) -> tuple[str, ...]:
    """Return the words nobody translated as they were written; neighbours without a space are one word."""
    found: list[tuple[int, int]] = []
    for piece in pieces:
        if piece.part is _Part.LACKING:
            start = found.pop()[0] if found and found[-1][1] == piece.start else piece.start
            found.append((start, piece.end))
    return tuple(dict.fromkeys(text[start:end] for start, end in found))


def _composed(text: str, pieces: Sequence[_Piece], source: str, target: str) -> str:
    """Return the translation: phrases turned each for itself, what stands between them as it stood."""
    words: list[str] = []
    phrase: list[list[str]] = [[]]

    def close(*more: str) -> None:
        words.extend([*word_order.turned(phrase, source, target), *more])
        phrase[:] = [[]]

    before = 0
    for piece in pieces:
        between = text[before : piece.start]
        if between.strip():
            close(word_order.marks(between, target))
        if piece.part is _Part.NAME:
            phrase[-1].append(piece.text)
        elif piece.part is _Part.TURN:
            phrase.append([])
        elif piece.part in {_Part.AND, _Part.KEPT}:
            close(piece.text)
        before = piece.end
    close(word_order.marks(text[before:], target))
    return _joined(filter(None, words)).strip()


def _joined(words: Iterable[str]) -> str:
    """Join words, and the marks between them, which have their spaces with them already."""
    text = ""
    after_mark = True
    for word in words:
        is_mark = not any(char.isalnum() for char in word)
        if not is_mark and not after_mark and word_order.needs_space(text, word):
            text += " "
        text += word
        after_mark = is_mark
    return text


def _capital(text: str) -> str:
    first = text[:1]
    return first.upper() + text[1:] if script_of(first) not in UNSPACED else text
