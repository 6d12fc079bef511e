"""The form of a listing, whole: every part's fields, and the document they make together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from catalog.files.manifest import Manifest
from catalog.files.models import PrivateFile
from catalog.files.selectors import manifests
from catalog.products.document import ProductDocument
from catalog.products.listing_files import FILE_KIND
from catalog.products.listing_form.care import Care
from catalog.products.listing_form.papers import Certificates, Documents, Pictures, picture_id
from catalog.products.listing_form.parts import Asked, Part, Rows, Words
from catalog.products.listing_form.pricing import Pricing
from catalog.products.listing_form.properties import Properties, Variants
from catalog.products.listing_form.terms import Terms
from catalog.products.listing_form.wording import Origin, Wording
from catalog.products.selectors.drafts import is_uuid

PARTS: tuple[type[Part], ...] = (
    Wording,
    Pictures,
    Properties,
    Variants,
    Pricing,
    Terms,
    Care,
    Origin,
    Certificates,
    Documents,
)


@dataclass(frozen=True)
class Line:
    """One line of several fields; ``picture`` or ``file`` is what the line is about, if it is there."""

    fields: Sequence[BoundField]
    picture: Manifest | None = None
    file: tuple[str, str] | None = None


@dataclass(frozen=True)
class Piece:
    """A field by itself, or lines under a label."""

    field: BoundField | None = None
    label: Words = ""
    lines: Sequence[Line] = ()


@dataclass(frozen=True)
class Section:
    """A stretch of the page. ``problems`` are what keeps it from being published."""

    key: str
    title: Words
    hint: Words
    pieces: Sequence[Piece]
    problems: Sequence[str]


class ListingForm(forms.Form):
    """Everything a seller says of a product, in the language the listing is written in."""

    def __init__(self, asked: Asked, **options: Any) -> None:
        super().__init__(asked.data, **options)
        self.asked = asked
        self.parts = [part(asked) for part in PARTS]
        for part in self.parts:
            self.fields.update(part.made)
        self.values: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for part in self.parts:
            self.values |= part.read(self)
        return cleaned

    def document(self) -> ProductDocument:
        """Return the document as it was typed; what the form does not ask stays as it was."""
        return replace(self.asked.document, **self.values)

    def origin(self) -> Origin:
        """Return the part that looks for customs headings."""
        return next(part for part in self.parts if isinstance(part, Origin))

    def sections(self, problems: Mapping[str, Sequence[str]]) -> list[Section]:
        """Return the page from top to bottom, each problem where it belongs: at most two queries."""
        ids = {name: self[name].value() or "" for name in self.fields if name.endswith("_kept")}
        sizes = manifests(picture_id(one) for name, one in ids.items() if name.startswith("picture_"))
        papers = {one for name, one in ids.items() if one and not name.startswith("picture_")}
        found = PrivateFile.objects.filter(
            kind=FILE_KIND,
            subject=self.asked.organization.pk,
            pk__in=[one for one in papers if is_uuid(one)],
        )
        names = {str(pk): name for pk, name in found.values_list("pk", "name")} if papers else {}

        def line(fields: Sequence[str]) -> Line:
            about = next((ids[name] for name in fields if name in ids), "")
            is_picture = bool(fields) and fields[0].startswith("picture_")
            return Line(
                [self[name] for name in fields],
                sizes.get(picture_id(about)) if is_picture and about else None,
                (about, names[about]) if about in names else None,
            )

        def piece(content: str | Rows) -> Piece:
            if isinstance(content, str):
                return Piece(self[content])
            return Piece(label=content.label, lines=[line(fields) for fields in content.lines])

        blocks = [block for part in self.parts for block in part.blocks()]
        titles = {block.key for block in blocks}
        return [
            Section(
                block.key,
                block.title,
                block.hint,
                [piece(content) for content in block.content],
                [
                    message
                    for field, messages in problems.items()
                    if (field if field in titles else PLACES.get(field, "title")) == block.key
                    for message in messages
                ],
            )
            for block in blocks
        ]


# Which stretch of the page a field of the document stands in, where that is not called after it.
PLACES = {
    "city": "country",
    "hs6": "country",
    "gi": "country",
    "brand": "country",
    "unit": "price",
    "order_multiple": "moq",
    "storage": "harvest_months",
    "attributes": "title",
}
