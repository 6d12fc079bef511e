"""Local hours as moments, in the zones of the region and where clocks are put forward and back."""

from datetime import UTC, date, datetime, time

import pytest

from catalog.seams.preferences import Preferences
from expo.fair.booth_words import Clocks, clocks_of
from expo.fair.clocks import instant
from expo.fair.models import Booth
from expo.fair.refusals import Refused

DAY = date(2026, 9, 18)


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Asia/Shanghai", datetime(2026, 9, 18, 2, 0, tzinfo=UTC)),  # Nanning keeps Beijing time
        ("Asia/Yangon", datetime(2026, 9, 18, 3, 30, tzinfo=UTC)),  # half an hour apart from its neighbours
        ("Asia/Dili", datetime(2026, 9, 18, 1, 0, tzinfo=UTC)),
        ("Europe/London", datetime(2026, 9, 18, 9, 0, tzinfo=UTC)),
    ],
)
def test_ten_in_the_morning_is_another_moment_in_each_zone(zone: str, moment: datetime) -> None:
    assert instant(DAY, time(10, 0), zone) == moment


@pytest.mark.parametrize(
    ("day", "clock"), [(date(2026, 3, 29), time(1, 0)), (date(2026, 3, 29), time(1, 30))]
)
def test_an_hour_that_clocks_leave_out_is_refused_by_name(day: date, clock: time) -> None:
    with pytest.raises(Refused, match=r"2026-03-29 in Europe/London: the clocks leave it out"):
        instant(day, clock, "Europe/London")


def test_the_hours_around_the_gap_exist() -> None:
    gap = date(2026, 3, 29)
    assert instant(gap, time(0, 59), "Europe/London") == datetime(2026, 3, 29, 0, 59, tzinfo=UTC)
    assert instant(gap, time(2, 0), "Europe/London") == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


def test_an_hour_that_comes_twice_is_its_first_coming() -> None:
    twice = instant(date(2026, 10, 25), time(1, 30), "Europe/London")
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_both_clocks_are_shown_the_readers_first() -> None:
    moment = datetime(2026, 9, 18, 3, 30, tzinfo=UTC)
    clocks = Clocks(reader="Asia/Yangon", booth="Asia/Shanghai", place="Wuzhou", language="en")
    assert clocks.moment(moment) == "Sep 18, 2026, 10:00\u202fAM · 11:30\u202fAM Wuzhou"


def test_hours_are_told_once_where_both_clocks_show_the_same() -> None:
    stretch = (datetime(2026, 9, 18, 1, tzinfo=UTC), datetime(2026, 9, 18, 9, tzinfo=UTC))
    manila = Clocks(reader="Asia/Manila", booth="Asia/Shanghai", place="Wuzhou", language="en").stretch(
        stretch
    )
    dili = Clocks(reader="Asia/Dili", booth="Asia/Shanghai", place="Wuzhou", language="en").stretch(stretch)
    assert manila == {"reader": "", "booth": "Sep 18, 2026, 9:00\u202fAM–5:00\u202fPM"}
    assert dili["reader"] == "Sep 18, 2026, 10:00\u202fAM–6:00\u202fPM"


def test_hours_past_the_readers_midnight_name_both_days() -> None:
    stretch = (datetime(2026, 9, 18, 6, tzinfo=UTC), datetime(2026, 9, 18, 9, tzinfo=UTC))
    clocks = Clocks(reader="Pacific/Auckland", booth="Asia/Shanghai", place="Wuzhou", language="en")
    told = clocks.stretch((stretch[0], stretch[1].replace(hour=14)))
    assert told["reader"].startswith("Sep 18, 2026")
    assert "Sep 19, 2026" in told["reader"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("own", "asked", "reader"),
    [
        ("UTC", "", ""),
        ("Asia/Yangon", "", "Asia/Yangon"),
        ("UTC", "Asia/Dili", "Asia/Dili"),
        ("Asia/Yangon", "Asia/Dili", "Asia/Dili"),
        ("UTC", "Mars/Olympus", ""),
        ("UTC", "../../etc/passwd", ""),
    ],
)
def test_a_readers_clock_is_the_one_they_chose_else_their_accounts(
    booth: Booth, own: str, asked: str, reader: str
) -> None:
    clocks = clocks_of(booth, Preferences(language="en", time_zone=own), asked)
    assert (clocks.reader, clocks.booth, clocks.place) == (reader, "Asia/Shanghai", "Wuzhou")


@pytest.mark.django_db
def test_a_clock_that_a_booth_chose_is_named_by_its_own_place(booth: Booth) -> None:
    booth.time_zone = "Asia/Dili"
    clocks = clocks_of(booth, Preferences(language="en"))
    assert (clocks.booth, clocks.place) == ("Asia/Dili", "Dili")
