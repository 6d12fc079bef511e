"""The programme: sessions by both clocks, seats and a queue for them, and calendars that follow."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from icalendar import Calendar

from catalog.notices.letters import shown
from catalog.notices.models import Notice
from catalog.seams import slots
from catalog.seams.preferences import Preferences
from expo.fair import feeds
from expo.fair.local_time import comes_twice, moment_of
from expo.fair.models import CalendarKey, Edition, Session, SessionSeat
from expo.fair.refusals import Refused
from expo.fair.selectors.programme import clashes, now_and_next, seat_of, sessions_of
from expo.fair.services import seats
from expo.fair.services.calendar_keys import key_of, renew_key
from expo.fair.services.programme import SessionPlan, save_session
from portal.accounts.models import User
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db

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


def events_of(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_the_programme_shows_both_clocks_and_what_is_next(
    forum: Session, client: Client, clock: Clock
) -> None:
    page = page_of(client.get(HERE))
    next_one = the(page, 'section[aria-labelledby="next-title"]')
    assert "Tea forum" in words(next_one)
    # Strangers read by UTC until they say where they are.
    assert "Sep 17, 2026, 2:00 AM · 10:00 AM Shanghai" in plain(words(next_one))
    assert "Thursday, September 17, 2026" in words(the(page, "main"))
    assert page.select("#on-title") == []


def test_what_is_on_stands_first_and_is_over_when_it_ends(
    forum: Session, edition: Edition, clock: Clock
) -> None:
    later = replace(FORUM, slug="later", begins_at=FORUM.ends_at, ends_at=FORUM.ends_at + timedelta(hours=1))
    save_session(edition=edition, plan=later)
    found = sessions_of(edition.pk, language="en")
    expected = {
        FORUM.begins_at - timedelta(minutes=1): ([], ["tea-forum", "later"]),
        FORUM.begins_at: (["tea-forum"], ["later"]),
        FORUM.ends_at: (["later"], []),
        FORUM.ends_at + timedelta(hours=1): ([], []),
    }
    for moment, (on, coming) in expected.items():
        clock(moment)
        got = now_and_next(found)
        assert ([one.slug for one in got[0]], [one.slug for one in got[1]]) == (on, coming)


def test_a_session_says_who_speaks_where_and_in_which_languages(forum: Session, client: Client) -> None:
    facts = words(the(page_of(client.get(f"{HERE}tea-forum/")), "dl.facts"))
    for part in ("Room 1", "Wei Wen, Tea maker", "中文", "English", "ไทย"):
        assert part in facts
    assert client.get(f"{HERE}nothing/").status_code == 404
    assert client.get("/en/fair/1999/programme/").status_code == 404


def test_recording_and_slides_come_afterwards(forum: Session, client: Client, clock: Clock) -> None:
    links = {"live": FORUM.live_link, "recording": FORUM.recording, "slides": FORUM.slides}
    before = client.get(f"{HERE}tea-forum/").content.decode()
    assert [name for name, link in links.items() if f'href="{link}"' in before] == ["live"]
    clock(FORUM.ends_at)
    client.cookies["sessionid"] = "none"  # not from the kept pages
    after = client.get(f"{HERE}tea-forum/").content.decode()
    assert [name for name, link in links.items() if f'href="{link}"' in after] == ["recording", "slides"]


def test_strangers_get_no_token_and_are_asked_to_sign_in(forum: Session, client: Client) -> None:
    page = client.get(f"{HERE}tea-forum/").content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert "Sign in to register" in page
    refused = client.post(f"{HERE}tea-forum/", {"do": "register"})
    assert refused["Location"].startswith("/en/account/login/")
    assert not SessionSeat.objects.exists()


def test_seats_go_to_the_first_and_the_others_queue(forum: Session, nok: User, lan: User, wei: User) -> None:
    assert seats.register(session=forum, person=nok) == "seated"
    assert seats.register(session=forum, person=lan) == "waiting"
    assert seats.register(session=forum, person=wei) == "waiting"
    assert seats.register(session=forum, person=nok) == "seated"
    forum.refresh_from_db()
    assert forum.taken == 1


def test_a_seat_given_back_goes_to_whoever_waited_longest(
    forum: Session, nok: User, lan: User, wei: User, clock: Clock
) -> None:
    for minute, person in enumerate((nok, lan, wei)):
        clock(NOW + timedelta(minutes=minute))
        seats.register(session=forum, person=person)
    assert seats.leave(session=forum, person=nok)
    assert [state(forum, one) for one in (nok, lan, wei)] == ["", "seated", "waiting"]
    forum.refresh_from_db()
    assert forum.taken == 1
    (notice,) = Notice.objects.filter(kind="fair.seat")
    assert notice.recipient_id == lan.pk
    told = shown(notice, "en")
    assert told.subject == "You have a seat: 茶叶论坛"
    assert "10:00 AM Shanghai" in plain(told.text)
    assert not seats.leave(session=forum, person=nok)


def test_the_seat_of_a_closed_account_goes_on(forum: Session, nok: User, lan: User) -> None:
    seats.register(session=forum, person=nok)
    seats.register(session=forum, person=lan)
    nok.delete()
    forum.refresh_from_db()
    assert (forum.taken, state(forum, lan)) == (1, "seated")


def test_who_leaves_the_queue_gets_nothing(forum: Session, nok: User, lan: User) -> None:
    seats.register(session=forum, person=nok)
    seats.register(session=forum, person=lan)
    assert seats.leave(session=forum, person=lan)
    seats.leave(session=forum, person=nok)
    forum.refresh_from_db()
    assert (forum.taken, state(forum, lan)) == (0, "")


def test_more_seats_go_to_those_who_wait(forum: Session, edition: Edition, nok: User, lan: User) -> None:
    seats.register(session=forum, person=nok)
    seats.register(session=forum, person=lan)
    grown = save_session(edition=edition, plan=replace(FORUM, capacity=5))
    assert (grown.taken, state(grown, lan)) == (2, "seated")
    with pytest.raises(Refused, match="2 seats are given away already"):
        save_session(edition=edition, plan=FORUM)


@pytest.mark.parametrize(
    ("change", "moment", "said"),
    [
        ({"capacity": 0}, NOW, "Nobody has to register"),
        ({"cancelled": True}, NOW, "is cancelled"),
        ({}, FORUM.begins_at, "has begun"),
    ],
)
def test_where_nobody_registers(
    edition: Edition, nok: User, clock: Clock, change: dict[str, Any], moment: datetime, said: str
) -> None:
    session = save_session(edition=edition, plan=replace(FORUM, **change))
    clock(moment)
    with pytest.raises(Refused, match=said):
        seats.register(session=session, person=nok)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ends_at": FORUM.begins_at}, "The end comes after the beginning"),
        ({"texts": {"title": {"en": "Only English"}}}, "Say what it is called"),
    ],
)
def test_a_session_that_is_none_is_refused(
    edition: Edition, clock: Clock, change: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        save_session(edition=edition, plan=replace(FORUM, **change))
    Edition.objects.filter(pk=edition.pk).update(state="archived")
    edition.refresh_from_db()
    with pytest.raises(Refused, match="archived edition"):
        save_session(edition=edition, plan=FORUM)


def test_moving_and_cancelling_update_the_calendar_and_tell_who_has_a_seat(
    forum: Session, edition: Edition, nok: User, client: Client
) -> None:
    seats.register(session=forum, person=nok)
    address = f"{HERE}tea-forum/calendar.ics"
    (planned,) = events_of(client.get(address).content)
    hour = timedelta(hours=1)
    moved_plan = replace(FORUM, begins_at=FORUM.begins_at + hour, ends_at=FORUM.ends_at + hour)
    save_session(edition=edition, plan=replace(moved_plan, live_link=""))
    (moved,) = events_of(client.get(address).content)
    save_session(edition=edition, plan=replace(moved_plan, cancelled=True))
    (off,) = events_of(client.get(address).content)
    assert len({str(one["uid"]) for one in (planned, moved, off)}) == 1
    assert [int(one["sequence"]) for one in (planned, moved, off)] == [0, 1, 2]
    assert [str(one["status"]) for one in (planned, moved, off)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert planned.decoded("dtstart") == FORUM.begins_at
    assert moved.decoded("dtstart") == FORUM.begins_at + hour
    told = Notice.objects.filter(kind="fair.session", recipient=nok).order_by("key")
    assert [shown(one, "en").subject for one in told] == ["Moved: 茶叶论坛", "Cancelled: 茶叶论坛"]


def test_what_calendars_do_not_hold_moves_no_sequence(forum: Session, edition: Edition) -> None:
    changed = save_session(edition=edition, plan=replace(FORUM, recording="", slides="", capacity=9))
    assert (changed.sequence, changed.changed_at) == (0, forum.changed_at)


def test_a_private_address_reads_a_persons_calendar(forum: Session, nok: User, client: Client) -> None:
    seats.register(session=forum, person=nok)
    old = key_of(person=nok)
    assert key_of(person=nok).token == old.token
    assert len(old.token) == 43
    response = client.get(f"/en/calendar/{old.token}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in response["Cache-Control"]
    assert [str(one["summary"]) for one in events_of(response.content)] == ["Tea forum"]
    (chinese,) = events_of(client.get(f"/zh-hans/calendar/{old.token}.ics").content)
    assert str(chinese["summary"]) == "茶叶论坛"
    new = renew_key(person=nok)
    assert client.get(f"/en/calendar/{old.token}.ics").status_code == 404
    assert client.get(f"/en/calendar/{new.token}.ics").status_code == 200
    User.objects.filter(pk=nok.pk).update(is_active=False)
    assert client.get(f"/en/calendar/{new.token}.ics").status_code == 404


def test_ones_own_calendar_page(forum: Session, nok: User, client: Client) -> None:
    assert client.get("/en/calendar/").status_code == 302
    seats.register(session=forum, person=nok)
    client.force_login(nok)
    page = page_of(client.get("/en/calendar/"))
    assert "Tea forum" in words(the(page, "main"))
    old = CalendarKey.objects.get().token
    assert old in words(the(page, "section.panel"))
    assert client.post("/en/calendar/").status_code == 302
    assert CalendarKey.objects.get().token != old


def test_a_person_takes_and_gives_back_a_seat_by_the_page(
    forum: Session, nok: User, lan: User, client: Client
) -> None:
    address = f"{HERE}tea-forum/"
    client.force_login(nok)
    assert "You have a seat." in words(the(page_of(client.post(address, follow=True)), "main"))
    other = Client()
    other.force_login(lan)
    assert "Join the waiting list" in words(the(page_of(other.get(address)), "main"))
    queued = other.post(address, {"do": "register"}, follow=True)
    assert "You are on the waiting list." in words(the(page_of(queued), "main"))
    client.post(address, {"do": "leave"})
    assert [state(forum, one) for one in (nok, lan)] == ["", "seated"]


def test_a_visitor_is_told_what_else_stands_in_the_calendar(
    forum: Session, edition: Edition, nok: User, client: Client
) -> None:
    seats.register(session=forum, person=nok)
    half = timedelta(minutes=30)
    other = replace(
        FORUM,
        slug="launch",
        kind="launch",
        texts={"title": {"zh-hans": "发布", "en": "Launch"}},
        begins_at=FORUM.begins_at + half,
    )
    save_session(edition=edition, plan=other)
    client.force_login(nok)
    page = words(the(page_of(client.get(f"{HERE}launch/")), "main"))
    assert "At the same time in your calendar: Tea forum" in page
    assert "At the same time" not in words(the(page_of(client.get(f"{HERE}tea-forum/")), "main"))
    save_session(edition=edition, plan=replace(other, begins_at=FORUM.ends_at, ends_at=FORUM.ends_at + half))
    assert "At the same time" not in words(the(page_of(client.get(f"{HERE}launch/")), "main"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({}, ["一号厅", "Wei Wen"]),
        ({"speakers": ()}, ["一号厅"]),
        ({"texts": {**FORUM.texts, "room": {"zh-hans": "二号厅"}}}, ["Wei Wen"]),
        ({"begins_at": FORUM.ends_at, "ends_at": FORUM.ends_at + timedelta(hours=1)}, []),
        ({"cancelled": True}, []),
    ],
)
def test_what_collides_is_named(
    forum: Session, edition: Edition, change: dict[str, Any], why: list[str]
) -> None:
    second = save_session(edition=edition, plan=replace(FORUM, slug="second", **change))
    assert [one.why for one in clashes(second)] == why
    assert {one.other for one in clashes(second)} <= {"茶叶论坛"}


def test_editors_write_sessions_and_read_what_collides(
    forum: Session, edition: Edition, administrator: User, client: Client
) -> None:
    client.force_login(administrator)
    typed = {
        "edition": edition.pk,
        "slug": "second",
        "kind": "launch",
        "title-zh-hans": "新品",
        "room-zh-hans": "一号厅",
        "day": "2026-09-17",
        "begins": "10:30",
        "ends": "11:30",
        "speakers": "Wei Wen, Tea maker\nSophea",
        "languages": ["zh-hans", "en"],
        "capacity": "20",
    }
    sent = client.post("/editors/sessions/new/", typed, follow=True)
    made = Session.objects.select_related("edition").get(slug="second")
    assert made.begins_at == FORUM.begins_at + timedelta(minutes=30)
    assert made.speakers == [{"name": "Wei Wen", "role": "Tea maker"}, {"name": "Sophea", "role": ""}]
    page = sent.content.decode()
    assert "At the same time: “茶叶论坛” (一号厅)." in page
    assert "At the same time: “茶叶论坛” (Wei Wen)." in page
    edit = f"/editors/sessions/edit/{made.pk}/"
    assert 'value="10:30"' in client.get(edit).content.decode()
    refused = client.post(edit, typed | {"title-zh-hans": "", "title-en": "Only English"})
    assert "Say what it is called." in refused.content.decode()
    client.post(edit, typed | {"cancelled": "on"})
    made.refresh_from_db()
    assert (made.cancelled, made.sequence) == (True, 1)


@pytest.mark.parametrize("count", [1, 24])
def test_the_programme_costs_the_same_however_long(
    forum: Session,
    edition: Edition,
    client: Client,
    count: int,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    Session.objects.bulk_create(
        Session(
            edition=edition,
            slug=f"s-{number}",
            kind="forum",
            title_en=f"Session {number}",
            begins_at=FORUM.begins_at,
            ends_at=FORUM.ends_at,
        )
        for number in range(count - 1)
    )
    client.get("/en/fair/")
    client.cookies["sessionid"] = "none"
    with django_assert_max_num_queries(10):
        page = page_of(client.get(HERE))
    assert len(page.select("section.thread-fair li")) == count


def test_the_fairs_front_says_what_is_on_or_next(forum: Session, edition: Edition, clock: Clock) -> None:
    reader = Preferences("en", time_zone="Asia/Bangkok")

    def said() -> tuple[bool, str, str]:
        (slot,) = [
            one
            for one in slots.fill(place="fair.now", ids=[edition.pk], preferences=reader)[edition.pk]
            if one.name == "fair.programme"
        ]
        return slot.values["is_on"], slot.values["title"], plain(slot.values["when"])

    assert said() == (False, "Tea forum", "Sep 17, 2026, 9:00 AM · 10:00 AM Shanghai")
    clock(FORUM.begins_at)
    assert said()[0]
    clock(FORUM.ends_at)
    filled = slots.fill(place="fair.now", ids=[edition.pk], preferences=reader)[edition.pk]
    assert "fair.programme" not in [one.name for one in filled]


def test_feeds_hold_a_cancelled_session_as_cancelled(forum: Session, edition: Edition, nok: User) -> None:
    seats.register(session=forum, person=nok)
    save_session(edition=edition, plan=replace(FORUM, cancelled=True))
    (entry,) = feeds.entries_of(nok, "en")
    assert (entry.cancelled, entry.sequence) == (True, 1)


def test_local_hours_become_moments() -> None:
    day = datetime(2027, 3, 28).date()
    eight = datetime(2027, 3, 28, 8, 0).time()
    assert moment_of(day, eight, "Asia/Yangon") == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert moment_of(day, eight, "Europe/London") == datetime(2027, 3, 28, 7, 0, tzinfo=UTC)
    skipped = datetime(2027, 3, 28, 1, 15).time()
    with pytest.raises(ValidationError, match="the clocks go forward"):
        moment_of(day, skipped, "Europe/London")
    night = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert comes_twice(night, "Europe/London")
    assert not comes_twice(night, "Asia/Dili")
