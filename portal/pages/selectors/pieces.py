"""Reads: what the blocks of a page show. Everything they name is fetched together, once per page.

Blocks are read from their stored JSON, not through Wagtail's block values, which ask the database
one block after the other.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any

from babel.dates import format_date
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.documents import get_document_model

from catalog.files.manifest import Manifest
from catalog.files.models import Picture
from catalog.reference.cldr import locale_of
from catalog.reference.languages import html_tag, pick
from portal.pages.blocks.links import for_reader
from portal.pages.tree import Named, named

PICTURES = ("picture", "poster")
DOCUMENTS = ("document", "film")
PAGES = ("page", "section")
# A link as the editor's text keeps it; links do not stand inside one another.
LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL | re.IGNORECASE)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of a page: its sizes, and its texts by language."""

    manifest: Manifest | None
    alt: Mapping[str, str]
    credit: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class File:
    """A file to take home."""

    title: str
    url: str
    kind: str
    kilobytes: int


@dataclass
class Wanted:
    """Ids of what some blocks name."""

    pictures: set[int] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)
    pages: set[int] = field(default_factory=set)

    def walk(self, stored: Any) -> "Wanted":
        """Collect the ids in a piece of stored JSON, in running text too."""
        if isinstance(stored, Mapping):
            for key, value in stored.items():
                self._note(key, value)
                self.walk(value)
        elif isinstance(stored, str):
            for link in links_in(stored):
                if link.kind == "page":
                    self.pages.add(link.id)
                elif link.kind == "document":
                    self.documents.add(link.id)
        elif isinstance(stored, Sequence):
            for item in stored:
                self.walk(item)
        return self

    def _note(self, key: str, value: Any) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            return
        for names, ids in ((PICTURES, self.pictures), (DOCUMENTS, self.documents), (PAGES, self.pages)):
            if key in names:
                ids.add(value)


@dataclass(frozen=True)
class Found:
    """What some blocks name, as the database has it now; what is gone is not in it."""

    pictures: Mapping[int, Shown]
    documents: Mapping[int, File]
    pages: Mapping[int, Named]


@dataclass(frozen=True, slots=True)
class TextLink:
    """A link in running text: ``kind`` is page or document with its id, or empty with an address."""

    kind: str
    id: int
    address: str
    words: str


def links_in(html: str) -> list[TextLink]:
    """Return the links of a stored text, in order."""
    return [_text_link(match) for match in LINK.finditer(html)] if "<a" in html else []


def _text_link(match: re.Match[str]) -> TextLink:
    attributes = dict(ATTRIBUTE.findall(match[1]))
    number = attributes.get("id", "")
    return TextLink(
        kind=attributes.get("linktype", ""),
        id=int(number) if number.isdecimal() else 0,
        address=attributes.get("href", ""),
        words=unescape(re.sub(r"<[^>]+>", "", match[2])),
    )


def find(wanted: Wanted, language: str) -> Found:
    """Return what was named: at most four queries."""
    pictures = Picture.objects.filter(pk__in=wanted.pictures) if wanted.pictures else Picture.objects.none()
    documents = get_document_model().objects.filter(pk__in=wanted.documents) if wanted.documents else ()
    return Found(
        pictures={
            pk: Shown(Manifest.read(manifest), alt, credit)
            for pk, manifest, alt, credit in pictures.values_list("pk", "manifest", "alt", "credit")
        },
        documents={one.pk: _file(one) for one in documents},
        pages=named(wanted.pages, language),
    )


def _file(document: Any) -> File:
    return File(
        title=document.title,
        url=document.file.url,
        kind=document.file_extension.upper(),
        kilobytes=max(1, round((document.file_size or 0) / 1000)),
    )


def running_text(html: str, found: Found, language: str) -> SafeString:
    """Return a stored text ready to print. A link that leads nowhere any more leaves its words."""

    def shown(match: re.Match[str]) -> str:
        link = _text_link(match)
        if link.kind == "page":
            page = found.pages.get(link.id)
            address = f"/{language}{page.path}" if page else ""
        elif link.kind == "document":
            file = found.documents.get(link.id)
            address = escape(file.url) if file else ""
        else:
            address = for_reader(link.address, language)
        return f'<a href="{address}">{match[2]}</a>' if address else match[2]

    # Written by editors through Wagtail, which keeps no tag and no attribute that FEATURES does not name.
    return mark_safe(LINK.sub(shown, html))  # noqa: S308


def target_url(target: Mapping[str, Any], found: Found, language: str) -> str:
    """Return where a chosen link leads for a reader of that language, empty where it leads nowhere."""
    if target.get("page"):
        page = found.pages.get(target["page"])
        return f"/{language}{page.path}" if page else ""
    address = str(target.get("address") or "")
    return for_reader(address, language) if address else ""


def show_date(day: date | str | None, language: str) -> str:
    """Return a day as the language writes it; days are stored as ISO 8601."""
    if not day:
        return ""
    moment = date.fromisoformat(day) if isinstance(day, str) else day
    return str(format_date(moment, "long", locale=locale_of(language)))


def credit_of(credit: Mapping[str, str], content: str) -> dict[str, str]:
    """Return a picture's credit in the nearest language, with its ``lang`` where that is not the page's."""
    text, found = pick(credit, content)
    return {"credit": text, "credit_lang": "" if found in {"", content} else html_tag(found)}


def sources(stored: Iterable[Mapping[str, Any]], language: str) -> list[dict[str, Any]]:
    """Return sources with the day on which they were checked, as the language writes it."""
    return [
        {"title": one["title"], "url": one["address"], "checked": show_date(one.get("checked_on"), language)}
        for one in stored
        if one and one.get("title")
    ]
