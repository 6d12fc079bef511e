"""A moment by two clocks, and which day it is where somebody is."""

from datetime import UTC, date, datetime

import pytest

from catalog.conversations.models import Conversation
from catalog.conversations.places import visitor_place
from catalog.reference.cldr import zone_place
from catalog.reference.days import today_in
from catalog.reference.display import show_clocks, show_moment

MORNING = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 26, 16, 30, tzinfo=UTC)


def clocks(moment: datetime, reader: str, other: str, place: str, language: str = "en") -> str:
    shown = show_clocks(moment, reader=reader, other=other, place=place, language=language)
    return shown.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "Nov 26, 2026, 11:00 AM · 10:00 AM Bangkok"),
        ("zh-hans", "2026年11月26日 11:00 · 10:00 Bangkok"),
        ("vi", "11:00 26 thg 11, 2026 · 10:00 Bangkok"),
        ("th", "26 พ.ย. 2026 11:00 · 10:00 Bangkok"),
        ("id", "26 Nov 2026 11.00 · 10.00 Bangkok"),
        ("fil", "Nob 26, 2026, 11:00 AM · 10:00 AM Bangkok"),
    ],
)
def test_both_clocks_are_read_in_the_readers_language(language: str, shown: str) -> None:
    assert clocks(MORNING, "Asia/Shanghai", "Asia/Bangkok", "Bangkok", language) == shown


@pytest.mark.parametrize("other", ["Asia/Shanghai", "Asia/Singapore", "Asia/Kuala_Lumpur", "Asia/Manila"])
def test_a_clock_that_shows_the_same_is_not_shown_twice(other: str) -> None:
    assert clocks(MORNING, "Asia/Shanghai", other, "there") == "Nov 26, 2026, 11:00 AM"


@pytest.mark.parametrize(
    ("reader", "other", "place", "shown"),
    [
        (
            "Asia/Shanghai",
            "Asia/Bangkok",
            "Bangkok",
            "Nov 27, 2026, 12:30 AM · Nov 26, 2026, 11:30 PM Bangkok",
        ),
        (
            "Asia/Yangon",
            "Asia/Shanghai",
            "Nanning",
            "Nov 26, 2026, 11:00 PM · Nov 27, 2026, 12:30 AM Nanning",
        ),
    ],
)
def test_where_it_is_another_day_that_day_is_named(reader: str, other: str, place: str, shown: str) -> None:
    assert clocks(LATE, reader, other, place) == shown


def test_summer_time_counts_on_the_day_itself() -> None:
    summer, winter = datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert show_moment(summer, "Europe/Berlin", "zh-hans") == "2026年7月1日 14:00"
    assert show_moment(winter, "Europe/Berlin", "zh-hans") == "2026年12月1日 13:00"


@pytest.mark.parametrize(
    ("zone", "language"),
    [("Asia/Ho_Chi_Minh", "zh-hans"), ("Asia/Yangon", "my"), ("Asia/Bangkok", "km"), ("Asia/Jakarta", "th")],
)
def test_a_visitors_city_is_named_in_the_readers_language(zone: str, language: str) -> None:
    kept, place = visitor_place(Conversation(time_zone=zone), language)
    assert (kept, place) == (zone, zone_place(zone, language))
    assert place.strip()
    assert not place.isascii(), "the English name says that the zone's former name was not looked up"


@pytest.mark.parametrize(
    ("zones", "moment", "day"),
    [
        ([], datetime(2026, 11, 26, 23, 59, tzinfo=UTC), date(2026, 11, 26)),
        (["Asia/Shanghai"], datetime(2026, 11, 26, 15, 59, tzinfo=UTC), date(2026, 11, 26)),
        (["Asia/Shanghai"], datetime(2026, 11, 26, 16, 0, tzinfo=UTC), date(2026, 11, 27)),
        (["Asia/Yangon"], datetime(2026, 11, 26, 17, 29, tzinfo=UTC), date(2026, 11, 26)),
        (["Asia/Yangon"], datetime(2026, 11, 26, 17, 30, tzinfo=UTC), date(2026, 11, 27)),
        (["Asia/Jakarta", "Asia/Jayapura"], datetime(2026, 11, 26, 15, 0, tzinfo=UTC), date(2026, 11, 27)),
        (["Asia/Jayapura", "Asia/Jakarta"], datetime(2026, 11, 26, 14, 59, tzinfo=UTC), date(2026, 11, 26)),
        (["America/Los_Angeles"], datetime(2026, 1, 1, 7, 59, tzinfo=UTC), date(2025, 12, 31)),
    ],
)
def test_a_day_ends_where_the_calendar_is_furthest_on(zones: list[str], moment: datetime, day: date) -> None:
    assert today_in(zones, moment) == day
