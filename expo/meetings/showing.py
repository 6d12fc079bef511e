"""Meetings in words: when by both clocks, where, in which state, and what may be done about it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from catalog.reference.cldr import zone_place
from catalog.reference.display import show_clocks
from catalog.reference.languages import html_tag
from catalog.seams.preferences import Preferences
from catalog.translation.selectors import local_text
from catalog.translation.texts import tag_unless
from expo.meetings.models import Appointment, PlaceKind, Side

State = Appointment.State
TONES = {
    State.WAITING: "wait",
    State.ACCEPTED: "good",
    State.DECLINED: "bad",
    State.CANCELLED: "bad",
    State.WITHDRAWN: "",
}


def place_text(appointment: Appointment) -> str:
    """Return where the parties meet, in the active language; empty while nobody has said."""
    if not appointment.place_kind:
        return ""
    return f"{PlaceKind(appointment.place_kind).label}: {appointment.place}"


def when_text(appointment: Appointment, side: Side, reader: Preferences) -> str:
    """Return when it begins by the reader's clock and by the other side's."""
    theirs = appointment.exhibitor_zone if side == Side.BUYER else appointment.buyer_zone
    return show_clocks(
        appointment.begins_at,
        reader=reader.time_zone,
        other=theirs,
        place=zone_place(theirs, reader.language),
        language=reader.language,
    )


def values(appointment: Appointment, side: Side, reader: Preferences) -> dict[str, Any]:
    """Return what a list or a page shows of a meeting to one side."""
    with_whom = appointment.exhibitor if side == Side.BUYER else appointment.buyer
    name = local_text(with_whom, "name", reader.language, states={})
    state, now = State(appointment.state), timezone.now()
    over = state == State.WAITING and appointment.begins_at <= now
    return {
        "id": appointment.pk,
        "name": name.value,
        "name_lang": tag_unless(name, reader.language),
        "person": str(getattr(appointment.requested_by, "name", "")) if side == Side.EXHIBITOR else "",
        "when": when_text(appointment, side, reader),
        "at": appointment.begins_at,
        "ends": appointment.begins_at + timedelta(minutes=appointment.minutes),
        "minutes": appointment.minutes,
        "purpose": appointment.purpose,
        "purpose_lang": _tag(appointment.language, reader.language),
        "language": dict(settings.LANGUAGES)[appointment.language],
        "state": "" if over else state.label,
        "over": over,
        "tone": "" if over else TONES[state],
        "reason": appointment.reason,
        "place": place_text(appointment),
        "link": appointment.place if appointment.place_kind == PlaceKind.LINK else "",
        "my_turn": appointment.awaits == side and not over,
        "absent": Side(appointment.absent).label if appointment.absent else "",
        "sequence": appointment.sequence,
    }


def moves(appointment: Appointment, side: Side) -> set[str]:
    """Return what this side may do about the meeting now."""
    begun = appointment.begins_at <= timezone.now()
    if appointment.state == State.WAITING and not begun:
        return {"accept", "decline", "propose"} if appointment.awaits == side else {"withdraw"}
    if appointment.state == State.ACCEPTED:
        if not begun:
            return {"move", "cancel"}
        return set() if appointment.absent else {"absent"}
    return set()


def _tag(code: str, language: str) -> str:
    return html_tag(code) if code != language else ""
