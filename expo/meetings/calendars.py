"""Meetings as entries of a calendar, for either side of them."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from catalog.conversations.attachments import ANSWERING
from catalog.merchants.selectors.members import own_name
from catalog.reference.cldr import zone_place
from catalog.reference.display import show_moment
from expo.fair.calendar_files import CalendarEntry
from expo.meetings.models import Appointment, Side
from expo.meetings.showing import place_text
from expo.meetings.telling import link_of

State = Appointment.State
KEPT = timedelta(days=60)


def entry_of(appointment: Appointment, side: Side, language: str) -> CalendarEntry:
    """Return the meeting as one side's calendar holds it, in that language: when, with whom, where."""
    buyers = side == Side.BUYER
    with_whom = own_name(appointment.exhibitor if buyers else appointment.buyer)
    with translation.override(language):
        place = place_text(appointment)
        clocks = (
            f"{zone_place(zone, language)}: {show_moment(appointment.begins_at, zone, language)}"
            for zone in dict.fromkeys((appointment.exhibitor_zone, appointment.buyer_zone))
        )
        return CalendarEntry(
            key=f"meeting-{appointment.pk}",
            sequence=appointment.sequence,
            begins=appointment.begins_at,
            ends=appointment.begins_at + timedelta(minutes=appointment.minutes),
            summary=_("Meeting with %(name)s") % {"name": with_whom},
            changed=appointment.changed_at,
            description="\n".join([appointment.purpose, place, *clocks]),
            location=place,
            path=link_of(appointment, side),
            cancelled=appointment.state != State.ACCEPTED,
        )


def entries_of(person: AbstractBaseUser, language: str) -> Sequence[CalendarEntry]:
    """Return a person's agreed meetings on either side, and those called off afterwards: two queries."""
    agreed = Appointment.objects.filter(
        state__in=[State.ACCEPTED, State.CANCELLED], begins_at__gt=timezone.now() - KEPT
    ).select_related("exhibitor", "buyer")
    asked = agreed.filter(buyer__memberships__user=person.pk)
    given = agreed.filter(exhibitor__memberships__user=person.pk, exhibitor__memberships__role__in=ANSWERING)
    sides = ((Side.BUYER, asked), (Side.EXHIBITOR, given))
    # A person on both sides has the meeting once.
    entries = {one.pk: entry_of(one, side, language) for side, found in sides for one in found.distinct()}
    return list(entries.values())
