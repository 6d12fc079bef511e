"""Calendars follow a session: one UID for ever, a higher SEQUENCE for each change of what they hold."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from catalog.notices.letters import shown
from catalog.notices.models import Notice
from expo.fair import feeds
from expo.fair.models import CalendarKey, Edition, Session, SessionSeat
from expo.fair.programme_slots import entries_of, entry_of
from expo.fair.refusals import Refused
from expo.fair.selectors.programme import KEPT, at_the_same_time
from expo.fair.services import seats
from expo.fair.services.calendar_keys import key_of, renew_key
from expo.fair.services.programme import remove_session, save_session
from portal.accounts.models import User
from tests.expo.fair.programme.conftest import FORUM, NOW, Clock

pytestmark = pytest.mark.django_db
TEN, ELEVEN, HOUR = FORUM.begins_at, FORUM.ends_at, timedelta(hours=1)
Queries = Callable[[int], Any]


def retold(**texts: str) -> dict[str, Any]:
    """Return a change of words, each by field and language."""
    said = {field: dict(by_code) for field, by_code in FORUM.texts.items()}
    for name, text in texts.items():
        field, _under, code = name.partition("_")
        said[field][code.replace("_", "-")] = text
    return {"texts": said}


HELD_ELSEWHERE = [
    {"recording": ""},
    {"slides": ""},
    {"capacity": 40},
    {"speakers": ({"name": "Sophea", "role": ""},)},
    {"languages": ("en",)},
    {"interpretation": ()},
    {"kind": "launch"},
]
HELD = [
    {"live_link": ""},
    {"live_link": "https://other.example.com/"},
    retold(title_en="Tea forum, two"),
    retold(title_zh_hans="茶叶大会"),
    retold(title_th="เวทีชา"),
    retold(summary_en="More of Liubao"),
    retold(room_th="ห้อง 1"),
]
MOVED = [
    {"begins_at": TEN - HOUR},
    {"ends_at": ELEVEN + HOUR},
    {"begins_at": TEN + HOUR, "ends_at": ELEVEN + HOUR},
    retold(room_zh_hans="二号厅"),
    {"cancelled": True},
]


@pytest.mark.parametrize(
    ("change", "sequence", "told"),
    [
        *((change, 0, False) for change in [{}, *HELD_ELSEWHERE]),
        *((change, 1, False) for change in HELD),
        *((change, 1, True) for change in MOVED),
    ],
)
def test_what_a_change_does_to_calendars_and_who_hears_of_it(
    forum: Session,
    edition: Edition,
    nok: User,
    clock: Clock,
    change: dict[str, Any],
    sequence: int,
    told: bool,
) -> None:
    seats.register(session=forum, person=nok)
    before = entry_of(Session.objects.select_related("edition").get(), "en")
    clock(NOW + timedelta(minutes=1))
    after = entry_of(save_session(edition=edition, plan=replace(FORUM, **change)), "en")
    assert (before.sequence, after.sequence) == (0, sequence)
    assert after.key == before.key
    assert (after.changed != before.changed) is bool(sequence)
    assert Notice.objects.filter(kind="fair.session", recipient=nok).exists() is told
    if not sequence:
        assert after == before


def test_the_sequence_only_ever_grows(forum: Session, edition: Edition, clock: Clock) -> None:
    seen = []
    for minute, change in enumerate(
        [{"cancelled": True}, {}, {"begins_at": TEN - HOUR}, {}, {"cancelled": True}], start=1
    ):
        clock(NOW + timedelta(minutes=minute))
        seen.append(save_session(edition=edition, plan=replace(FORUM, **change)))  # type: ignore[arg-type]
    assert [one.sequence for one in seen] == [1, 2, 3, 4, 5]
    assert len({one.pk for one in seen}) == 1
    assert sorted(one.changed_at for one in seen) == [one.changed_at for one in seen]


@pytest.mark.parametrize(
    ("now", "change", "told"),
    [
        (ELEVEN - timedelta(seconds=1), {"cancelled": True}, True),
        (ELEVEN, {"cancelled": True}, False),
        (ELEVEN + HOUR, retold(room_zh_hans="二号厅"), False),
        (ELEVEN + HOUR, {"begins_at": TEN + 24 * HOUR, "ends_at": ELEVEN + 24 * HOUR}, True),
        (TEN, {"begins_at": TEN - 24 * HOUR, "ends_at": ELEVEN - 24 * HOUR}, True),
    ],
)
def test_nobody_hears_of_what_was_over_and_is(
    forum: Session,
    edition: Edition,
    nok: User,
    clock: Clock,
    now: datetime,
    change: dict[str, Any],
    told: bool,
) -> None:
    seats.register(session=forum, person=nok)
    clock(now)
    assert save_session(edition=edition, plan=replace(FORUM, **change)).sequence == 1
    assert Notice.objects.filter(kind="fair.session").exists() is told


def test_those_who_have_or_wait_for_a_seat_hear_of_each_change_once(
    forum: Session, edition: Edition, nok: User, lan: User, wei: User, sophea: User
) -> None:
    for person in (nok, lan, wei):
        seats.register(session=forum, person=person)
    seats.leave(session=forum, person=wei)
    User.objects.filter(pk=lan.pk).update(is_active=False)
    for _twice in range(2):
        save_session(edition=edition, plan=replace(FORUM, cancelled=True))
    assert list(Notice.objects.filter(kind="fair.session").values_list("recipient", flat=True)) == [nok.pk]


@pytest.mark.parametrize("language", ["en", "zh-hans", "th", "vi", "my", "km"])
def test_the_notice_says_by_the_clock_of_the_fair_in_the_readers_language(
    forum: Session, edition: Edition, nok: User, language: str
) -> None:
    seats.register(session=forum, person=nok)
    for plan in (replace(FORUM, begins_at=TEN + HOUR / 2), replace(FORUM, cancelled=True)):
        save_session(edition=edition, plan=plan)
    moved, off = (shown(one, language) for one in Notice.objects.filter(kind="fair.session").order_by("key"))
    assert moved.path == f"/{language}/fair/2026/programme/tea-forum/"
    title, room = ("茶叶论坛", "一号厅") if language == "zh-hans" else ("Tea forum", "Room 1")
    assert room in moved.text
    assert title in moved.subject
    assert title in off.subject
    assert moved.subject != off.subject
    english = shown(Notice.objects.filter(kind="fair.session").order_by("key")[0], "en")
    assert (moved.subject == english.subject) is (language == "en")


@pytest.mark.parametrize(
    ("age", "kept"), [(KEPT - timedelta(seconds=1), True), (KEPT, False), (KEPT + HOUR, False)]
)
def test_a_feed_keeps_what_was_of_late(
    forum: Session, nok: User, clock: Clock, age: timedelta, kept: bool
) -> None:
    seats.register(session=forum, person=nok)
    clock(ELEVEN + age)
    assert bool(entries_of(nok, "en")) is kept


def test_a_feed_holds_seats_and_no_places_in_a_queue(forum: Session, nok: User, lan: User) -> None:
    for person in (nok, lan):
        seats.register(session=forum, person=person)
    assert [len(entries_of(person, "en")) for person in (nok, lan)] == [1, 0]
    seats.leave(session=forum, person=nok)
    assert [len(entries_of(person, "en")) for person in (nok, lan)] == [0, 1]


@pytest.mark.parametrize(
    ("begins", "ends", "clash"),
    [
        (TEN - HOUR, TEN, False),
        (TEN - HOUR, TEN + timedelta(seconds=1), True),
        (TEN, ELEVEN, True),
        (TEN + HOUR / 4, TEN + HOUR / 2, True),
        (TEN - HOUR, ELEVEN + HOUR, True),
        (ELEVEN - timedelta(seconds=1), ELEVEN + HOUR, True),
        (ELEVEN, ELEVEN + HOUR, False),
    ],
)
def test_what_stands_at_that_time_is_told_to_the_minute(
    forum: Session, nok: User, begins: datetime, ends: datetime, clash: bool
) -> None:
    seats.register(session=forum, person=nok)
    told = at_the_same_time(nok, begins=begins, ends=ends, language="en", own_key="session-0")
    assert told == (["Tea forum"] if clash else [])
    own = f"session-{forum.pk}"
    assert at_the_same_time(nok, begins=begins, ends=ends, language="en", own_key=own) == []


def test_what_is_cancelled_hinders_nobody(forum: Session, edition: Edition, nok: User) -> None:
    seats.register(session=forum, person=nok)
    save_session(edition=edition, plan=replace(FORUM, cancelled=True))
    assert at_the_same_time(nok, begins=TEN, ends=ELEVEN, language="en", own_key="") == []


@pytest.mark.parametrize("count", [1, 24, 200])
def test_a_persons_calendar_costs_the_same_however_full(
    edition: Edition, nok: User, clock: Clock, count: int, django_assert_num_queries: Queries
) -> None:
    made = Session.objects.bulk_create(
        Session(
            edition=edition,
            slug=f"s-{number}",
            kind="forum",
            title_zh_hans=f"第{number}场",
            begins_at=TEN + number * HOUR,
            ends_at=ELEVEN + number * HOUR,
        )
        for number in reversed(range(count))
    )
    SessionSeat.objects.bulk_create(
        SessionSeat(session=one, person=nok, state="seated", since=NOW) for one in made
    )
    with django_assert_num_queries(1):
        listed = entries_of(nok, "en")
    assert [entry.begins for entry in listed] == [TEN + number * HOUR for number in range(count)]


def test_a_session_that_people_registered_for_is_cancelled_not_removed(
    forum: Session, edition: Edition, nok: User, lan: User
) -> None:
    for person in (nok, lan):
        seats.register(session=forum, person=person)
    seats.leave(session=forum, person=nok)
    seats.leave(session=forum, person=lan)
    Edition.objects.update(state="archived")
    forum = Session.objects.select_related("edition").get()
    with pytest.raises(Refused, match="archived edition"):
        remove_session(session=forum)
    Edition.objects.update(state="open")
    remove_session(session=Session.objects.select_related("edition").get())
    assert not SessionSeat.objects.exists()


def test_keys_are_ones_own_long_and_unlike_each_other(nok: User, lan: User) -> None:
    keys = [key_of(person=nok).token, key_of(person=lan).token, renew_key(person=nok).token]
    assert len(set(keys)) == 3
    assert {len(key) for key in keys} == {43}
    assert CalendarKey.objects.count() == 2
    assert key_of(person=nok).token == keys[2]


@pytest.mark.parametrize("token", ["x", "a" * 500, "%00", "%E0%B8%99", "..", "' OR 1=1"])
def test_an_address_that_stands_for_nobody_is_not_found(nok: User, client: Client, token: str) -> None:
    key_of(person=nok)
    assert client.get(f"/en/calendar/{token}.ics").status_code == 404


def test_a_feed_shows_one_person_only(
    forum: Session, edition: Edition, nok: User, lan: User, client: Client
) -> None:
    save_session(edition=edition, plan=replace(FORUM, capacity=2))
    seats.register(session=forum, person=nok)
    assert feeds.entries_of(lan, "en") == []
    sent = client.get(f"/en/calendar/{key_of(person=lan).token}.ics").content
    assert list(Calendar.from_ical(sent).walk("VEVENT")) == []
    assert b"nok" not in sent.lower()
