"""The forms with which a hall is laid out: its stands as lines, a table of them, and rows of new ones."""

import hashlib
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.products.models import Category
from catalog.reference.models import Country
from expo.fair.layout import LARGEST, MOST_STANDS, Place
from expo.fair.models import Stand
from expo.fair.organizing.stand_text import LONGEST_CLASS, text_from_table, text_of
from expo.fair.services.halls import StandPlan


class StandsForm(forms.Form):
    """Every stand of a hall, one a line. ``drawn`` says of which lines, and which hall, the plan was seen."""

    stands = forms.CharField(
        label=gettext_lazy("Stands"),
        required=False,
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=gettext_lazy("File (XLSX or CSV)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
    )
    drawn = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file = cleaned.get("file")
        if file is not None:
            try:
                cleaned["stands"] = text_from_table(file)
            except ValidationError as error:
                self.add_error("file", error)
        return cleaned

    @property
    def text(self) -> str:
        """Return the lines as they were typed, or as the table says them."""
        return str(self.cleaned_data.get("stands") or "")


def seal(present: Sequence[StandPlan], text: str) -> str:
    """Return what tells apart what was drawn: the stands the hall has now, and the lines for it."""
    said = "\n\n".join((text_of(present), "\n".join(line.strip() for line in text.split("\n"))))
    return hashlib.blake2s(said.encode(), digest_size=12).hexdigest()


def _length(label: Any, initial: int, least: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, initial=initial, min_value=least, max_value=LARGEST)


class RowsForm(forms.Form):
    """Rows of stands alike, so many side by side, an aisle between two rows. Lengths are decimetres."""

    letters = forms.CharField(label=gettext_lazy("Numbers begin with"), max_length=12, required=False)
    first = forms.IntegerField(label=gettext_lazy("First number"), initial=1, min_value=0, max_value=9_999)
    count = forms.IntegerField(label=gettext_lazy("How many"), initial=10, min_value=1, max_value=MOST_STANDS)
    per_row = forms.IntegerField(label=gettext_lazy("In a row"), initial=10, min_value=1, max_value=200)
    x = _length(gettext_lazy("From the left"), 0)
    y = _length(gettext_lazy("From the front"), 0)
    width = _length(gettext_lazy("Width"), 30, 1)
    depth = _length(gettext_lazy("Depth"), 30, 1)
    aisle = _length(gettext_lazy("Aisle"), 30)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Stand.Kind.choices)
    price_class = forms.CharField(label=gettext_lazy("Price class"), initial="B", max_length=LONGEST_CLASS)
    zone = forms.CharField(label=gettext_lazy("Zone"), max_length=40, required=False)

    def clean_letters(self) -> str:
        letters: str = self.cleaned_data["letters"]
        if not set(letters).isdisjoint(",;\t/?#\\"):
            raise ValidationError(_("Letters and digits only."))
        return letters

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"]
        if not zone or Category.objects.filter(slug=zone).exists():
            return zone
        if Country.objects.filter(code=zone.upper()).exists():
            return zone.upper()
        raise ValidationError(_("There is no such category or country."))

    def plans(self) -> list[StandPlan]:
        """Return the stands: one beside the other, a row behind the other."""
        said = self.cleaned_data
        found = []
        for at in range(said["count"]):
            row, column = divmod(at, said["per_row"])
            place = Place(
                code=f"{said['letters']}{said['first'] + at:02d}",
                x=said["x"] + column * said["width"],
                y=said["y"] + row * (said["depth"] + said["aisle"]),
                width=said["width"],
                depth=said["depth"],
            )
            found.append(
                StandPlan(
                    place, kind=said["kind"], price_class=said["price_class"].upper(), zone=said["zone"]
                )
            )
        return found
