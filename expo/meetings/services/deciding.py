"""Writes: a meeting is agreed, declined, proposed anew, moved, called off, or one side did not come.

Each move is one conditional update that names the state it starts from and the sequence that was seen, so
that of two people who decide at once the second is told. A time is taken from both parties by the unique
key of `TakenQuarter`, in the same transaction.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.merchants.models import Organization
from catalog.translation.texts import clean
from expo.meetings import telling
from expo.meetings.models import Appointment, MeetingTerms, PlaceKind, Side
from expo.meetings.refusals import moved_on, past
from expo.meetings.selectors.hours import stand_of
from expo.meetings.services import reminding
from expo.meetings.services.asking import check_offered
from expo.meetings.services.taking import free, take

State = Appointment.State
LONGEST_REASON = 500


@dataclass(frozen=True)
class Seen:
    """What somebody decides about: the appointment, as which side, and its sequence as they saw it."""

    appointment: Appointment
    side: Side
    sequence: int


def other(side: Side) -> Side:
    """Return the side across the table."""
    return Side.BUYER if side == Side.EXHIBITOR else Side.EXHIBITOR


@transaction.atomic
def accept(*, seen: Seen, place_kind: str = "") -> Appointment:
    """Agree to the time that waits, and take it from both parties.

    The exhibitor says where, unless it said so when proposing. Raises ValidationError where it is not this
    side's turn any more, where the time has passed, or where no place is known; Taken where a party has
    another meeting by now.
    """
    place = _place(seen, place_kind)
    appointment = _move(seen, State.WAITING, awaits=seen.side, state=State.ACCEPTED, reason="", **place)
    if appointment.begins_at <= timezone.now():
        raise past()
    if not appointment.place_kind:
        raise ValidationError({"place_kind": [_("Say where you meet.")]})
    take(appointment)
    reminding.plan(appointment)
    telling.tell(appointment, other(seen.side), "accepted")
    return appointment


@transaction.atomic
def decline(*, seen: Seen, reason: str) -> Appointment:
    """Say no to the time that waits, with a reason. Raises ValidationError like `accept`, or without one."""
    appointment = _move(seen, State.WAITING, awaits=seen.side, state=State.DECLINED, reason=_reason(reason))
    telling.tell(appointment, other(seen.side), "declined")
    return appointment


@transaction.atomic
def propose(*, seen: Seen, begins_at: datetime, place_kind: str = "") -> Appointment:
    """Propose another time instead of the one that waits; the other side answers.

    A buyer proposes within the hours the exhibitor has opened. Raises ValidationError for a time that is
    past, off the grid or not offered, and as `accept` does.
    """
    check_time(seen.appointment, seen.side, begins_at)
    place = _place(seen, place_kind)
    if seen.side == Side.EXHIBITOR and not place:
        raise ValidationError({"place_kind": [_("Say where you meet.")]})
    appointment = _move(
        seen, State.WAITING, awaits=seen.side, begins_at=begins_at, new_awaits=other(seen.side), **place
    )
    telling.tell(appointment, other(seen.side), "proposed")
    return appointment


@transaction.atomic
def withdraw(*, seen: Seen) -> Appointment:
    """Take back one's own request or proposal while the other side has not answered."""
    appointment = _move(seen, State.WAITING, awaits=other(seen.side), state=State.WITHDRAWN)
    telling.tell(appointment, other(seen.side), "withdrawn")
    return appointment


@transaction.atomic
def move(*, seen: Seen, begins_at: datetime) -> Appointment:
    """Move an agreed meeting; the old time is free again, or nothing has changed.

    Raises ValidationError where the meeting has begun, for a time that is past, off the grid or, for a
    buyer, not offered; Taken where a party has another meeting then.
    """
    if seen.appointment.begins_at <= timezone.now():
        raise past()
    check_time(seen.appointment, seen.side, begins_at)
    appointment = _move(seen, State.ACCEPTED, begins_at=begins_at)
    take(appointment)
    reminding.plan(appointment)
    telling.tell(appointment, other(seen.side), "moved")
    return appointment


@transaction.atomic
def cancel(*, seen: Seen, reason: str) -> Appointment:
    """Call an agreed meeting off, with a reason; both parties' time is free again."""
    if seen.appointment.begins_at <= timezone.now():
        raise past()
    appointment = _move(seen, State.ACCEPTED, state=State.CANCELLED, reason=_reason(reason))
    free(appointment)
    reminding.forget(appointment)
    telling.tell(appointment, other(seen.side), "cancelled")
    return appointment


@transaction.atomic
def mark_absent(*, seen: Seen) -> Appointment:
    """Note that the other side did not come.

    Raises ValidationError before the meeting has begun, and where somebody was noted already: neither side
    turns the other's word around.
    """
    if seen.appointment.begins_at > timezone.now():
        raise ValidationError(_("The meeting has not begun yet."), code="early")
    if seen.appointment.absent:
        raise moved_on()
    return _move(seen, State.ACCEPTED, absent=other(seen.side))


def check_time(appointment: Appointment, side: Side, begins_at: datetime) -> None:
    """Raise ValidationError for a time that is past, off the grid or, where a buyer names it, not offered."""
    if begins_at <= timezone.now():
        raise past()
    if begins_at.minute % 15 or begins_at.second or begins_at.microsecond:
        raise ValidationError(_("Choose a full quarter of an hour."), code="grid")
    if side == Side.BUYER:
        check_offered(appointment.exhibitor, begins_at, appointment.minutes)


def _move(
    seen: Seen, current: State, *, awaits: str = "", new_awaits: str = "", **fields: Any
) -> Appointment:
    """Write a move, if the appointment is still as it was seen; else raise ValidationError."""
    standing = Appointment.objects.filter(
        pk=seen.appointment.pk, state=current, awaits=awaits, sequence=seen.sequence
    )
    changed = standing.update(
        awaits=new_awaits, sequence=F("sequence") + 1, changed_at=timezone.now(), **fields
    )
    if not changed:
        raise moved_on()
    return Appointment.objects.select_related("exhibitor", "buyer", "requested_by").get(
        pk=seen.appointment.pk
    )


def _place(seen: Seen, kind: str) -> dict[str, str]:
    """Return the fields of the place the exhibitor chose; none where it chose none or is not asked."""
    if seen.side != Side.EXHIBITOR or not kind:
        return {}
    place = places_of(seen.appointment.exhibitor).get(kind, "")
    if not place:
        raise ValidationError({"place_kind": [_("This place is not known yet. Enter it with your hours.")]})
    return {"place_kind": kind, "place": place}


def places_of(organization: Organization) -> dict[str, str]:
    """Return where an organization can receive now: the place by its kind."""
    terms = MeetingTerms.objects.filter(organization=organization).first()
    known = {
        PlaceKind.STAND.value: stand_of(organization.pk),
        PlaceKind.PHONE.value: terms.phone if terms else "",
        PlaceKind.LINK.value: terms.join_link if terms else "",
    }
    return {kind: place for kind, place in known.items() if place}


def _reason(text: str) -> str:
    said = clean(text)
    if not 0 < len(said) <= LONGEST_REASON:
        raise ValidationError(
            {"reason": [_("Give a reason of up to %(count)d letters.") % {"count": LONGEST_REASON}]}
        )
    return said
