"""What members fill in about their booth."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.reference.cldr import language_name, zone_place
from catalog.reference.languages import codes, html_tag
from catalog.translation.selectors import text_in
from expo.fair.booth_words import zones
from expo.fair.models import Booth, BoothVideo

PICTURE = forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.webp,.heic"})
FILE = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"})
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
CLOCK = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WordsForm(forms.Form):
    """What a booth says in its organization's language, and by which clock it is open."""

    headline = forms.CharField(label=_("In one line"), max_length=200)
    about = forms.CharField(label=_("About"), max_length=8000, required=False, widget=area(8))
    time_zone = forms.ChoiceField(label=_("Clock of the booth"), required=False)
    banner = forms.FileField(label=_("Banner"), required=False, widget=PICTURE)

    def __init__(self, *args: Any, booth: Booth, language: str, **kwargs: Any) -> None:
        own = booth.organization.source_language
        kwargs["initial"] = {
            "headline": text_in(booth, "headline", own),
            "about": text_in(booth, "about", own),
            "time_zone": booth.time_zone,
        }
        super().__init__(*args, **kwargs)
        for name in ("headline", "about"):
            self.fields[name].widget.attrs["lang"] = html_tag(own)
        zone = self.fields["time_zone"]
        assert isinstance(zone, forms.ChoiceField)
        named = sorted(((name, zone_place(name, language)) for name in zones()), key=lambda pair: pair[1])
        zone.choices = [("", _("That of our country")), *named]


class StaffForm(forms.Form):
    """A member who receives visitors."""

    person = forms.TypedChoiceField(label=_("Member"), coerce=int)
    name = forms.CharField(label=_("Name visitors read"), max_length=120)
    languages = forms.MultipleChoiceField(label=_("Languages"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, members: list[tuple[int, str]], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person, spoken = self.fields["person"], self.fields["languages"]
        assert isinstance(person, forms.TypedChoiceField)
        assert isinstance(spoken, forms.MultipleChoiceField)
        person.choices = members
        spoken.choices = [(code, language_name(code, language)) for code in codes()]


class HoursForm(forms.Form):
    """The same hours on one day or several, by the booth's clock."""

    first = forms.DateField(label=_("First day"), widget=DAY)
    last = forms.DateField(label=_("Last day"), widget=DAY)
    opens = forms.TimeField(label=_("Opens at"), widget=CLOCK)
    closes = forms.TimeField(label=_("Closes at"), widget=CLOCK)


class DocumentForm(forms.Form):
    """A document to take along."""

    name = forms.CharField(label=_("What it is"), max_length=160)
    file = forms.FileField(label=_("File"), widget=FILE)


class VideoForm(forms.Form):
    """A video, at the addresses where it is, and what is said in it."""

    title = forms.CharField(label=_("Title"), max_length=160)
    in_china = forms.URLField(
        label=_("Address that opens in mainland China"),
        max_length=300,
        required=False,
        assume_scheme="https",
    )
    elsewhere = forms.URLField(
        label=_("Address that opens elsewhere"), max_length=300, required=False, assume_scheme="https"
    )
    transcript = forms.CharField(label=_("What is said and shown"), max_length=20_000, widget=area(8))

    def __init__(self, *args: Any, video: BoothVideo | None, own: str, **kwargs: Any) -> None:
        if video is not None:
            kwargs["initial"] = {
                "title": text_in(video, "title", own),
                "transcript": text_in(video, "transcript", own),
                "in_china": video.in_china,
                "elsewhere": video.elsewhere,
            }
        super().__init__(*args, **kwargs)
        for name in ("title", "transcript"):
            self.fields[name].widget.attrs["lang"] = html_tag(own)
