"""A tea forum on the first morning of the fair, with one seat, and a clock half an hour before it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from catalog.notices.models import Notice
from expo.fair.models import Edition, Session
from expo.fair.selectors.programme import seat_of
from expo.fair.services import seats
from expo.fair.services.programme import SessionPlan, save_session
from portal.accounts.models import User

NOW = datetime(2026, 9, 17, 1, 30, tzinfo=UTC)  # half past nine in Nanning
FORUM = SessionPlan(
    slug="tea-forum",
    kind="forum",
    texts={
        "title": {"zh-hans": "茶叶论坛", "en": "Tea forum"},
        "summary": {"zh-hans": "六堡茶的未来", "en": "What becomes of Liubao"},
        "room": {"zh-hans": "一号厅", "en": "Room 1"},
    },
    begins_at=datetime(2026, 9, 17, 2, 0, tzinfo=UTC),
    ends_at=datetime(2026, 9, 17, 3, 0, tzinfo=UTC),
    speakers=({"name": "Wei Wen", "role": "Tea maker"},),
    languages=("zh-hans",),
    interpretation=("en", "th"),
    capacity=1,
    live_link="https://live.example.com/tea",
    recording="https://watch.example.com/tea",
    slides="https://watch.example.com/tea.pdf",
)
HERE = "/en/fair/2026/programme/"
Clock = Callable[[datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    def stands_at(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    stands_at(NOW)
    return stands_at


@pytest.fixture
def forum(edition: Edition, clock: Clock) -> Session:
    return save_session(edition=edition, plan=FORUM)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def state(session: Session, person: User) -> str:
    return seat_of(session.pk, person)


def counted(session: Session) -> int:
    """Return how many seats are taken, which is how many there are."""
    session.refresh_from_db()
    assert session.taken == session.seats.filter(state="seated").count()
    return session.taken


def in_line(session: Session, *people: User, clock: Clock) -> list[str]:
    """Have people register one minute after the other; return what each of them got."""
    got = []
    for minute, person in enumerate(people):
        clock(NOW + timedelta(minutes=minute))
        got.append(str(seats.register(session=session, person=person)))
    return got


def told(person: User, kind: str = "fair.seat") -> int:
    return Notice.objects.filter(kind=kind, recipient=person).count()


def events_of(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))
