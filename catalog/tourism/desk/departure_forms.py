"""What operators fill in about departures."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from babel import Locale
from babel.dates import format_date, get_day_names
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.reference.cldr import locale_of
from catalog.tourism.models import Departure, SeatsAway, Tour
from catalog.translation.selectors import local_text

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
MOST_SEATS = 999


def day_names(locale: Locale) -> list[tuple[int, str]]:
    """Return the days of the week, Monday (0) first, as a language calls them."""
    names = get_day_names("wide", context="format", locale=locale)
    return [(number, str(names[number])) for number in range(7)]


def title_of(tour: Tour, language: str) -> str:
    """Return what a tour is called for a reader of a language."""
    return local_text(tour, "title", language, states={}).value or tour.slug


class OfTourForm(forms.Form):
    """What is planned for one of an operator's tours."""

    tour = forms.TypedChoiceField(label=_("Tour"), coerce=int)

    def __init__(self, *args: Any, tours: Sequence[Tour], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tours = {tour.pk: tour for tour in tours}
        field = self.fields["tour"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(tour.pk, title_of(tour, language)) for tour in tours]

    def chosen(self) -> Tour:
        """Return the tour that was chosen; the form is valid."""
        return self.tours[self.cleaned_data["tour"]]


class PlanForm(OfTourForm):
    """One departure."""

    on = forms.DateField(label=_("Departs on"), widget=DAY)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    opened = forms.BooleanField(label=_("Open for booking at once"), required=False)


class ExceptionsForm(forms.Form):
    """Days on which a pattern does not depart."""

    except_on = forms.CharField(
        label=_("Not on these days"),
        help_text=_("One day a line: year, month, day, as in 2027-02-06."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_except_on(self) -> list[date]:
        """Return the days that are left out."""
        found = []
        for line in self.cleaned_data["except_on"].split():
            try:
                found.append(date.fromisoformat(line))
            except ValueError:
                raise ValidationError(gettext("“%(text)s” is no day.") % {"text": line[:40]}) from None
        return found


class PatternForm(ExceptionsForm, OfTourForm):
    """Departures on days of the week."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days of the week"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    from_day = forms.DateField(label=_("First day"), widget=DAY)
    until_day = forms.DateField(label=_("Last day"), widget=DAY)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    field_order = ("tour", "weekdays", "from_day", "until_day", "except_on", "seats")

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, language=language, **kwargs)
        field = self.fields["weekdays"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = day_names(locale_of(language))


class SeatsForm(forms.Form):
    """How many seats a departure has."""

    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)


class AwayForm(forms.Form):
    """Seats that are not to be had here."""

    kind = forms.ChoiceField(label=_("What is with them"), choices=SeatsAway.Kind.choices)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MOST_SEATS)
    note = forms.CharField(label=_("Note"), max_length=200, required=False)


class CancelForm(forms.Form):
    """Why a departure is cancelled, and which other date is offered."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody who booked or waits reads it, as you write it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    offered = forms.TypedChoiceField(
        label=_("Another date you offer"),
        help_text=_("Who has seats may move there with one click, as long as seats are free."),
        coerce=int,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, others: Iterable[Departure], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.others = {one.pk: one for one in others}
        field = self.fields["offered"]
        assert isinstance(field, forms.TypedChoiceField)
        locale = locale_of(language)
        named = [
            (
                one.pk,
                gettext("%(day)s, seats free: %(free)d")
                % {"day": format_date(one.on, "medium", locale=locale), "free": one.free},
            )
            for one in self.others.values()
        ]
        field.choices = [("", gettext("None: they are let go")), *named]

    def other(self) -> Departure | None:
        """Return the departure that is offered, None where none is; the form is valid."""
        return self.others.get(self.cleaned_data["offered"])
