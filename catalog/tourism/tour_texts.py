"""The texts of a tour that are translated, each with its place: its own fields, its days, its pictures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from catalog.tourism.tour_document import TRANSLATED, TourDocument
from catalog.translation.texts import digest

DAY, PICTURE = "day.", "picture."
OF_DAYS = ("title", "text")


def texts_of(document: TourDocument) -> dict[str, Mapping[str, str]]:
    """Return every text by its place, in the order of the page: ``title``, ``day.1.text``, ``picture.7``."""
    found: dict[str, Mapping[str, str]] = {field: getattr(document, field) for field in TRANSLATED}
    for number, day in enumerate(document.days, 1):
        found |= {f"{DAY}{number}.{part}": getattr(day, part) for part in OF_DAYS}
    return found | {f"{PICTURE}{one}": document.alt.get(str(one), {}) for one in document.pictures}


def with_text(document: TourDocument, place: str, language: str, text: str) -> TourDocument:
    """Return the document with one text in one language; an empty one is taken away. Raises KeyError."""
    texts = {code: said for code, said in texts_of(document)[place].items() if code != language}
    texts |= {language: text} if text else {}
    if place.startswith(PICTURE):
        return replace(document, alt={**document.alt, place.removeprefix(PICTURE): texts})
    changed: dict[str, Any] = {place: texts}
    if not place.startswith(DAY):
        return replace(document, **changed)
    number, part = place.removeprefix(DAY).split(".")
    changed = {part: texts}
    days = [replace(day, **changed) if at == int(number) else day for at, day in enumerate(document.days, 1)]
    return replace(document, days=tuple(days))


def with_origins(before: TourDocument, after: TourDocument) -> TourDocument:
    """Return a document that remembers what its words were made from where their original has changed.

    Texts with columns of their own have their origin kept beside them once they are published.
    """
    made_from, now = dict(after.made_from), texts_of(after)
    for place, texts in texts_of(before).items():
        source = texts.get(before.source_language, "")
        if place in TRANSLATED or not source or source == now.get(place, {}).get(before.source_language):
            continue
        left = [
            code
            for code, text in texts.items()
            if code != before.source_language and text and text == now.get(place, {}).get(code)
        ]
        if left:
            made_from[place] = {**dict.fromkeys(left, digest(source)), **made_from.get(place, {})}
    return replace(after, made_from=made_from)
