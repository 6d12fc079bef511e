"""What editors fill in about a session; hours are those of the fair's place."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.files.text_fields import TextsField
from catalog.reference.languages import codes
from catalog.reference.local_time import moment_of
from catalog.reference.slugs import SlugRefused
from catalog.translation.selectors import text_in
from expo.fair.models import Session
from expo.fair.refusals import Refused
from expo.fair.services.programme import SessionPlan, save_session

WORDS = ("title", "summary", "room")
DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SessionForm(forms.ModelForm[Session]):
    """A session in every language; the service checks and writes it."""

    title = TextsField(label=_("Title"), longest=200)
    summary = TextsField(label=_("Summary"), longest=4000, rows=3, required=False)
    room = TextsField(label=_("Room"), longest=120, required=False)
    day = forms.DateField(label=_("Day"), widget=DATE, help_text=_("By the clock of the fair's place."))
    begins = forms.TimeField(label=_("Begins at"), widget=TIME)
    ends = forms.TimeField(label=_("Ends at"), widget=TIME)
    speakers = forms.CharField(
        label=_("Speakers"),
        required=False,
        help_text=_("One a line: the name, a comma, and what the person is."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    interpretation = forms.MultipleChoiceField(
        label=_("Interpreted into"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    live_link = forms.URLField(label=_("Live link"), required=False, assume_scheme="https")
    recording = forms.URLField(label=_("Recording"), required=False, assume_scheme="https")
    slides = forms.URLField(label=_("Slides"), required=False, assume_scheme="https")

    class Meta:
        model = Session
        fields = (
            *("edition", "slug", "kind", "title", "summary", "room", "day", "begins", "ends", "speakers"),
            *("languages", "interpretation", "capacity", "live_link", "recording", "slides", "cancelled"),
        )

    field_order = Meta.fields

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        session: Session | None = kwargs.get("instance")
        if session is not None and session.pk:
            kwargs["initial"] = _said(session) | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if session is not None and session.pk:
            for name in ("edition", "slug"):
                self.fields[name].disabled = True  # its address stays

    def _post_clean(self) -> None:
        # What belongs together is checked by the service, for every way in alike; but that brings the
        # session at an address to what is said, and who adds one does not mean another's.
        said, new = self.cleaned_data, self.instance.pk is None
        taken = Session.objects.filter(edition=said.get("edition"), slug=said.get("slug", ""))
        if new and taken.exists():
            self.add_error("slug", _("There is a session at this address already."))

    def write(self, actor: AbstractBaseUser) -> Session:
        """Write it. Raises ValidationError with what the service refuses."""
        try:
            return save_session(edition=self.cleaned_data["edition"], plan=self.plan(), by=actor)
        except (Refused, SlugRefused) as refused:
            raise ValidationError(str(refused)) from None

    def plan(self) -> SessionPlan:
        """Return what the form says. Raises ValidationError for an hour that the clock skips."""
        said = self.cleaned_data
        zone = said["edition"].time_zone
        over = timedelta(days=1) if said["ends"] < said["begins"] else timedelta(0)
        plain = ("slug", "kind", "languages", "interpretation", "capacity")
        return SessionPlan(
            texts={name: said[name] for name in WORDS},
            begins_at=moment_of(said["day"], said["begins"], zone),
            ends_at=moment_of(said["day"] + over, said["ends"], zone),
            speakers=_speakers(said["speakers"]),
            live_link=said["live_link"],
            recording=said["recording"],
            slides=said["slides"],
            cancelled=said["cancelled"],
            **{name: said[name] for name in plain},
        )


def _speakers(text: str) -> list[dict[str, str]]:
    lines = (line.partition(",") for line in text.splitlines() if line.strip())
    return [{"name": name.strip(), "role": role.strip()} for name, _comma, role in lines]


def _said(session: Session) -> dict[str, Any]:
    clock = ZoneInfo(session.edition.time_zone)
    begins, ends = session.begins_at.astimezone(clock), session.ends_at.astimezone(clock)
    lines = (", ".join(filter(None, (one.get("name"), one.get("role")))) for one in session.speakers)
    return {
        **{name: {code: text_in(session, name, code) for code in codes()} for name in WORDS},
        "day": begins.date(),
        "begins": begins.time(),
        "ends": ends.time(),
        "speakers": "\n".join(lines),
    }
