"""Who is told of a session: a person who got a seat after waiting, and everybody with one when it changes."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.notices import services as notices
from catalog.notices.registry import NoticeKind
from catalog.reference.languages import codes
from catalog.translation.selectors import text_in
from expo.fair.models import Session, SessionSeat

SEAT = NoticeKind(
    name="fair.seat",
    label=_("I get a seat in a session I waited for"),
    subject="fair/kinds/seat_subject.txt",
    text="fair/kinds/session_text.txt",
)
CHANGED = NoticeKind(
    name="fair.session",
    label=_("A session I registered for is moved or cancelled"),
    subject="fair/kinds/session_subject.txt",
    text="fair/kinds/session_text.txt",
)
KINDS = (SEAT, CHANGED)


def tell_seated(session: Session, person_id: int, since: datetime) -> None:
    """Tell a person who waited that there is a seat since a moment, each time there is one."""
    _tell(SEAT, session, [person_id], key=f"{session.pk}:{since.isoformat()}")


def tell_changed(session: Session) -> None:
    """Tell everybody with a seat, or waiting for one, that the session moved or is cancelled."""
    concerned = SessionSeat.objects.filter(session=session).exclude(state=SessionSeat.State.GONE)
    _tell(
        CHANGED, session, concerned.values_list("person", flat=True), key=f"{session.pk}:{session.sequence}"
    )


def _spoken(session: Session, field: str) -> dict[str, str]:
    """Return what a session says in each language it says it in: every reader is told in theirs."""
    return {code: text for code in codes() if (text := text_in(session, field, code))}


def _tell(kind: NoticeKind, session: Session, people: Iterable[int], *, key: str) -> None:
    edition = session.edition
    notices.notify(
        kind=kind.name,
        recipients=get_user_model().objects.filter(pk__in=list(people), is_active=True),
        key=key,
        values={
            "title": _spoken(session, "title"),
            "room": _spoken(session, "room"),
            "source": edition.source_language,
            "begins": session.begins_at.isoformat(),
            "zone": edition.time_zone,
            "place": edition.city.names if edition.city else {},
            "cancelled": session.cancelled,
        },
        link=reverse("fair-session", args=[edition.slug, session.slug]),
    )
