"""A record's own words, as its owner wrote them, beside the reader's."""

from typing import Any

from django.db import models
from django.db.models import Case, F, TextField, Value, When

from catalog.reference.languages import codes
from catalog.translation.texts import LocalText, reach


def own_words(model: type[models.Model], field: str) -> dict[str, Any]:
    """Return annotations ``<field>_own`` and ``<field>_own_lang`` for a list: what the owner wrote.

    ``field`` may lead over a relation (``"organization__name"``); double underscores become one.
    """
    place = reach(model, field)
    alias = field.replace("__", "_")
    text = Case(
        *(When(**{place.source: code}, then=F(place.column(code))) for code in codes()),
        default=Value(""),
        output_field=TextField(),
    )
    return {f"{alias}_own": text, f"{alias}_own_lang": F(place.source)}


def original(row: dict[str, Any], alias: str) -> LocalText | None:
    """Return a row's own words, or None where the reader already sees them.

    ``row`` holds what ``localized`` and ``own_words`` annotated for ``alias``.
    """
    own = row[f"{alias}_own"]
    if not own or own == row[f"{alias}_text"]:
        return None
    return LocalText(own, row[f"{alias}_own_lang"], "source")
