"""Who travels on a tour, and on which departure: asked by GET, kept nowhere."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.reference.cldr import country_name
from catalog.reference.selectors import country_choices, portal_countries
from catalog.tourism.entry import Traveller
from catalog.tourism.entry_form import Day
from catalog.tourism.finding.words import weekday_words
from catalog.tourism.selectors.departures import DepartureLine

MOST_TRAVELLERS = 6
LEAST_SHOWN = 2


class PartyForm(forms.Form):
    """A departure, where the party sets out from, and whose passports, each with its last day."""

    tour = forms.CharField(widget=forms.HiddenInput)
    start = forms.ChoiceField(label=gettext_lazy("You set out from"))

    def __init__(
        self,
        address: QueryDict | None,
        *,
        language: str,
        departures: Sequence[DepartureLine],
        initial: dict[str, Any],
        rows: int = LEAST_SHOWN,
    ) -> None:
        super().__init__(address, initial=initial)
        self.rows = min(max(rows, LEAST_SHOWN), MOST_TRAVELLERS)
        if departures:
            days = [(line.on.isoformat(), weekday_words(line.on, language)) for line in departures]
            self.fields["on"] = forms.ChoiceField(label=_("Departure"), choices=days)
        else:
            self.fields["on"] = Day(label=_("First day"))
        self.order_fields(["tour", "on", "start"])
        start = self.fields["start"]
        assert isinstance(start, forms.ChoiceField)
        codes = portal_countries().values_list("code", flat=True)
        start.choices = [(code, country_name(code, language)) for code in codes]
        countries = [("", "–"), *((one.code, one.name) for one in country_choices(language))]
        for number in range(1, self.rows + 1):
            words = {"number": number}
            self.fields[f"passport_{number}"] = forms.ChoiceField(
                label=_("Traveller %(number)s: passport of") % words,
                choices=countries,
                required=number == 1,
            )
            self.fields[f"until_{number}"] = Day(
                label=_("Traveller %(number)s: passport valid until") % words, required=False
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        on = cleaned.get("on")
        if isinstance(on, str) and on:
            cleaned["on"] = on = Day().clean(on)
        if on and on < timezone.now().date():
            self.add_error("on", _("This day has passed."))
        for number in range(2, self.rows + 1):
            if cleaned.get(f"until_{number}") and not cleaned.get(f"passport_{number}"):
                self.add_error(f"passport_{number}", _("Whose passport is it? Choose its country."))
        return cleaned

    @property
    def travellers(self) -> list[Traveller]:
        """Return who travels, in the order in which they were named."""
        said = self.cleaned_data
        return [
            Traveller(said[f"passport_{number}"], said[f"until_{number}"])
            for number in range(1, self.rows + 1)
            if said[f"passport_{number}"]
        ]


def rows_asked(address: QueryDict) -> int:
    """Return how many travellers an address names, one more for whoever comes along, within bounds."""
    named = [
        number
        for number in range(1, MOST_TRAVELLERS + 1)
        if address.get(f"passport_{number}") not in {None, ""}
    ]
    return min(max([*named, 0]) + 1, MOST_TRAVELLERS)
