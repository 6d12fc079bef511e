"""Marking, in a text as it is shown, what a query found in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from catalog.glossary.analyzer import Analysis, Token, analyze
from catalog.glossary.lexicon import Lexicon, Reading
from catalog.search.understanding import Understanding

Span = tuple[int, int]
_FRAGMENT = 90  # characters on either side of the first mark
_ELLIPSIS = "…"
_MEANT = frozenset({"concept", "said"})


@dataclass(frozen=True)
class Piece:
    """A stretch of the original text that a query found, and as what.

    `how` is "words" (as typed), "spelling" (typed with other accents), "concept" or "said" (editors hold
    it to mean what was typed); `slug` is the concept named there, which for a concept may be narrower
    than the one asked for, and for what editors said the typed words.
    """

    start: int
    end: int
    how: str
    slug: str = ""


def pieces(text: str, language: str, asked: Understanding, lexicon: Lexicon) -> list[Piece]:
    """Return what the query found in a text, in order and without overlaps.

    Offsets are code points of `text` itself, which was not normalised.
    """
    for analysis, reading in lexicon.read_all(text, language):
        found = _words(analysis, reading, asked) + _concepts(reading, asked, lexicon)
        found += _said(analysis, reading, asked)
        found = found or _grams(analysis, asked)
        if found:
            return _apart(found)
    return []


def marked(text: str, spans: Iterable[Span]) -> SafeString:
    """Return the text as HTML with each span in a mark element; everything is escaped."""
    html: list[str] = []
    position = 0
    for start, end in spans:
        html += [escape(text[position:start]), "<mark>", escape(text[start:end]), "</mark>"]
        position = end
    return mark_safe("".join([*html, escape(text[position:])]))  # noqa: S308 every part was escaped above


def fragment(text: str, spans: Sequence[Span]) -> SafeString:
    """Return the neighbourhood of the first span, cut at words, with all spans in it marked."""
    tokens = analyze(text).tokens
    first, last = spans[0]
    begin = min((token.start for token in tokens if token.start >= first - _FRAGMENT), default=0)
    finish = max((token.end for token in tokens if token.end <= last + _FRAGMENT), default=len(text))
    begin, finish = min(begin, first), max(finish, last)
    if not any(token.start < begin for token in tokens):
        begin = 0
    if not any(token.end > finish for token in tokens):
        finish = len(text)
    inside = [(start - begin, end - begin) for start, end in spans if begin <= start and end <= finish]
    return format_html(
        "{}{}{}",
        _ELLIPSIS if begin else "",
        marked(text[begin:finish], inside),
        _ELLIPSIS if finish < len(text) else "",
    )


def _words(analysis: Analysis, reading: Reading, asked: Understanding) -> list[Piece]:
    exact = {token.exact for token in asked.analysis.tokens}
    unmarked = {token.key for token in asked.analysis.tokens if token.exact == token.key}
    found = []
    for token in analysis.tokens:
        if any(at <= token.at and token.until <= until for at, until in reading.hidden):
            continue
        how = _how(token, exact, unmarked)
        if how:
            found.append(Piece(token.start, token.end, how))
    return found


def _how(token: Token, exact: set[str], unmarked: set[str]) -> str:
    if token.exact in exact:
        return "words"
    return "spelling" if token.key in unmarked else ""


def _concepts(reading: Reading, asked: Understanding, lexicon: Lexicon) -> list[Piece]:
    """Find names of what was asked for, then names of narrower things where no such name stands."""
    wanted = set(asked.concepts)
    matches = (*reading.matches, *reading.inner)
    exact = [
        Piece(match.start, match.end, "concept", slug)
        for match in matches
        for slug in match.concepts
        if slug in wanted
    ]
    narrower = [
        Piece(match.start, match.end, "concept", slug)
        for match in reading.matches
        for slug in match.concepts
        if wanted & set(lexicon.kinship.meanings[slug].wider)
    ]
    return exact + [piece for piece in narrower if not any(_overlap(piece, other) for other in exact)]


def _said(analysis: Analysis, reading: Reading, asked: Understanding) -> list[Piece]:
    """Find the words and things that editors named for what was typed."""
    words = [token.exact for token in analysis.tokens]
    found = []
    for one in asked.meant:
        typed = asked.analysis.normal.text[one.match.at : one.match.until]
        for other, meaning in one.others:
            run = [token.exact for token in other.tokens]
            for at in range(len(words) - len(run) + 1):
                if run and words[at : at + len(run)] == run:
                    first, last = analysis.tokens[at], analysis.tokens[at + len(run) - 1]
                    found.append(Piece(first.start, last.end, "said", typed))
            found += [
                Piece(match.start, match.end, "said", typed)
                for match in (*reading.matches, *reading.inner)
                if set(match.concepts) & set(meaning.concepts)
            ]
    return found


def _grams(analysis: Analysis, asked: Understanding) -> list[Piece]:
    """Find a query's neighbouring letters in unspaced text, when no whole word of it is there."""
    found = []
    text = analysis.normal.text
    for clause in asked.instead:
        for gram in clause.terms if clause.field == "gram" else ():
            at = text.find(gram)
            while at >= 0:
                found.append(Piece(*analysis.normal.span(at, at + len(gram)), "words"))
                at = text.find(gram, at + 1)
    return found


def _apart(found: Iterable[Piece]) -> list[Piece]:
    """Put pieces in order; what was typed goes before what it means, touching pieces of one sort join."""
    typed = [piece for piece in found if piece.how not in _MEANT]
    meant = [
        piece for piece in found if piece.how in _MEANT and not any(_overlap(piece, one) for one in typed)
    ]
    kept: list[Piece] = []
    for piece in sorted([*typed, *meant], key=lambda piece: (piece.start, -piece.end)):
        last = kept[-1] if kept else None
        if last is None or piece.start > last.end or (piece.start == last.end and piece.how != last.how):
            kept.append(piece)
        elif piece.end > last.end:
            kept[-1] = Piece(last.start, piece.end, last.how, last.slug)
    return kept


def _overlap(one: Piece, other: Piece) -> bool:
    return one.start < other.end and other.start < one.end
