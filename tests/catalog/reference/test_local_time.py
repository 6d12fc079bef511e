"""What a clock on the wall says, as a moment: hours that do not come, and hours that come twice."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from catalog.reference.local_time import comes_twice, moment_of, moment_or_none

SPRING = date(2027, 3, 28)  # at one in the morning the clocks of London go forward to two
AUTUMN = date(2026, 10, 25)  # at two in the morning they go back to one


@pytest.mark.parametrize(
    ("zone", "day", "hour", "utc"),
    [
        ("Asia/Shanghai", date(2026, 9, 17), time(8), (17, 0, 0)),  # Nanning goes by Shanghai's clock
        ("Asia/Shanghai", date(2026, 9, 17), time(7, 45), (16, 23, 45)),
        ("Asia/Yangon", date(2026, 9, 17), time(8), (17, 1, 30)),
        ("Asia/Yangon", date(2026, 9, 17), time(6, 15), (16, 23, 45)),
        ("Asia/Dili", date(2026, 9, 17), time(8), (16, 23, 0)),
        ("Asia/Dili", date(2026, 9, 17), time(9), (17, 0, 0)),
        ("Asia/Kathmandu", date(2026, 9, 17), time(5, 45), (17, 0, 0)),
        ("Europe/London", date(2026, 9, 17), time(8), (17, 7, 0)),
        ("Europe/London", date(2026, 12, 17), time(8), (17, 8, 0)),
    ],
)
def test_an_hour_on_the_wall_is_one_moment(
    zone: str, day: date, hour: time, utc: tuple[int, int, int]
) -> None:
    moment = moment_of(day, hour, zone)
    assert (moment.day, moment.hour, moment.minute) == utc
    assert moment.tzinfo == UTC
    back = moment.astimezone(ZoneInfo(zone))
    assert (back.date(), back.time()) == (day, hour)


@pytest.mark.parametrize(
    ("hour", "comes"),
    [(time(0, 45), True), (time(0, 59), True), (time(1), False), (time(1, 45), False), (time(2), True)],
)
def test_hours_that_the_clocks_leave_out_do_not_come(hour: time, comes: bool) -> None:
    assert (moment_or_none(SPRING, hour, "Europe/London") is not None) == comes
    assert moment_or_none(SPRING, hour, "Asia/Yangon") is not None


def test_who_chooses_such_an_hour_is_told_where_and_when() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        moment_of(SPRING, time(1, 15), "Europe/London")
    (said,) = refused.value.messages
    assert said.replace("\u202f", " ") == (
        "On Mar 28, 2027 there is no 1:15 AM in London: the clocks go forward. Choose another hour."
    )


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    for hour in (time(1), time(1, 30), time(1, 45)):
        first = moment_of(AUTUMN, hour, "Europe/London")
        assert first == datetime.combine(AUTUMN, hour, tzinfo=UTC) - timedelta(hours=1)


@pytest.mark.parametrize(
    ("utc", "twice"),
    [
        (datetime(2026, 10, 24, 23, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 0, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 1, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), False),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), False),
    ],
)
def test_moments_whose_hour_comes_twice_are_known(utc: datetime, twice: bool) -> None:
    assert comes_twice(utc, "Europe/London") is twice
    for zone in ("Asia/Shanghai", "Asia/Yangon", "Asia/Dili"):
        assert not comes_twice(utc, zone)
