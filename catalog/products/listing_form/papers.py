"""Certificates with their papers, documents for buyers, and pictures.

Files are kept before the form is looked at (``catalog.products.desk.uploads``), so that one that was
taken is not asked for again: its id comes back in the line's ``kept`` field.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.files.models import Picture
from catalog.products.certificates import CERTIFICATES
from catalog.products.document import AttachedDocument, CertificateDocument, ProductDocument
from catalog.products.listing_form.parts import (
    Block,
    Document,
    Fields,
    Part,
    Rows,
    choice,
    day,
    kept,
    text,
    upload,
    whole,
)
from catalog.reference.languages import html_tag

MOST_CERTIFICATES = 12
MOST_DOCUMENTS = 8
MOST_PICTURES = 12
PAPERS = ".pdf,.jpg,.jpeg,.png,.webp,.heic"
PHOTOS = ".jpg,.jpeg,.png,.webp,.heic"
# Per cent of width and height: what stays visible where a picture is cut to a frame.
FOCUS = {
    "50,50": gettext_lazy("Middle"),
    "50,0": gettext_lazy("Top"),
    "50,100": gettext_lazy("Bottom"),
    "0,50": gettext_lazy("Left"),
    "100,50": gettext_lazy("Right"),
}


def picture_id(typed: str) -> int:
    """Return the picture that a line came back with, 0 for what is no id."""
    return int(typed) if typed.isdecimal() and len(typed) < 12 else 0


class ManyFiles(forms.FileInput):
    """A box that takes several files at once."""

    allow_multiple_selected = True


class Certificates(Part[ProductDocument]):
    """Certificates of the product, each with its paper."""

    def fields(self) -> Fields:
        kinds = [(key, name) for key, name in CERTIFICATES.items()]
        made: Fields = {}
        for line in range(self._lines()):
            there = self.document.certificates
            one = there[line] if line < len(there) else CertificateDocument(kind="", number="")
            start = f"certificate_{line}_"
            made[f"{start}kind"] = choice(gettext_lazy("Kind"), kinds, one.kind)
            made[f"{start}number"] = text(gettext_lazy("Number"), one.number, most=80)
            made[f"{start}issuer"] = text(gettext_lazy("Issued by"), one.issuer, most=160)
            made[f"{start}issued"] = day(gettext_lazy("Issued on"), one.issued_on)
            made[f"{start}expires"] = day(gettext_lazy("Last day it holds"), one.expires_on)
            made[f"{start}kept"] = kept(one.file)
            made[f"{start}file"] = upload(gettext_lazy("File"), PAPERS)
            if one.file:
                made[f"{start}away"] = forms.BooleanField(label=gettext_lazy("Remove"), required=False)
        return made

    def _lines(self) -> int:
        return self.count("certificate", len(self.document.certificates), blank=1, most=MOST_CERTIFICATES)

    def blocks(self) -> list[Block]:
        lines = [
            [name for name in self.made if name.startswith(f"certificate_{line}_")]
            for line in range(self._lines())
        ]
        return [
            Block(
                "certificates",
                gettext_lazy("Certificates"),
                [Rows(gettext_lazy("Certificates the product holds"), lines)],
                gettext_lazy("Reviewers read the files; buyers see kind, number and last day."),
            )
        ]

    def read(self, form: forms.Form) -> dict[str, Any]:
        found = []
        for line in range(self._lines()):
            said = {
                name: form.cleaned_data.get(f"certificate_{line}_{name}")
                for name in ("kind", "number", "issuer", "issued", "expires", "kept")
            }
            if not any(said.values()) or form.cleaned_data.get(f"certificate_{line}_away"):
                continue
            for name, message in (
                ("kind", _("Say what kind of certificate it is.")),
                ("number", _("Write the number as it stands on the document.")),
            ):
                if not said[name]:
                    form.add_error(f"certificate_{line}_{name}", message)
            found.append(
                CertificateDocument(
                    kind=said["kind"] or "",
                    number=(said["number"] or "").strip(),
                    issuer=(said["issuer"] or "").strip(),
                    issued_on=said["issued"],
                    expires_on=said["expires"],
                    file=said["kept"] or "",
                )
            )
        return {"certificates": tuple(found)}


class Documents(Part[ProductDocument]):
    """Files buyers may read."""

    def fields(self) -> Fields:
        own = self.document.source_language
        made: Fields = {}
        for line in range(self._lines()):
            there = self.document.documents
            one = there[line] if line < len(there) else AttachedDocument(file="")
            made[f"document_{line}_name"] = text(gettext_lazy("Name"), one.names.get(own, ""), most=120)
            made[f"document_{line}_name"].widget.attrs["lang"] = html_tag(own)
            made[f"document_{line}_kept"] = kept(one.file)
            made[f"document_{line}_file"] = upload(gettext_lazy("File"), PAPERS)
            if one.file:
                made[f"document_{line}_away"] = forms.BooleanField(
                    label=gettext_lazy("Remove"), required=False
                )
        return made

    def _lines(self) -> int:
        return self.count("document", len(self.document.documents), blank=1, most=MOST_DOCUMENTS)

    def blocks(self) -> list[Block]:
        lines = [
            [name for name in self.made if name.startswith(f"document_{line}_")]
            for line in range(self._lines())
        ]
        title = gettext_lazy("Documents for buyers")
        return [Block("documents", title, [Rows(gettext_lazy("Data sheets, reports, catalogues"), lines)])]

    def read(self, form: forms.Form) -> dict[str, Any]:
        own = self.document.source_language
        before = {one.file: one for one in self.document.documents}
        found = []
        for line in range(self._lines()):
            said = form.cleaned_data
            file, name = said.get(f"document_{line}_kept", ""), said.get(f"document_{line}_name", "").strip()
            if not file:
                if name and f"document_{line}_file" not in form.errors:
                    form.add_error(f"document_{line}_file", _("Choose the file."))
                continue
            if said.get(f"document_{line}_away"):
                continue
            names = dict(before[file].names) if file in before else {}
            names.pop(own, None)
            found.append(AttachedDocument(file=file, names=names | ({own: name} if name else {})))
        return {"documents": tuple(found)}


class Pictures(Part[Document]):
    """Pictures in their order, each with what it shows and what of it must stay visible."""

    def fields(self) -> Fields:
        own = self.document.source_language
        ids = self._ids()
        alts = dict(Picture.objects.filter(pk__in=ids).values_list("pk", "alt")) if ids else {}
        made: Fields = {}
        for line, picture in enumerate(ids):
            alt = self.document.alt.get(str(picture), {}).get(own) or alts.get(picture, {}).get(own, "")
            x, y = self.document.focus.get(str(picture), (50, 50))
            start = f"picture_{line}_"
            made[f"{start}kept"] = kept(str(picture))
            made[f"{start}alt"] = text(gettext_lazy("What it shows"), alt, most=250)
            made[f"{start}alt"].widget.attrs["lang"] = html_tag(own)
            made[f"{start}focus"] = choice(
                gettext_lazy("What must stay visible"), list(FOCUS.items()), f"{x},{y}"
            )
            made[f"{start}place"] = whole(gettext_lazy("Place"), line + 1, least=1, most=99)
            made[f"{start}away"] = forms.BooleanField(label=gettext_lazy("Remove"), required=False)
        made["pictures_new"] = forms.FileField(
            label=gettext_lazy("Add pictures"),
            required=False,
            widget=ManyFiles(attrs={"accept": PHOTOS}),
            help_text=gettext_lazy("Several at once, 10 MB each. The first one leads."),
        )
        return made

    def _ids(self) -> list[int]:
        """Return the pictures of the lines: those that came back with the form, else the document's."""
        data = self.asked.data
        if data is None:
            return list(self.document.pictures)
        lines = self.count("picture", 0, blank=0, most=MOST_PICTURES * 2)
        typed = (data.get(f"picture_{line}_kept", "") for line in range(lines))
        return [found for one in typed if (found := picture_id(one))]

    def blocks(self) -> list[Block]:
        lines = [
            [name for name in self.made if name.startswith(f"picture_{line}_")]
            for line in range(len(self._ids()))
        ]
        rows = [Rows(gettext_lazy("Pictures"), lines)] if lines else []
        return [Block("pictures", gettext_lazy("Pictures"), [*rows, "pictures_new"])]

    def read(self, form: forms.Form) -> dict[str, Any]:
        own, said = self.document.source_language, form.cleaned_data
        alt = {key: dict(texts) for key, texts in self.document.alt.items()}
        focus = dict(self.document.focus)
        placed = []
        for line, picture in enumerate(self._ids()):
            start, key = f"picture_{line}_", str(picture)
            if said.get(f"{start}away"):
                continue
            placed.append((said.get(f"{start}place") or 99, line, picture))
            words = said.get(f"{start}alt", "").strip()
            alt[key] = {code: one for code, one in alt.get(key, {}).items() if code != own}
            alt[key] |= {own: words} if words else {}
            x, _comma, y = (said.get(f"{start}focus") or "50,50").partition(",")
            focus[key] = (int(x), int(y))
        pictures = tuple(dict.fromkeys(picture for _place, _line, picture in sorted(placed)))
        shown = {str(picture) for picture in pictures}
        return {
            "pictures": pictures,
            "alt": {key: texts for key, texts in alt.items() if key in shown and texts},
            "focus": {key: point for key, point in focus.items() if key in shown and point != (50, 50)},
        }
