"""What buyers and exhibitors fill in about meetings. Rules are the services'; these forms name fields."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from catalog.reference.cldr import place_zones, zone_place
from expo.meetings.models import PlaceKind
from expo.meetings.services.asking import LENGTHS, LONGEST_PURPOSE
from expo.meetings.services.deciding import LONGEST_REASON
from expo.meetings.services.hours import Hours

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time", "step": "900"}, format="%H:%M")


def slot_value(moment: datetime) -> str:
    """Return how a form names a moment."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


class SlotField(forms.CharField):
    """A moment among those a page offered, as `slot_value` names it."""

    def clean(self, value: Any) -> datetime:
        typed = super().clean(value)
        try:
            return datetime.strptime(typed, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        except ValueError:
            raise ValidationError(_("Choose a time.")) from None


class AskForm(forms.Form):
    """A request for a meeting. The times are shown by the page beside it."""

    slot = SlotField(label=_("Time"), error_messages={"required": _("Choose a time.")})
    minutes = forms.TypedChoiceField(label=_("How long"), choices=[(one, one) for one in LENGTHS], coerce=int)
    purpose = forms.CharField(
        label=_("What is it about?"), max_length=LONGEST_PURPOSE, widget=forms.Textarea(attrs={"rows": 4})
    )
    language = forms.ChoiceField(label=_("Language of the meeting"), choices=settings.LANGUAGES)
    buyer = forms.ChoiceField(label=_("You come for"), required=False)
    country = forms.ChoiceField(label=_("Your country"), required=False)

    def __init__(
        self,
        *args: Any,
        buyers: Sequence[tuple[str, str]],
        countries: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("buyer", buyers), ("country", () if buyers else countries)):
            if choices:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
                self.fields[name].required = True
            else:
                del self.fields[name]


class DecisionForm(forms.Form):
    """Anything one side does about a meeting: which move, on what was seen, and what the move needs."""

    do = forms.ChoiceField(
        choices=[(one, one) for one in "accept decline propose withdraw move cancel absent".split()]
    )
    sequence = forms.IntegerField(min_value=0)
    reason = forms.CharField(
        label=_("Reason"), max_length=LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    place_kind = forms.ChoiceField(label=_("Where you meet"), required=False)
    slot = forms.CharField(required=False)
    day = forms.DateField(label=_("Day"), required=False, widget=DATE)
    hour = forms.TimeField(label=_("Time"), required=False, widget=TIME)

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place_kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(kind, f"{PlaceKind(kind).label}: {place}") for kind, place in places.items()]


def zone_choices(language: str, first: str) -> list[tuple[str, str]]:
    """Return every time zone that is named after a place, the given one first, the others by name."""
    named = sorted((zone_place(zone, language), zone) for zone in place_zones())
    return [(first, zone_place(first, language)), *((zone, name) for name, zone in named if zone != first)]


class TermsForm(forms.Form):
    """By which clock an organization receives, at which number and address."""

    time_zone = forms.ChoiceField(label=_("Your clock"))
    phone = forms.CharField(label=_("Phone number"), max_length=40, required=False)
    join_link = forms.URLField(
        label=_("Address of your meeting room"),
        help_text=_("It begins with https:// and is shown to people whose meeting is agreed."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: Any, language: str, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = zone_choices(language, zone)


class HoursForm(forms.Form):
    """The same hours on several days, to be opened or shut."""

    first = forms.DateField(label=_("First day"), widget=DATE)
    last = forms.DateField(label=_("Last day"), widget=DATE)
    begins = forms.TimeField(label=_("Begins at"), widget=TIME)
    ends = forms.TimeField(label=_("Ends at"), widget=TIME)
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Only on"),
        choices=list(WEEKDAYS.items()),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def hours(self) -> Hours:
        """Return what the form says."""
        said = self.cleaned_data
        first: date = said["first"]
        last: date = said["last"]
        begins: time = said["begins"]
        ends: time = said["ends"]
        return Hours(first=first, last=last, begins=begins, ends=ends, weekdays=tuple(said["weekdays"]))
