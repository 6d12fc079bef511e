"""A text as a reader gets it, and what it takes to tell one text from another."""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from modeltranslation.translator import NotRegistered, translator
from modeltranslation.utils import build_localized_fieldname

from catalog.reference.languages import chain as chain
from catalog.reference.languages import html_tag
from catalog.translation.models import TextState

State = TextState.State


@dataclass(frozen=True, slots=True)
class LocalText:
    """What a reader sees of one field: the text, the language it is in, and how it came to be.

    ``state`` is "source", "machine" or "reviewed", with "missing" for an empty text and "" where
    nobody asked. ``outdated`` says that its source has changed since.
    """

    value: str
    language: str
    state: str = ""
    outdated: bool = False

    def __str__(self) -> str:
        return self.value

    def __bool__(self) -> bool:
        return bool(self.value)

    @property
    def tag(self) -> str:
        """Return the BCP 47 tag of its language."""
        return html_tag(self.language)

    @property
    def by_machine(self) -> bool:
        """Say whether the page has to say that a machine wrote it."""
        return self.state == State.MACHINE


def tag_unless(text: LocalText, language: str) -> str:
    """Return the ``lang`` attribute of a text, empty where it is in the page's own language."""
    return "" if text.language in {"", language} else text.tag


def clean(value: str) -> str:
    """Return a text as it is kept: composed characters, no space around it, one kind of line end, no NUL.

    PostgreSQL refuses a NUL character, SQLite keeps it; nobody means to write one.
    """
    text = unicodedata.normalize("NFC", value).replace("\x00", "")
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def digest(value: str) -> str:
    """Return the hash by which a translation remembers its source: 32 hexadecimal digits."""
    return hashlib.blake2s(clean(value).encode(), digest_size=16).hexdigest()


def kind_of(*, text: str, source: str, state: str, made_from: str) -> str:
    """Return what a translation is: "missing", "outdated", "reviewed" or "machine".

    ``state`` is what is said of it, ``made_from`` the digest of the source it was made from, "" where
    nobody knows.
    """
    if not text:
        return "missing"
    if made_from and made_from != digest(source):
        return "outdated"
    return State.REVIEWED.value if state == State.REVIEWED else State.MACHINE.value


@cache
def translated_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of a model's translated fields in its own order; none without translation."""
    try:
        registered = translator.get_options_for_model(model).all_fields
    except NotRegistered:
        return ()
    # The library keeps them in a set: the order would differ from process to process.
    return tuple(field.name for field in model._meta.get_fields() if field.name in registered)


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a lookup to a translated field leads: its model, the lookup to that model, the field's name."""

    model: type[models.Model]
    prefix: str
    name: str

    @property
    def source(self) -> str:
        """Return the lookup to the language the record is written in."""
        return f"{self.prefix}{source_path(self.model)}"

    def column(self, language: str) -> str:
        """Return the lookup to the field's column of one language."""
        return build_localized_fieldname(f"{self.prefix}{self.name}", language)


def reach(model: type[models.Model], field: str) -> Reach:
    """Follow a lookup such as ``"organization__name"``. Raises ValueError where it ends at no such field."""
    *path, name = field.split("__")
    owner = model
    for step in path:
        related = owner._meta.get_field(step).related_model
        if not isinstance(related, type):
            raise ValueError(f"{model.__name__}.{field}: {step} leads to no model")
        owner = related
    if name not in translated_fields(owner):
        raise ValueError(f"{owner.__name__}.{name} is not a translated field")
    return Reach(owner, "".join(f"{step}__" for step in path), name)


def source_path(model: type[models.Model]) -> str:
    """Return the lookup from a model to the language its records are written in.

    A model has a ``source_language`` field, or names the way to one in ``SOURCE_LANGUAGE``
    (for example ``"organization__source_language"``).
    """
    return str(getattr(model, "SOURCE_LANGUAGE", "source_language"))


def source_language(target: models.Model) -> str:
    """Return the language a record is written in."""
    value: Any = target
    for step in source_path(type(target)).split("__"):
        value = getattr(value, step)
    return str(value)
