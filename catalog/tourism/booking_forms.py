"""What bookers fill in: how many travel and who asks, how many of a group come, and who they are."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.reference.selectors import country_choices
from catalog.seams.person_check import CheckedForm
from catalog.tourism.entry_form import Day
from catalog.tourism.finding.words import band_words
from catalog.tourism.selectors.travellers import Identity, TravellerLine
from catalog.tourism.tour_document import BandDocument
from catalog.tourism.words import BANDS, word
from catalog.translation.texts import clean

LAP = gettext_lazy("takes no seat")
OLDEST = date(1900, 1, 1)


class PartyForm(forms.Form):
    """How many travel, by age band; the first band of the tour begins with one."""

    def __init__(
        self,
        *args: Any,
        bands: Sequence[BandDocument],
        most: int,
        party: Mapping[str, int] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.bands = bands
        self.counts = party if party is not None else {bands[0].key: 1} if bands else {}
        own = {
            f"band_{band.key}": forms.IntegerField(
                label=band_words(band),
                help_text="" if band.seat else LAP,
                min_value=0,
                max_value=most,
                required=False,
                initial=self.counts.get(band.key, 0),
            )
            for band in bands
        }
        self.fields = {**own, **self.fields}

    def asked(self) -> list[forms.BoundField]:
        """Return the boxes for how many travel: each has a number, so none of them is optional."""
        return [self[f"band_{band.key}"] for band in self.bands]

    def others(self) -> list[forms.BoundField]:
        """Return every other box, in its order."""
        counts = {box.name for box in self.asked()}
        return [box for box in self if box.name not in counts]

    def party(self) -> dict[str, int]:
        """Return how many travel by key of band, those of whom none does left out."""
        counts = {band.key: self.cleaned_data.get(f"band_{band.key}") or 0 for band in self.bands}
        return {key: count for key, count in counts.items() if count}


class BookForm(PartyForm):
    """A request for seats by a person with an account; an agent's also names the organization."""

    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    note = forms.CharField(
        label=gettext_lazy("Note for the operator"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    organization = forms.ChoiceField(label=gettext_lazy("Your organization, for a group"), required=False)

    def __init__(self, *args: Any, houses: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        box = self.fields["organization"]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [("", "–"), *houses]
        if not houses:
            del self.fields["organization"]


class StrangerBookForm(CheckedForm, BookForm):
    """A request for seats by somebody without an account."""

    field_order = ("name", "address")

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=120)
    address = forms.EmailField(label=gettext_lazy("E-mail"))


class IdentityForm(forms.Form):
    """Who one traveller is, as the passport says it. All of it, or nothing yet."""

    name = forms.CharField(label=gettext_lazy("Name as in the passport"), max_length=120, required=False)
    born = Day(label=gettext_lazy("Born on"), required=False)
    nationality = forms.ChoiceField(label=gettext_lazy("Passport of"), required=False)
    passport = forms.CharField(label=gettext_lazy("Number of the passport"), max_length=20, required=False)
    passport_until = Day(label=gettext_lazy("Passport valid until"), required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, line: TravellerLine, language: str, today: date
    ) -> None:
        known = line.identity
        initial = {name: getattr(known, name) for name in IDENTITY} if known else {}
        super().__init__(data, prefix=f"t{line.position}", initial=initial)
        self.line, self.today = line, today
        self.title = f"{line.position}. {word(BANDS, line.band)}"
        box = self.fields["nationality"]
        assert isinstance(box, forms.ChoiceField)
        box.choices = [("", "–"), *((one.code, one.name) for one in country_choices(language))]
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"

    def clean_name(self) -> str:
        return plain_line(self.cleaned_data["name"])

    def clean_passport(self) -> str:
        return plain_line(self.cleaned_data["passport"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if any(said.get(name) for name in IDENTITY):
            for name in IDENTITY:
                if name not in self.errors and not said.get(name):
                    self.add_error(name, _("This is asked of every traveller."))
        born = said.get("born")
        if born and not OLDEST <= born <= self.today:
            self.add_error("born", _("This is no day on which somebody who travels was born."))
        return said

    def identity(self) -> Identity | None:
        """Return what a valid form says; None while nothing was entered."""
        said = self.cleaned_data
        return Identity(**{name: said[name] for name in IDENTITY}) if said.get("name") else None


# Marks that turn the direction of what follows: a name with one reads otherwise on a list than it is.
DIRECTION = dict.fromkeys({0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)})


def plain_line(value: str) -> str:
    """Return a text in one line of composed characters, without marks of direction."""
    return " ".join(clean(value.translate(DIRECTION)).split())


IDENTITY = ("name", "born", "nationality", "passport", "passport_until")


def party_asked(
    address: Mapping[str, str], *, bands: Sequence[BandDocument], most: int
) -> dict[str, int] | None:
    """Return how many the address says travel, by key of band; None where it says nothing of use."""
    typed = {band.key: address.get(f"band_{band.key}", "") for band in bands}
    digits = {
        key: text for key, text in typed.items() if text.isascii() and text.isdecimal() and len(text) < 5
    }
    counts = {key: int(text) for key, text in digits.items() if int(text)}
    return counts if counts and max(counts.values()) <= most else None


def party_words(party: Mapping[str, int]) -> str:
    """Return how many of each band travel, in one line."""
    return ", ".join(f"{word(BANDS, key)}: {count}" for key, count in sorted(party.items()))
