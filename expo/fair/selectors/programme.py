"""Reads: the sessions of an edition, what is on now and next, and what happens at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from catalog.translation.selectors import localized, text_in
from catalog.translation.texts import LocalText
from expo.fair import feeds
from expo.fair.models import Session, SessionSeat


@dataclass(frozen=True)
class SessionCard:
    """A session as lists and its page show it. Moments are UTC."""

    id: int
    slug: str
    kind: str
    title: LocalText
    summary: LocalText
    room: LocalText
    begins_at: datetime
    ends_at: datetime
    speakers: Sequence[dict[str, str]]
    languages: Sequence[str]
    interpretation: Sequence[str]
    capacity: int
    taken: int
    live_link: str
    recording: str
    slides: str
    cancelled: bool
    sequence: int
    changed_at: datetime

    @property
    def free(self) -> int:
        """Return how many seats are free."""
        return max(0, self.capacity - self.taken)


PLAIN = (
    *("slug", "kind", "begins_at", "ends_at", "speakers", "languages", "interpretation", "capacity"),
    *("taken", "live_link", "recording", "slides", "cancelled", "sequence", "changed_at"),
)
WORDS = ("title", "summary", "room")


def sessions_of(edition_id: int, *, language: str, slug: str = "") -> list[SessionCard]:
    """Return the sessions of an edition in the order of time, or the one at a slug: one query."""
    rows = Session.objects.rewrite(False).filter(edition=edition_id).order_by("begins_at", "pk")
    found = rows.filter(slug=slug) if slug else rows
    annotations: dict[str, Any] = {}
    for field in WORDS:
        annotations |= localized(Session, field, language)
    columns = [f"{field}_{part}" for field in WORDS for part in ("text", "lang")]
    return [_card(row) for row in found.annotate(**annotations).values("pk", *PLAIN, *columns)]


def _card(row: dict[str, Any]) -> SessionCard:
    local = {field: LocalText(row[f"{field}_text"], row[f"{field}_lang"]) for field in WORDS}
    values: dict[str, Any] = local | {name: row[name] for name in PLAIN}
    return SessionCard(id=row["pk"], **values)


def now_and_next(
    sessions: Sequence[SessionCard], *, count: int = 3
) -> tuple[list[SessionCard], list[SessionCard]]:
    """Return the sessions that are on, and the next ones, of those that are held."""
    now = timezone.now()
    held = [one for one in sessions if not one.cancelled]
    on = [one for one in held if one.begins_at <= now < one.ends_at]
    return on, [one for one in held if one.begins_at > now][:count]


@dataclass(frozen=True)
class Clash:
    """Two sessions at the same time in one room, or with one speaker; ``why`` is the room or the speaker."""

    other: str
    why: str


def clashes(session: Session) -> list[Clash]:
    """Return what collides with a session: another in its room, or one with the same speaker."""
    if session.cancelled:
        return []
    at_once = (
        Session.objects.filter(
            edition=session.edition_id,
            cancelled=False,
            begins_at__lt=session.ends_at,
            ends_at__gt=session.begins_at,
        )
        .exclude(pk=session.pk)
        .order_by("begins_at", "pk")
    )
    own = session.edition.source_language
    room, names = text_in(session, "room", own), _speakers(session)
    found = []
    for other in at_once:
        title = text_in(other, "title", own) or other.slug
        if room and _plain(text_in(other, "room", own)) == _plain(room):
            found.append(Clash(title, room))
        theirs = _speakers(other)
        found.extend(Clash(title, names[name]) for name in sorted(names) if name in theirs)
    return found


def _speakers(session: Session) -> dict[str, str]:
    """Return a session's speakers as they are written, by what tells them apart."""
    named = (" ".join(str(one.get("name", "")).split()) for one in session.speakers)
    return {_plain(name): name for name in named if name}


def _plain(text: str) -> str:
    """Return what tells a name from another: not its capitals, nor the space in and around it."""
    return " ".join(text.casefold().split())


def seat_of(session_id: int, person: AbstractBaseUser) -> str:
    """Return what a person has in a session: "seated", "waiting", or an empty text."""
    states = SessionSeat.objects.filter(session=session_id, person=person.pk).exclude(
        state=SessionSeat.State.GONE
    )
    return states.values_list("state", flat=True).first() or ""


def at_the_same_time(
    person: AbstractBaseUser, *, begins: datetime, ends: datetime, language: str, own_key: str
) -> list[str]:
    """Return what else stands in a person's calendar at that time: other sessions, and meetings."""
    return [
        entry.summary
        for entry in feeds.entries_of(person, language)
        if entry.key != own_key and not entry.cancelled and entry.begins < ends and entry.ends > begins
    ]


KEPT = timedelta(days=60)


def seats_of(person: AbstractBaseUser) -> list[SessionSeat]:
    """Return a person's seats in sessions of late and to come; cancelled sessions included: one query."""
    return list(
        SessionSeat.objects.filter(
            person=person.pk,
            state=SessionSeat.State.SEATED,
            session__ends_at__gt=timezone.now() - KEPT,
        )
        .select_related("session__edition")
        .order_by("session__begins_at", "pk")
    )
