"""Hours typed at the fair: by its clock, refused in its own way where they do not come."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import translation

from expo.fair.clocks import instant
from expo.fair.refusals import Refused


def test_an_hour_that_the_clocks_leave_out_is_refused() -> None:
    with (
        translation.override("en"),
        pytest.raises(Refused, match=r"There is no 01:15 on 2027-03-28 in Europe/London"),
    ):
        instant(date(2027, 3, 28), time(1, 15), "Europe/London")


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    autumn = date(2026, 10, 25)
    for hour in (time(1), time(1, 30), time(1, 45)):
        first = datetime.combine(autumn, hour, tzinfo=UTC) - timedelta(hours=1)
        assert instant(autumn, hour, "Europe/London") == first
