"""What a traveller says of a journey to learn about its borders; asked by GET, kept nowhere."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.reference.cldr import country_name
from catalog.reference.selectors import country_choices, portal_countries
from catalog.tourism.models import EntryRule
from catalog.tourism.selectors.routes import RouteLine

LONGEST_JOURNEY = timedelta(days=366)
LARGEST_GROUP = 500
PURPOSES = [(purpose.value, purpose.label) for purpose in EntryRule.Purpose if purpose != "any"]


class Day(forms.DateField):
    """A day; browsers that know the type show a calendar and send it by ISO 8601."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)


class EntryForm(forms.Form):
    """Whose passport, which way, when, what for."""

    nationality = forms.ChoiceField(label=_("Passport of"))
    start = forms.ChoiceField(label=_("You set out from"))
    route = forms.ChoiceField(label=_("Along a route"), required=False)
    first = forms.ChoiceField(label=_("Or first to"), required=False)
    second = forms.ChoiceField(label=_("Then to"), required=False)
    third = forms.ChoiceField(label=_("And then to"), required=False)
    leaving = Day(label=_("First day"))
    back = Day(label=_("Last day"))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=PURPOSES)
    passport = Day(label=_("Passport valid until"), required=False)
    group = forms.IntegerField(
        label=_("How many travel together as a group"), required=False, min_value=1, max_value=LARGEST_GROUP
    )

    def __init__(self, *args: Any, language: str, routes: list[RouteLine], **options: Any) -> None:
        super().__init__(*args, **options)
        codes = list(portal_countries().values_list("code", flat=True))
        region = [(code, country_name(code, language)) for code in codes]
        choices = {
            "nationality": [("", "–"), *((one.code, one.name) for one in country_choices(language))],
            "start": region,
            "route": [("", "–"), *((route.slug, route.name.value) for route in routes)],
            **{name: [("", "–"), *region] for name in ("first", "second", "third")},
        }
        for name, offered in choices.items():
            box = self.fields[name]
            assert isinstance(box, forms.ChoiceField)
            box.choices = offered

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        leaving, back = cleaned.get("leaving"), cleaned.get("back")
        if leaving and leaving < timezone.now().date() - timedelta(days=1):
            self.add_error("leaving", _("This day has passed."))
        elif leaving and back and not leaving <= back <= _latest(leaving):
            self.add_error("back", _("The last day is not before the first, and at most a year after it."))
        visited = [cleaned.get(name) for name in ("first", "second", "third")]
        wrong = any(name in self.errors for name in ("route", "first", "second", "third"))
        if (
            not wrong
            and not cleaned.get("route")
            and not any(code and code != cleaned.get("start") for code in visited)
        ):
            self.add_error("first", _("Choose a route, or a country to travel to."))
        return cleaned

    @property
    def countries(self) -> list[str]:
        """Return the countries chosen, in their order."""
        named = (self.cleaned_data[name] for name in ("first", "second", "third"))
        return [code for code in named if code]


def _latest(day: date) -> date:
    return date.max if day > date.max - LONGEST_JOURNEY else day + LONGEST_JOURNEY
