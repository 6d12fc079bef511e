"""A storefront's content as one typed document."""

from dataclasses import field
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

SCHEMA = 1
# What a storefront may show, in the usual order.
SECTIONS = ("about", "highlights", "gallery", "video", "brands", "certificates", "contact")
TEXTS = ("tagline", "about", "highlights")
CONTACTS = ("wechat", "whatsapp", "zalo", "line")


@dataclass(frozen=True, kw_only=True, config=ConfigDict(extra="forbid"))
class StorefrontDocument:
    """What a storefront says.

    Texts are mappings of language code to text; ``states`` says per field and language whether a
    text that is not in the source language was made by a machine or reviewed, ``made_from`` from which
    source it was made, by its digest; where that says nothing, it is as it was published. Pictures are ids;
    ``alt`` says by their id what was written anew of what those of the gallery show.
    ``contacts`` are those its owners agreed to show to everybody; ``sections`` are shown in their
    order, the usual ones where none is named.
    """

    source_language: str
    tagline: dict[str, str]
    about: dict[str, str]
    highlights: dict[str, str] = field(default_factory=dict)
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    made_from: dict[str, dict[str, str]] = field(default_factory=dict)
    logo: int | None = None
    banner: int | None = None
    answering_languages: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    gallery: tuple[int, ...] = ()
    alt: dict[str, dict[str, str]] = field(default_factory=dict)
    video: str = ""
    contacts: dict[str, str] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    private_label: bool = False
    payment_terms: str = ""
    founded: int | None = None
    schema: int = SCHEMA


ADAPTER = TypeAdapter(StorefrontDocument)


def to_json(document: StorefrontDocument) -> dict[str, Any]:
    """Return the document as plain JSON values."""
    value: dict[str, Any] = ADAPTER.dump_python(document, mode="json")
    return value


def from_json(value: dict[str, Any]) -> StorefrontDocument:
    """Return the document kept in JSON. Raises pydantic.ValidationError where it does not fit."""
    return ADAPTER.validate_python(value)
