"""Who is told of a meeting: the people who answer for the exhibitor, or the one who asked for the buyer."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.conversations.attachments import ANSWERING
from catalog.merchants.selectors.members import own_name, people_in
from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind
from expo.meetings.models import Appointment, Side

NEWS = NoticeKind(
    name="meetings.news",
    label=_("A meeting is asked for, agreed, moved or called off"),
    subject="meetings/kinds/news_subject.txt",
    text="meetings/kinds/news_text.txt",
)
REMINDER = NoticeKind(
    name="meetings.reminder",
    label=_("A meeting begins soon"),
    subject="meetings/kinds/reminder_subject.txt",
    text="meetings/kinds/reminder_text.txt",
)
KINDS = (NEWS, REMINDER)


def tell(appointment: Appointment, side: Side, event: str) -> None:
    """Tell one side what the other has done; within the caller's transaction."""
    notices.notify(
        kind=NEWS.name,
        recipients=people_of(appointment, side),
        key=f"{appointment.pk}:{appointment.sequence}",
        values=_values(appointment, side) | {"event": event, "reason": appointment.reason},
        link=link_of(appointment, side),
    )


def remind(appointment: Appointment, side: Side, *, occasion: str) -> None:
    """Remind one side of an agreed meeting; the same occasion is told once."""
    notices.notify(
        kind=REMINDER.name,
        recipients=people_of(appointment, side),
        key=f"{appointment.pk}:{occasion}",
        values=_values(appointment, side),
        link=link_of(appointment, side),
    )


def people_of(appointment: Appointment, side: Side) -> Sequence[AbstractBaseUser]:
    """Return the people who speak for a side."""
    if side == Side.EXHIBITOR:
        return people_in(appointment.exhibitor, ANSWERING)
    asked = appointment.requested_by
    return [asked] if asked is not None and asked.is_active else []


def link_of(appointment: Appointment, side: Side) -> str:
    """Return the page on which that side sees the meeting."""
    if side == Side.EXHIBITOR:
        return reverse("desk-meetings-one", args=[appointment.exhibitor.slug, appointment.pk])
    return reverse("meeting", args=[appointment.pk])


def _values(appointment: Appointment, side: Side) -> dict[str, Any]:
    buyers = side == Side.BUYER
    return {
        "with": own_name(appointment.exhibitor if buyers else appointment.buyer),
        "begins": appointment.begins_at.isoformat(),
        "mine": appointment.buyer_zone if buyers else appointment.exhibitor_zone,
        "theirs": appointment.exhibitor_zone if buyers else appointment.buyer_zone,
        "purpose": appointment.purpose,
        "place_kind": appointment.place_kind,
        "place": appointment.place,
    }
