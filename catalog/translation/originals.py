"""A record's own words, as its owner wrote them, beside the reader's."""

from typing import Any

from django.db import models
from django.db.models import Case, F, TextField, Value, When
from modeltranslation.utils import build_localized_fieldname

from catalog.reference.languages import codes
from catalog.translation.texts import LocalText, source_path


def own_words(model: type[models.Model], field: str) -> dict[str, Any]:
    """Return annotations ``<field>_own`` and ``<field>_own_lang`` for a list: the text in the record's language.

    ``field`` may lead over a relation (``"organization__name"``); double underscores become one.
    """
    *path, name = field.split("__")
    owner = model
    for step in path:
        related = owner._meta.get_field(step).related_model
        if not isinstance(related, type):
            raise ValueError(f"{model.__name__}.{field}: {step} leads to no model")
        owner = related
    prefix = "".join(f"{step}__" for step in path)
    source = f"{prefix}{source_path(owner)}"
    alias = field.replace("__", "_")
    text = Case(
        *(
            When(**{source: code}, then=F(build_localized_fieldname(f"{prefix}{name}", code)))
            for code in codes()
        ),
        default=Value(""),
        output_field=TextField(),
    )
    return {f"{alias}_own": text, f"{alias}_own_lang": F(source)}


def original(row: dict[str, Any], alias: str) -> LocalText | None:
    """Return a row's own words, or None where the reader already sees them.

    ``row`` holds what ``localized`` and ``own_words`` annotated for ``alias``.
    """
    own = row[f"{alias}_own"]
    if not own or own == row[f"{alias}_text"]:
        return None
    return LocalText(own, row[f"{alias}_own_lang"], "source")
