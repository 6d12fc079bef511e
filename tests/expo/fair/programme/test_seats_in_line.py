"""Seats and the line for them: who gets one, when, who is told, and that the count is that of the seats."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from catalog.notices.letters import shown
from catalog.notices.models import Notice
from expo.fair.models import Edition, Session, SessionSeat
from expo.fair.refusals import Refused
from expo.fair.services import seats
from expo.fair.services.programme import save_session
from portal.accounts.models import User
from tests.expo.fair.programme.conftest import FORUM, NOW, Clock, counted, in_line, state, told

pytestmark = pytest.mark.django_db
TEN, ELEVEN, MINUTE = FORUM.begins_at, FORUM.ends_at, timedelta(minutes=1)
Queries = Callable[[int], Any]


@pytest.mark.parametrize(
    ("capacity", "got"),
    [
        (1, ["seated", "waiting", "waiting", "waiting"]),
        (2, ["seated", "seated", "waiting", "waiting"]),
        (4, ["seated"] * 4),
        (100, ["seated"] * 4),
    ],
)
def test_as_many_sit_as_there_are_seats(
    forum: Session,
    edition: Edition,
    nok: User,
    lan: User,
    wei: User,
    sophea: User,
    clock: Clock,
    capacity: int,
    got: list[str],
) -> None:
    save_session(edition=edition, plan=replace(FORUM, capacity=capacity))
    assert in_line(forum, nok, lan, wei, sophea, clock=clock) == got
    assert counted(forum) == got.count("seated")
    assert not Notice.objects.exists()


def test_the_line_moves_up_in_the_order_people_joined_it(
    forum: Session, nok: User, lan: User, wei: User, sophea: User, clock: Clock
) -> None:
    in_line(forum, nok, sophea, lan, wei, clock=clock)
    order = []
    for leaving in (nok, sophea, lan):
        seats.leave(session=forum, person=leaving)
        order += [one for one in (sophea, lan, wei) if state(forum, one) == "seated"]
        assert counted(forum) == 1
    assert order == [sophea, lan, wei]
    assert [told(one) for one in (nok, sophea, lan, wei)] == [0, 1, 1, 1]


def test_who_leaves_the_line_and_comes_back_stands_at_its_end(
    forum: Session, nok: User, lan: User, wei: User, clock: Clock
) -> None:
    in_line(forum, nok, lan, wei, clock=clock)
    seats.leave(session=forum, person=lan)
    clock(NOW + 10 * MINUTE)
    assert seats.register(session=forum, person=lan) == "waiting"
    seats.leave(session=forum, person=nok)
    assert [state(forum, one) for one in (lan, wei)] == ["waiting", "seated"]


def test_asking_again_in_line_keeps_ones_place(
    forum: Session, nok: User, lan: User, wei: User, clock: Clock
) -> None:
    in_line(forum, nok, lan, wei, clock=clock)
    clock(NOW + 10 * MINUTE)
    assert seats.register(session=forum, person=lan) == "waiting"
    seats.leave(session=forum, person=nok)
    assert [state(forum, one) for one in (lan, wei)] == ["seated", "waiting"]


def test_who_gets_a_seat_a_second_time_is_told_a_second_time(
    forum: Session, nok: User, lan: User, clock: Clock
) -> None:
    for again in (0, 1):
        clock(NOW + again * MINUTE)
        seats.register(session=forum, person=nok)
        seats.register(session=forum, person=lan)
        seats.leave(session=forum, person=nok)
        assert (state(forum, lan), told(lan)) == ("seated", again + 1)
        seats.leave(session=forum, person=lan)
    assert counted(forum) == 0


@pytest.mark.parametrize("language", ["en", "zh-hans", "th", "vi", "my"])
def test_a_seat_is_told_in_the_readers_language(
    forum: Session, nok: User, lan: User, clock: Clock, language: str
) -> None:
    in_line(forum, nok, lan, clock=clock)
    seats.leave(session=forum, person=nok)
    notice = Notice.objects.get(kind="fair.seat", recipient=lan)
    said = shown(notice, language)
    assert said.path == f"/{language}/fair/2026/programme/tea-forum/"
    title, room = ("茶叶论坛", "一号厅") if language == "zh-hans" else ("Tea forum", "Room 1")
    assert title in said.subject
    assert (said.subject == shown(notice, "en").subject) is (language == "en")
    assert room in said.text


def test_a_closed_account_gets_no_seat_and_holds_up_nobody(
    forum: Session, nok: User, lan: User, wei: User, clock: Clock
) -> None:
    in_line(forum, nok, lan, wei, clock=clock)
    User.objects.filter(pk=lan.pk).update(is_active=False)
    seats.leave(session=forum, person=nok)
    assert [state(forum, one) for one in (lan, wei)] == ["waiting", "seated"]
    assert counted(forum) == 1


def test_deleting_who_only_waits_gives_nobody_a_seat(
    forum: Session, nok: User, lan: User, wei: User, clock: Clock
) -> None:
    in_line(forum, nok, lan, wei, clock=clock)
    lan.delete()
    assert (counted(forum), state(forum, wei)) == (1, "waiting")
    seats.leave(session=forum, person=nok)
    assert (counted(forum), state(forum, wei)) == (1, "seated")


@pytest.mark.parametrize(("capacity", "seated"), [(1, 1), (2, 2), (3, 3), (9, 4)])
def test_more_seats_go_to_as_many_of_those_who_wait(
    forum: Session,
    edition: Edition,
    nok: User,
    lan: User,
    wei: User,
    sophea: User,
    clock: Clock,
    capacity: int,
    seated: int,
) -> None:
    in_line(forum, nok, lan, wei, sophea, clock=clock)
    save_session(edition=edition, plan=replace(FORUM, capacity=capacity))
    assert counted(forum) == seated
    assert [state(forum, one) for one in (nok, lan, wei, sophea)][:seated] == ["seated"] * seated
    assert Notice.objects.filter(kind="fair.seat").count() == seated - 1


@pytest.mark.parametrize(("capacity", "kept"), [(2, True), (1, False), (3, True), (0, True)])
def test_seats_given_away_are_not_taken_from_under_anybody(
    forum: Session, edition: Edition, nok: User, lan: User, clock: Clock, capacity: int, kept: bool
) -> None:
    save_session(edition=edition, plan=replace(FORUM, capacity=2))
    in_line(forum, nok, lan, clock=clock)
    if kept:
        save_session(edition=edition, plan=replace(FORUM, capacity=capacity))
    else:
        with pytest.raises(Refused, match="2 seats are given away already"):
            save_session(edition=edition, plan=replace(FORUM, capacity=capacity))
    assert counted(forum) == 2
    assert forum.capacity == (capacity if kept else 2)


@pytest.mark.parametrize(
    ("moment", "begun"),
    [(TEN - timedelta(seconds=1), False), (TEN, True), (ELEVEN, True), (ELEVEN + MINUTE, True)],
)
def test_registration_ends_when_the_session_begins(
    forum: Session, nok: User, lan: User, clock: Clock, moment: datetime, begun: bool
) -> None:
    in_line(forum, nok, lan, clock=clock)
    clock(moment)
    seats.leave(session=forum, person=nok)
    assert state(forum, lan) == ("waiting" if begun else "seated")
    if begun:
        with pytest.raises(Refused, match="has begun"):
            seats.register(session=forum, person=nok)
    else:
        assert seats.register(session=forum, person=nok) == "waiting"
    assert counted(forum) == (0 if begun else 1)


def test_a_cancelled_session_seats_nobody_until_it_is_held_again(
    forum: Session, edition: Edition, nok: User, lan: User, clock: Clock
) -> None:
    in_line(forum, nok, lan, clock=clock)
    save_session(edition=edition, plan=replace(FORUM, cancelled=True))
    with pytest.raises(Refused, match="is cancelled"):
        seats.register(session=forum, person=lan)
    seats.leave(session=forum, person=nok)
    assert (counted(forum), state(forum, lan)) == (0, "waiting")
    save_session(edition=edition, plan=FORUM)
    assert (counted(forum), state(forum, lan)) == (1, "seated")


def test_a_session_as_it_was_read_before_gives_no_seat_twice(forum: Session, nok: User, lan: User) -> None:
    stale = Session.objects.get(pk=forum.pk)
    seats.register(session=forum, person=nok)
    assert stale.taken == 0
    assert seats.register(session=stale, person=lan) == "waiting"
    assert not seats.leave(session=stale, person=User(pk=0))
    assert counted(forum) == 1


@pytest.mark.parametrize("count", [1, 24, 200])
def test_registering_costs_the_same_however_long_the_line(
    forum: Session, nok: User, count: int, django_assert_max_num_queries: Queries
) -> None:
    people = User.objects.bulk_create(User(email=f"p{number}@example.com") for number in range(count))
    SessionSeat.objects.bulk_create(
        SessionSeat(session=forum, person=one, state="waiting", since=NOW) for one in people
    )
    Session.objects.update(taken=1)
    with django_assert_max_num_queries(9):
        seats.register(session=forum, person=nok)
    with django_assert_max_num_queries(5):
        seats.leave(session=forum, person=nok)
