"""Many register and leave at one moment: no seat is given twice, none stays empty while people wait."""

import time
from datetime import timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from expo.fair.models import Edition, Session, SessionSeat
from expo.fair.services import seats
from portal.accounts.models import User
from tests.harness.race import THOROUGH, Outcome, Track

ROUNDS = 200 if THOROUGH else 10
SEATS = 24
ROOM = 3


def stage_sessions(people: int) -> dict[str, Any]:
    """A session with three seats for each round, and a person for each process."""
    now = timezone.now()
    edition = Edition.objects.create(slug="2026", number=23, begins_on=now.date(), ends_on=now.date())
    made = Session.objects.bulk_create(
        Session(
            edition=edition,
            slug=f"s-{turn}",
            kind="forum",
            begins_at=now + timedelta(days=1),
            ends_at=now + timedelta(days=1, hours=1),
            capacity=ROOM,
        )
        for turn in range(ROUNDS)
    )
    found = User.objects.bulk_create(User(email=f"p{number}@example.com") for number in range(people))
    return {"sessions": [one.pk for one in made], "people": [one.pk for one in found]}


def register(stage: dict[str, Any], turn: int, seat: int) -> str:
    session = Session.objects.get(pk=stage["sessions"][turn])
    return str(seats.register(session=session, person=User.objects.get(pk=stage["people"][seat])))


def register_after_looking(stage: dict[str, Any], turn: int, seat: int) -> str:
    """The control: looks whether a seat is free, then takes it."""
    session = Session.objects.get(pk=stage["sessions"][turn])
    if session.taken >= session.capacity:
        return "waiting"
    time.sleep(0.002)
    Session.objects.filter(pk=session.pk).update(taken=F("taken") + 1)
    SessionSeat.objects.create(session=session, person_id=stage["people"][seat], state="seated")
    return "seated"


def seated(stage: dict[str, Any]) -> list[tuple[int, int]]:
    """Return for each session how many seats are counted, and how many people have one."""
    return [
        (one.taken, SessionSeat.objects.filter(session=one, state="seated").count())
        for one in Session.objects.filter(pk__in=stage["sessions"]).order_by("pk")
    ]


def test_no_seat_is_given_twice(track: Track) -> None:
    outcome = track.run(
        register, stage=stage_sessions, verdict=seated, processes=SEATS, rounds=ROUNDS, people=SEATS
    )
    assert not outcome.errors
    assert outcome.verdict == [(ROOM, ROOM)] * ROUNDS
    assert outcome.values == {"seated": ROOM * ROUNDS, "waiting": (SEATS - ROOM) * ROUNDS}


def test_without_the_condition_a_seat_is_given_twice(track: Track) -> None:
    def overfull(outcome: Outcome) -> bool:
        return any(people > ROOM for _taken, people in outcome.verdict)

    track.control(
        register_after_looking,
        breaks=overfull,
        stage=stage_sessions,
        verdict=seated,
        processes=6,
        rounds=5,
        people=6,
    )


def come_and_go(stage: dict[str, Any], turn: int, seat: int) -> str:
    """Everybody registers, every second person leaves again."""
    session = Session.objects.get(pk=stage["sessions"][turn])
    person = User.objects.get(pk=stage["people"][seat])
    seats.register(session=session, person=person)
    if seat % 2:
        seats.leave(session=session, person=person)
    return ""


def test_seats_given_back_go_to_those_who_wait(track: Track) -> None:
    outcome = track.run(come_and_go, stage=stage_sessions, verdict=seated, processes=6, rounds=5, people=6)
    assert not outcome.errors
    # Six came, three left: the three who stayed have the three seats.
    assert outcome.verdict[:5] == [(ROOM, ROOM)] * 5
