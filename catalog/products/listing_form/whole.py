"""The form of any listing: every part's fields, what they say together, and lines that come and go."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from catalog.files.manifest import Manifest
from catalog.files.models import PrivateFile
from catalog.files.selectors import manifests
from catalog.products.listing_files import FILE_KIND
from catalog.products.listing_form.papers import picture_id
from catalog.products.listing_form.parts import Asked, Document, Part, Rows, Words
from catalog.products.selectors.drafts import is_uuid


@dataclass(frozen=True)
class Line:
    """One line of several fields; ``picture`` or ``file`` is what the line is about, if it is there.

    ``problems`` are what keeps it from being published; ``away`` is the value of the button that takes
    it away, where there is one.
    """

    fields: Sequence[BoundField]
    picture: Manifest | None = None
    file: tuple[str, str] | None = None
    problems: Sequence[str] = ()
    away: str = ""


@dataclass(frozen=True)
class Piece:
    """A field by itself, or lines under a label; ``prefix`` is the value of the button for one more."""

    field: BoundField | None = None
    label: Words = ""
    lines: Sequence[Line] = ()
    prefix: str = ""
    more: Words = ""


@dataclass(frozen=True)
class Section:
    """A stretch of the page. ``problems`` are what keeps it from being published."""

    key: str
    title: Words
    hint: Words
    pieces: Sequence[Piece]
    problems: Sequence[str]


class WholeForm(forms.Form, Generic[Document]):
    """Everything somebody says of a listing, in the language it is written in.

    ``places`` says in which stretch of the page a field of the document stands, where that is not
    called after it.
    """

    places: Mapping[str, str] = {}

    def __init__(self, asked: Asked[Document], parts: Sequence[type[Part[Any]]]) -> None:
        super().__init__(asked.data)
        self.asked = asked
        self.parts = [part(asked) for part in parts]
        for part in self.parts:
            self.fields.update(part.made)
        self.values: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for part in self.parts:
            self.values |= part.read(self)
        return cleaned

    def document(self) -> Document:
        """Return the document as it was typed; what the form does not ask stays as it was."""
        asked: Any = self.asked.document
        typed: Document = replace(asked, **self.values)
        return typed

    def sections(self, problems: Mapping[str, Sequence[str]]) -> list[Section]:
        """Return the page from top to bottom, each problem where it belongs: at most two queries."""
        blocks = [block for part in self.parts for block in part.blocks()]
        titles = {block.key for block in blocks}
        shown = self._lines()

        def piece(key: str, content: str | Rows) -> Piece:
            if isinstance(content, str):
                return Piece(self[content])
            lines = [
                shown(
                    fields,
                    problems.get(f"{key}.{number}", ()),
                    f"{content.prefix}_{number - 1}" if content.prefix else "",
                )
                for number, fields in enumerate(content.lines, 1)
            ]
            return Piece(label=content.label, lines=lines, prefix=content.prefix, more=content.more)

        return [
            Section(
                block.key,
                block.title,
                block.hint,
                [piece(block.key, content) for content in block.content],
                [
                    message
                    for field, messages in problems.items()
                    if (field if field in titles else self._place_of(field, titles)) == block.key
                    for message in messages
                ],
            )
            for block in blocks
        ]

    def _place_of(self, field: str, titles: set[str]) -> str:
        if field.partition(".")[0] in titles:
            return ""  # it stands by its line
        return self.places.get(field, "title")

    def _lines(self) -> Any:
        """Return what makes a line of its fields' names."""
        ids = {name: self[name].value() or "" for name in self.fields if name.endswith("_kept")}
        sizes = manifests(picture_id(one) for name, one in ids.items() if name.startswith("picture_"))
        papers = {one for name, one in ids.items() if one and not name.startswith("picture_")}
        found = PrivateFile.objects.filter(
            kind=FILE_KIND,
            subject=self.asked.organization.pk,
            pk__in=[one for one in papers if is_uuid(one)],
        )
        names = {str(pk): name for pk, name in found.values_list("pk", "name")} if papers else {}

        def line(fields: Sequence[str], problems: Sequence[str], away: str) -> Line:
            about = next((ids[name] for name in fields if name in ids), "")
            is_picture = bool(fields) and fields[0].startswith("picture_")
            return Line(
                [self[name] for name in fields],
                sizes.get(picture_id(about)) if is_picture and about else None,
                (about, names[about]) if about in names else None,
                problems,
                away,
            )

        return line


def with_one_more(data: QueryDict, prefix: str) -> QueryDict:
    """Return what was typed with one more line of this prefix, empty, below the others."""
    changed = data.copy()
    changed[f"{prefix}_{_count(data, prefix)}_"] = ""
    return changed


def without(data: QueryDict, prefix: str, line: int) -> QueryDict:
    """Return what was typed without one line, counted from 0: those below move up with all they say."""
    changed = data.copy()
    pattern = re.compile(rf"{re.escape(prefix)}_(\d{{1,3}})_(.*)")
    lines = {name: (int(match[1]), match[2]) for name in data if (match := pattern.fullmatch(name))}
    for name, (at, _rest) in lines.items():
        if at >= line:
            del changed[name]
    for name, (at, rest) in lines.items():
        if at > line:
            changed.setlist(f"{prefix}_{at - 1}_{rest}", data.getlist(name))
    return changed


def _count(data: QueryDict, prefix: str) -> int:
    pattern = re.compile(rf"{re.escape(prefix)}_(\d{{1,3}})_")
    found = (pattern.match(name) for name in data)
    return max((int(match[1]) + 1 for match in found if match), default=0)
