"""Every calendar file of the demonstration names one instant, whoever reads it and wherever they are."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import parser as dateutil_parser
from dateutil import tz as dateutil_tz
from django.test import Client
from icalendar import Calendar, Event

from expo.fair import feeds
from expo.fair.calendar_files import CalendarEntry, calendar_file
from expo.fair.clocks import instant
from expo.fair.models import Edition, Session
from expo.fair.programme_slots import entry_of as session_entry
from expo.fair.services.calendar_keys import key_of
from expo.meetings.calendars import entry_of as meeting_entry
from expo.meetings.models import Appointment, Side
from portal.accounts.models import User
from portal.demo.fair.programme import moment_of
from portal.demo.fair.schema import SessionEntry
from portal.demo.reading import content
from tests.portal.demo.fair.conftest import Fair

ZONES = ("Asia/Shanghai", "Asia/Yangon", "Asia/Dili", "Europe/London")
# Either side of the days on which London's clocks change, and a plain day of the fair.
FIRST_DAYS = (
    date(2026, 9, 17),
    date(2026, 10, 23),
    date(2026, 10, 24),
    date(2026, 10, 25),
    date(2027, 3, 27),
    date(2027, 3, 28),
)


def events_of(content: bytes) -> Iterator[tuple[Event, datetime, datetime]]:
    """Read a file by icalendar, and each time in it by dateutil as it is written there."""
    calendar = Calendar.from_ical(content)
    # Folded lines come together again before anybody reads them.
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    named = {str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")}
    typed: dict[str, list[datetime]] = {"DTSTART": [], "DTEND": []}
    inside = False
    for line in lines:
        inside = (inside or line == "BEGIN:VEVENT") and line != "END:VEVENT"
        found = re.fullmatch(r"(DTSTART|DTEND)(?:;TZID=([^:;]+))?:(\d{8}T\d{6})(Z?)", line)
        if not inside or found is None:
            continue
        name, zone, digits, utc = found.groups()
        # An hour is of UTC, or of a zone that the file describes: never of nobody's clock.
        assert bool(utc) != bool(zone), line
        assert not zone or zone in named, line
        moment = dateutil_parser.isoparse(digits + utc)
        typed[name].append(moment if utc else moment.replace(tzinfo=dateutil_tz.gettz(zone)))
    events = calendar.walk("VEVENT")
    assert len(events) == len(typed["DTSTART"]) == len(typed["DTEND"])
    yield from zip(events, typed["DTSTART"], typed["DTEND"], strict=True)


def check(content: bytes, wanted: list[tuple[datetime, datetime]]) -> None:
    """Assert that both readers read exactly these instants, and a reader anywhere sees their own hour."""
    read = list(events_of(content))
    assert len(read) == len(wanted)
    for (event, starts, stops), (begins, ends) in zip(read, wanted, strict=True):
        assert event.decoded("dtstart") == starts == begins
        assert event.decoded("dtend") == stops == ends
        assert event.decoded("dtstart").tzinfo is not None
        for zone in ZONES:
            here = starts.astimezone(dateutil_tz.gettz(zone))
            there = begins.astimezone(ZoneInfo(zone))
            assert (here.hour, here.minute, here.date()) == (there.hour, there.minute, there.date())
            assert here.utcoffset() == there.utcoffset()


def told() -> tuple[SessionEntry, ...]:
    fair = content().fair
    assert fair is not None
    return fair.sessions


@pytest.mark.parametrize("first", FIRST_DAYS, ids=str)
def test_every_session_is_one_instant_on_whichever_days_the_edition_falls(first: date) -> None:
    edition = Edition(slug="demo-23", begins_on=first, time_zone="Asia/Shanghai")
    entries, wanted = [], []
    for number, session in enumerate(told()):
        begins = moment_of(session, edition)
        ends = begins + timedelta(minutes=session.minutes)
        wanted.append((begins, ends))
        entries.append(
            CalendarEntry(
                key=f"session-{number}",
                sequence=0,
                begins=begins,
                ends=ends,
                summary=session.title["my"],
                description=session.summary["km"],
                changed=begins,
            )
        )
        hour, minute = map(int, session.begins.split(":"))
        local = begins.astimezone(ZoneInfo("Asia/Shanghai"))
        assert (local.hour, local.minute) == (hour, minute)
        assert local.date() == first + timedelta(days=session.day)
    check(calendar_file(entries), wanted)


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        (date(2026, 10, 24), 2),  # summer time: seven hours behind Nanning
        (date(2026, 10, 25), 1),  # the day on which the clocks go back
        (date(2026, 10, 26), 1),
        (date(2027, 3, 27), 1),
        (date(2027, 3, 28), 2),  # the day on which they go forward
        (date(2027, 3, 29), 2),
    ],
)
def test_nine_in_nanning_is_one_or_two_in_london(day: date, hour: int) -> None:
    begins = instant(day, time(9), "Asia/Shanghai")
    entry = CalendarEntry(
        key="session-1", sequence=0, begins=begins, ends=begins, summary="Opening", changed=begins
    )
    ((event, starts, _stops),) = events_of(calendar_file([entry]))
    assert starts.astimezone(dateutil_tz.gettz("Europe/London")).hour == hour
    assert event.decoded("dtstart").astimezone(ZoneInfo("Europe/London")).hour == hour


@pytest.mark.parametrize(
    ("zone", "utc"),
    [("Asia/Shanghai", (1, 0)), ("Asia/Yangon", (2, 30)), ("Asia/Dili", (0, 0)), ("Asia/Phnom_Penh", (2, 0))],
)
@pytest.mark.parametrize("day", FIRST_DAYS, ids=str)
def test_nine_at_a_booth_is_one_instant(zone: str, utc: tuple[int, int], day: date) -> None:
    begins = instant(day, time(9), zone)
    assert begins == datetime(day.year, day.month, day.day, *utc, tzinfo=UTC)
    ends = begins + timedelta(minutes=30)
    entry = CalendarEntry(key="meeting-1", sequence=3, begins=begins, ends=ends, summary="茶", changed=begins)
    check(calendar_file([entry], single=True), [(begins, ends)])


@pytest.mark.django_db
def test_every_session_of_the_demonstration_is_read_back(fair: Fair, client: Client) -> None:
    for session in fair.edition.sessions.all():
        answer = client.get(f"/my/fair/demo-23/programme/{session.slug}/calendar.ics")
        assert answer.status_code == 200
        check(answer.content, [(session.begins_at, session.ends_at)])


@pytest.mark.django_db
def test_sessions_and_meetings_are_read_back_in_every_script(fair: Fair) -> None:
    sessions = list(Session.objects.select_related("edition").order_by("begins_at"))
    meetings = list(Appointment.objects.select_related("exhibitor", "buyer").order_by("begins_at"))
    assert len(meetings) == 2
    spans = [(one.begins_at, one.begins_at + timedelta(minutes=one.minutes)) for one in meetings]
    for language in ("zh-hans", "en", "th", "my"):
        content = calendar_file([session_entry(one, language) for one in sessions])
        check(content, [(one.begins_at, one.ends_at) for one in sessions])
        for side in Side:
            check(calendar_file([meeting_entry(one, Side(side), language) for one in meetings]), spans)


@pytest.mark.django_db
def test_the_feed_of_the_demonstrations_buyer_is_read_back(fair: Fair, client: Client) -> None:
    buyer = User.objects.get(email="buyer@demo.example")
    entries = feeds.entries_of(buyer, "vi")
    # Two seats and the meeting that was agreed; the one that waits is in nobody's calendar.
    assert [entry.key.split("-")[0] for entry in entries] == ["session", "session", "meeting"]
    wanted = [(entry.begins, entry.ends) for entry in entries]
    check(calendar_file(entries, name="Fair"), wanted)
    answer = client.get(f"/vi/calendar/{key_of(person=buyer).token}.ics")
    assert answer.status_code == 200
    check(answer.content, wanted)
