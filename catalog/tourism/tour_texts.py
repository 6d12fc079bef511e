"""The texts of a tour that are translated, each with its place: its own fields, its days, its pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from catalog.tourism.tour_document import TRANSLATED, DayDocument, TourDocument
from catalog.translation.places import TextPlace
from catalog.translation.texts import clean, digest

DAY, PICTURE = "day.", "picture."
OF_DAYS = ("title", "text")
# Without these a language is not offered: what it is, what the price covers, and where it begins.
NEEDED = frozenset({"title", "included", "excluded", "meeting"})
# Letters a text may have, and how high its box is, 0 for one line. What happens on a day is "text".
SIZES = {
    "title": (200, 0),
    "summary": (600, 3),
    "included": (2000, 4),
    "excluded": (2000, 4),
    "meeting": (1000, 3),
    "text": (4000, 4),
}
OF_PICTURES = (250, 0)


def texts_of(document: TourDocument) -> dict[str, Mapping[str, str]]:
    """Return every text by its place, in the order of the page: ``title``, ``day.1.text``, ``picture.7``."""
    found: dict[str, Mapping[str, str]] = {field: getattr(document, field) for field in TRANSLATED}
    for number, day in enumerate(document.days, 1):
        found |= {f"{DAY}{number}.{part}": getattr(day, part) for part in OF_DAYS}
    return found | {f"{PICTURE}{one}": document.alt.get(str(one), {}) for one in document.pictures}


def size_of(place: str) -> tuple[int, int]:
    """Return how many letters a text may have, and how high its box is, 0 for one line."""
    return OF_PICTURES if place.startswith(PICTURE) else SIZES[place.rpartition(".")[2]]


def places_of(document: TourDocument) -> list[TextPlace]:
    """Return the texts of a document that its source has, with their translations."""
    own = document.source_language
    numbers = {f"{PICTURE}{one}": number for number, one in enumerate(document.pictures, 1)}
    found = []
    for place, texts in texts_of(document).items():
        source = texts.get(own, "")
        if source.strip():
            others = {code: text for code, text in texts.items() if code != own and text.strip()}
            called = f"{_('Picture')} {numbers[place]}" if place in numbers else ""
            found.append(TextPlace(place, source, others, place in NEEDED, size_of(place)[0], called))
    return found


def with_text(document: TourDocument, place: str, language: str, text: str) -> TourDocument:
    """Return the document with one text in one language; an empty one is taken away. Raises KeyError.

    Of a picture it is said to be empty: what is left out, the picture goes on saying itself.
    """
    texts = {code: said for code, said in texts_of(document)[place].items() if code != language}
    texts |= {language: text} if text or place.startswith(PICTURE) else {}
    if place.startswith(PICTURE):
        return replace(document, alt={**document.alt, place.removeprefix(PICTURE): texts})
    changed: dict[str, Any] = {place: texts}
    if not place.startswith(DAY):
        return replace(document, **changed)
    number, part = place.removeprefix(DAY).split(".")
    changed = {part: texts}
    days = [replace(day, **changed) if at == int(number) else day for at, day in enumerate(document.days, 1)]
    return replace(document, days=tuple(days))


def days_kept(own: str, before: Sequence[DayDocument], after: Sequence[Sequence[str]]) -> list[int | None]:
    """Return for each day of ``after`` which of ``before`` it was, 1 for the first, None for a new one.

    ``after`` has a day's heading and text in its own language. Days move when one above them is taken
    away: the same words are the same day, and a day whose words changed stays in its place.
    """
    words = [(clean(day.title.get(own, "")), clean(day.text.get(own, ""))) for day in before]
    said = [(clean(title), clean(text)) for title, text in after]
    found = [at + 1 if any(one) and one in words[at : at + 1] else None for at, one in enumerate(said)]
    for at, one in enumerate(said):
        if found[at] is None and any(one):
            free = (number for number, known in enumerate(words, 1) if known == one and number not in found)
            found[at] = next(free, None)
    for at, known in enumerate(found):
        if known is None and at < len(words) and at + 1 not in found:
            found[at] = at + 1
    return found


def with_origins(before: TourDocument, after: TourDocument) -> TourDocument:
    """Return a document that remembers what its words were made from where their original has changed.

    Texts with columns of their own have their origin kept beside them once they are published. What is
    known of the texts of a day goes with the day.
    """
    own = before.source_language
    kept = days_kept(
        own, before.days, [(day.title.get(own, ""), day.text.get(own, "")) for day in after.days]
    )
    made_from, now = _moved(after.made_from, kept), texts_of(after)
    for place, texts in _moved(texts_of(before), kept).items():
        source, said = texts.get(own, ""), now.get(place, {})
        if place in TRANSLATED or not source or source == said.get(own):
            continue
        left = [code for code, text in texts.items() if code != own and text and text == said.get(code)]
        if left:
            made_from[place] = {**dict.fromkeys(left, digest(source)), **made_from.get(place, {})}
    return replace(after, made_from=made_from, states=_moved(after.states, kept))


def _moved(said: Mapping[str, Mapping[str, str]], kept: Sequence[int | None]) -> dict[str, dict[str, str]]:
    """Return what is said by place with that of days at the places where they are now."""
    found = {place: dict(one) for place, one in said.items() if not place.startswith(DAY)}
    for number, was in enumerate(kept, 1):
        for part in OF_DAYS:
            if one := said.get(f"{DAY}{was}.{part}"):
                found[f"{DAY}{number}.{part}"] = dict(one)
    return found
