"""Why a record is among the hits, in words and marks of its own text."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.glossary.lexicon import Lexicon
from catalog.reference.languages import html_tag
from catalog.search.contributors import Row
from catalog.search.marking import Piece, fragment, marked, pieces
from catalog.search.understanding import Understanding
from catalog.translation.texts import LocalText

_MOST_REASONS = 3
MEANING = "meaning"
WORDS, SPELLING, CONCEPT, KIND_OF, CODE = "words", "spelling", "concept", "kind", "code"
SAID, CHOSEN = "said", "chosen"  # by the editors


@dataclass(frozen=True)
class Reason:
    """`found` stands in the record in `language`; `means` is what was asked for, in `asked_in`."""

    how: str
    found: str
    language: str
    means: str = ""
    asked_in: str = ""

    def html(self, page_language: str) -> SafeString:
        """Return the reason as a line for the reader, each text with its language."""
        found = _text("mark", self.found, self.language, page_language)
        means = _text("span", self.means, self.asked_in, page_language)
        if self.how == CHOSEN:
            return format_html("{}", _("Chosen by the editors"))
        if self.how in {CONCEPT, SAID}:
            return format_html("{} = {}", found, means)
        if self.how == KIND_OF:
            return format_html(_("{narrower} is a kind of {wider}"), narrower=found, wider=means)
        if self.how == SPELLING:
            return format_html(_("{found}: another spelling of what you typed"), found=found)
        if self.how == MEANING:
            return SafeString(escape(_("Related meaning")))
        if self.how == CODE:
            return format_html(_("Code {code}"), code=found)
        return format_html(_("{found}: as you typed it"), found=found)


@dataclass(frozen=True)
class Shown:
    """A row's texts with what was found in them marked, and why it is there."""

    title: SafeString
    original: SafeString
    fragment: SafeString
    reasons: tuple[Reason, ...]


def show(row: Row, asked: Understanding, lexicon: Lexicon, *, respelled: bool, chosen: bool = False) -> Shown:
    """Mark a row's texts and say why it is among the hits.

    `respelled` when the query was corrected, `chosen` when editors want it there.
    """
    found = {text: pieces(text.value, text.language, asked, lexicon) for text in _texts(row)}
    reasons = [
        reason
        for text, there in found.items()
        for piece in there
        if (reason := _reason(text, piece, asked, lexicon, respelled=respelled))
    ]
    body = next((text for text in row.texts if found[text] and not found.get(row.title)), None)
    return Shown(
        title=_marked(row.title, found),
        original=_marked(row.original, found) if row.original else SafeString(""),
        fragment=fragment(body.value, _spans(found[body])) if body else SafeString(""),
        reasons=(Reason(CHOSEN, "", ""), *_telling(reasons))
        if chosen
        else _telling(reasons) or _unseen(asked),
    )


def _telling(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Keep one reason for each thing said: the first text that shows it speaks for the others."""
    said: dict[tuple[bool, str], Reason] = {}
    for reason in reasons:
        said.setdefault(
            (reason.how in {CONCEPT, KIND_OF, SAID}, (reason.means or reason.found).casefold()), reason
        )
    return tuple(said.values())[:_MOST_REASONS]


def why(reasons: Sequence[Reason], page_language: str) -> SafeString:
    """Return all reasons of a hit as one line."""
    return format_html_join("; ", "{}", ((reason.html(page_language),) for reason in reasons))


def _texts(row: Row) -> list[LocalText]:
    return list(dict.fromkeys(text for text in (row.title, row.original, *row.texts) if text))


def _reason(
    text: LocalText, piece: Piece, asked: Understanding, lexicon: Lexicon, *, respelled: bool
) -> Reason | None:
    found = text.value[piece.start : piece.end]
    if piece.how == "said":
        return Reason(SAID, found, text.language, piece.slug, asked.language)
    if piece.how != "concept":
        how = SPELLING if respelled or piece.how == "spelling" else WORDS
        return Reason(how, found, text.language)
    for match in asked.reading.matches:
        typed = asked.analysis.normal.text[match.at : match.until]
        if piece.slug in match.concepts:
            return Reason(CONCEPT, found, text.language, typed, asked.language)
        if set(match.concepts) & set(lexicon.kinship.meanings[piece.slug].wider):
            return Reason(KIND_OF, found, text.language, typed, asked.language)
    return None


def _unseen(asked: Understanding) -> tuple[Reason, ...]:
    """What matched without standing in a shown text: a code, or what the record is filed under."""
    codes = [clause.terms[0] for clause in asked.instead if clause.field == "code"]
    if codes:
        return (Reason(CODE, codes[0], ""),)
    groups = [match for match in asked.reading.matches if match.concepts]
    return tuple(
        Reason(WORDS, asked.analysis.normal.text[match.at : match.until], asked.language)
        for match in groups[:1]
    )


def _marked(text: LocalText, found: dict[LocalText, list[Piece]]) -> SafeString:
    return marked(text.value, _spans(found.get(text, [])))


def _spans(there: Sequence[Piece]) -> list[tuple[int, int]]:
    return [(piece.start, piece.end) for piece in there]


def _text(element: str, text: str, language: str, page_language: str) -> SafeString:
    if not language or language == page_language:
        return format_html("<{0}>{1}</{0}>", element, text)
    return format_html('<{0} lang="{2}">{1}</{0}>', element, text, html_tag(language))
