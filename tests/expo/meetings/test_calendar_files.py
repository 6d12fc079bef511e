"""A meeting's calendar file names one instant, by whichever program and in whichever zone it is read."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import parser as dateutil_parser
from dateutil import tz as dateutil_tz
from django.test import Client
from icalendar import Calendar

from catalog.merchants.models import Organization
from expo.fair import feeds
from expo.fair.calendar_files import CalendarEntry, calendar_file
from expo.meetings.calendars import entry_of
from expo.meetings.models import Appointment, Side
from expo.meetings.services import deciding
from portal.accounts.models import User
from tests.expo.meetings.conftest import TEN_IN_BANGKOK, Asking, Clock, seen

Browser = Callable[[User], Client]


def read(content: bytes) -> list[dict[str, object]]:
    """Read a file's events by icalendar; each instant is read again by dateutil and is the same."""
    calendar = Calendar.from_ical(content)
    assert calendar["version"] == "2.0"
    found = []
    written = re.findall(r"DTSTART:(\d{8}T\d{6}Z)", content.decode())
    for event, typed in zip(calendar.walk("VEVENT"), written, strict=True):
        begins = event.decoded("dtstart")
        assert begins.tzinfo is not None
        assert dateutil_parser.isoparse(typed) == begins
        found.append(
            {
                "uid": str(event["uid"]),
                "sequence": int(str(event["sequence"])),
                "begins": begins,
                "ends": event.decoded("dtend"),
                "status": str(event["status"]),
                "summary": str(event["summary"]),
                "location": str(event.get("location", "")),
                "description": str(event.get("description", "")),
                "url": str(event.get("url", "")),
                "method": str(calendar["method"]),
            }
        )
    return found


def at(zone: str, *parts: int) -> datetime:
    year, month, day, hour, minute = parts
    return datetime(year, month, day, hour, minute, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    ("zone", "local", "utc"),
    [
        ("Asia/Shanghai", (2026, 9, 17, 10, 0), datetime(2026, 9, 17, 2, 0, tzinfo=UTC)),
        ("Asia/Yangon", (2026, 9, 17, 10, 0), datetime(2026, 9, 17, 3, 30, tzinfo=UTC)),
        ("Asia/Dili", (2026, 9, 17, 10, 0), datetime(2026, 9, 17, 1, 0, tzinfo=UTC)),
        ("Europe/London", (2026, 10, 24, 10, 0), datetime(2026, 10, 24, 9, 0, tzinfo=UTC)),
        ("Europe/London", (2026, 10, 25, 10, 0), datetime(2026, 10, 25, 10, 0, tzinfo=UTC)),
        ("Europe/London", (2027, 3, 27, 10, 0), datetime(2027, 3, 27, 10, 0, tzinfo=UTC)),
        ("Europe/London", (2027, 3, 28, 10, 0), datetime(2027, 3, 28, 9, 0, tzinfo=UTC)),
    ],
)
def test_one_instant_whoever_reads_it(zone: str, local: tuple[int, ...], utc: datetime) -> None:
    begins = at(zone, *local)
    entry = CalendarEntry(
        key="meeting-1",
        sequence=1,
        begins=begins,
        ends=begins + timedelta(minutes=30),
        summary="Tea",
        changed=utc,
    )
    (event,) = read(calendar_file([entry]))
    assert event["begins"] == utc
    assert event["ends"] == utc + timedelta(minutes=30)
    shown = event["begins"].astimezone(dateutil_tz.gettz(zone))  # type: ignore[attr-defined]
    assert (shown.hour, shown.minute) == (local[3], local[4])


def test_both_passes_of_an_hour_that_comes_twice_are_told_apart() -> None:
    twice = datetime(2026, 10, 25, 1, 30, tzinfo=ZoneInfo("Europe/London"))
    entries = [
        CalendarEntry(
            key=f"meeting-{fold}",
            sequence=0,
            begins=twice.replace(fold=fold),
            ends=twice.replace(fold=fold),
            summary="Tea",
            changed=twice,
        )
        for fold in (0, 1)
    ]
    first, second = read(calendar_file(entries))
    assert second["begins"] - first["begins"] == timedelta(hours=1)  # type: ignore[operator]


def test_words_with_commas_lines_and_scripts_come_back_as_they_were() -> None:
    words = "ชา; tea, 茶\\n လက်ဖက်ခြောက်\nsecond line " + "ក" * 120
    entry = CalendarEntry(
        key="meeting-1",
        sequence=0,
        begins=TEN_IN_BANGKOK,
        ends=TEN_IN_BANGKOK,
        summary=words.replace("\n", " "),
        description=words,
        changed=TEN_IN_BANGKOK,
    )
    content = calendar_file([entry])
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    (event,) = read(content)
    assert event["summary"] == words.replace("\n", " ")
    assert event["description"] == words


@pytest.mark.django_db
def test_an_agreed_meeting_says_where_and_when_by_both_clocks(
    request_of_nok: Appointment, house: Organization, browser_of: Browser, nok: User, wei: User
) -> None:
    agreed = deciding.accept(seen=seen(request_of_nok, Side.EXHIBITOR), place_kind="link")
    addresses = (
        (nok, f"/en/meetings/{agreed.pk}/calendar.ics"),
        (wei, f"/en/desk/{house.slug}/meetings/{agreed.pk}/calendar.ics"),
    )
    events = []
    for person, address in addresses:
        response = browser_of(person).get(address)
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert "no-store" in response["Cache-Control"]
        (event,) = read(response.content)
        assert event["begins"] == TEN_IN_BANGKOK
        assert event["ends"] == TEN_IN_BANGKOK + timedelta(minutes=30)
        assert "https://meet.example.com/tea" in str(event["location"])
        description = str(event["description"]).replace("\u202f", " ")
        assert "Bangkok: Sep 17, 2026, 10:00 AM" in description
        assert "Shanghai: Sep 17, 2026, 11:00 AM" in description
        events.append(event)
    assert events[0]["uid"] == events[1]["uid"]
    assert events[0]["summary"] == "Meeting with 青榕树茶坊"
    assert events[1]["summary"] == "Meeting with ร้านนก"


@pytest.mark.django_db
def test_moving_and_calling_off_update_the_same_entry(
    request_of_nok: Appointment, browser_of: Browser, nok: User
) -> None:
    address = f"/en/meetings/{request_of_nok.pk}/calendar.ics"
    browser = browser_of(nok)
    assert browser.get(address).status_code == 404
    deciding.accept(seen=seen(request_of_nok, Side.EXHIBITOR), place_kind="phone")
    (agreed,) = read(browser.get(address).content)
    later = TEN_IN_BANGKOK + timedelta(minutes=30)
    deciding.move(seen=seen(request_of_nok, Side.EXHIBITOR), begins_at=later)
    (moved,) = read(browser.get(address).content)
    deciding.cancel(seen=seen(request_of_nok, Side.BUYER), reason="Ill")
    (off,) = read(browser.get(address).content)
    assert len({one["uid"] for one in (agreed, moved, off)}) == 1
    assert agreed["sequence"] < moved["sequence"] < off["sequence"]  # type: ignore[operator]
    assert moved["begins"] == later
    assert [(one["status"], one["method"]) for one in (agreed, moved, off)] == [
        ("CONFIRMED", "PUBLISH"),
        ("CONFIRMED", "PUBLISH"),
        ("CANCELLED", "CANCEL"),
    ]


@pytest.mark.django_db
def test_a_persons_calendar_holds_what_is_agreed_on_either_side(
    request_of_nok: Appointment, asking: Asking, nok: User, wei: User, lan: User, clock: Clock
) -> None:
    asking(TEN_IN_BANGKOK - timedelta(minutes=30))  # asked only: in nobody's calendar
    deciding.accept(seen=seen(request_of_nok, Side.EXHIBITOR), place_kind="phone")
    for person in (nok, wei):
        assert [one.key for one in feeds.entries_of(person, "en")] == [f"meeting-{request_of_nok.pk}"]
    assert feeds.entries_of(lan, "en") == []
    deciding.cancel(seen=seen(request_of_nok, Side.BUYER), reason="Ill")
    (entry,) = feeds.entries_of(nok, "en")
    assert entry.cancelled
    clock(TEN_IN_BANGKOK + timedelta(days=61))
    assert feeds.entries_of(nok, "en") == []


@pytest.mark.django_db
def test_an_entry_is_written_in_its_readers_language(request_of_nok: Appointment) -> None:
    deciding.accept(seen=seen(request_of_nok, Side.EXHIBITOR), place_kind="phone")
    fresh = Appointment.objects.get(pk=request_of_nok.pk)
    entry = entry_of(fresh, Side.BUYER, "th")
    assert "กรุงเทพ" in entry.description
    assert entry.path == f"/th/meetings/{fresh.pk}/"
