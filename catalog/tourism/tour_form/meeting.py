"""Where and when travellers meet, by which clock, and what is due before."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.products.listing_form.parts import Block, Fields, Part, choice, text, whole
from catalog.reference.cldr import zone_place
from catalog.reference.languages import html_tag
from catalog.reference.models import Country
from catalog.tourism.checks import LONGEST_BEFORE
from catalog.tourism.tour_document import TourDocument
from catalog.tourism.tour_form.way import place_choices, written

BEFORE = {
    "cutoff_hours": _("Bookings end, hours before"),
    "decision_days": _("The smallest group is decided about, days before"),
    "names_days": _("Names of travellers are due, days before"),
}


class Meeting(Part[TourDocument]):
    """The meeting point with the clock of its place, and whom to call."""

    def fields(self) -> Fields:
        document, language = self.document, self.asked.language
        ranked = Country.objects.filter(rank__isnull=False).values_list("time_zones", flat=True)
        zones = [zone for found in ranked for zone in found]
        meeting = text(
            _("How to find the meeting point"),
            document.meeting.get(document.source_language, ""),
            most=1000,
            rows=3,
        )
        meeting.widget.attrs["lang"] = html_tag(document.source_language)
        return {
            "meeting_place": choice(_("Meeting place"), place_choices(language), document.meeting_place),
            "meeting": meeting,
            "meeting_time": forms.TimeField(
                label=_("Meeting time"),
                initial=document.meeting_time,
                required=False,
                widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                input_formats=["%H:%M", "%H:%M:%S"],
                help_text=_("By the clock of the meeting place."),
            ),
            "time_zone": choice(
                _("Clock of"),
                [(zone, f"{zone_place(zone, language)} ({zone})") for zone in zones],
                document.time_zone,
            ),
            "emergency_phone": text(
                _("Emergency phone"),
                document.emergency_phone,
                most=40,
                help_text=_("Answered while the tour is under way."),
            ),
        }

    def blocks(self) -> list[Block]:
        return [Block("meeting_place", _("Where and when travellers meet"), list(self.made))]

    def read(self, form: forms.Form) -> dict[str, Any]:
        own, said = self.document.source_language, form.cleaned_data
        return {
            "meeting_place": said.get("meeting_place") or "",
            "meeting": written(self.document.meeting, own, said.get("meeting", "")),
            "meeting_time": said.get("meeting_time"),
            "time_zone": said.get("time_zone") or "",
            "emergency_phone": said.get("emergency_phone", "").strip(),
        }


class Deadlines(Part[TourDocument]):
    """What ends or is due how long before a departure."""

    def fields(self) -> Fields:
        return {
            name: whole(label, getattr(self.document, name), most=LONGEST_BEFORE[name])
            for name, label in BEFORE.items()
        }

    def blocks(self) -> list[Block]:
        return [Block("cutoff_hours", _("Before departure"), list(BEFORE))]

    def read(self, form: forms.Form) -> dict[str, Any]:
        stated = {name: form.cleaned_data.get(name) for name in BEFORE}
        return {
            name: getattr(self.document, name) if value is None else value for name, value in stated.items()
        }
