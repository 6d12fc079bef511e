"""Departures, clocks and passports in words, from plain values."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from catalog.seams.preferences import Preferences
from catalog.tourism.finding.words import clock_words, nationals_words, standing
from catalog.tourism.selectors.departures import DepartureLine

NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
ON = date(2027, 3, 1)


def test_meeting_is_told_by_both_clocks() -> None:
    moment = datetime(2027, 3, 1, 0, 30, tzinfo=UTC)
    there = clock_words(moment, "Asia/Shanghai", Preferences("en", time_zone="Asia/Bangkok"))
    assert there.replace("\u202f", " ") == "Mar 1, 2027, 7:30 AM (UTC+7) · 8:30 AM Shanghai (UTC+8)"
    night = datetime(2027, 2, 28, 17, 0, tzinfo=UTC)
    other_day = clock_words(night, "Asia/Shanghai", Preferences("en", time_zone="Asia/Yangon"))
    assert "Feb 28, 2027, 11:30" in other_day.replace("\u202f", " ")
    assert "Mar 1, 2027, 1:00" in other_day.replace("\u202f", " ")
    same = clock_words(moment, "Asia/Shanghai", Preferences("en", time_zone="Asia/Kuala_Lumpur"))
    assert same.replace("\u202f", " ") == "Mar 1, 2027, 8:30 AM Shanghai (UTC+8)"
    named = clock_words(moment, "Asia/Shanghai", Preferences("zh-hans", time_zone="Asia/Bangkok"), "南宁")
    assert named.endswith("南宁 (UTC+8)")
    assert "上海" not in named
    nobody = clock_words(moment, "Asia/Shanghai", Preferences("en"))
    assert nobody.replace("\u202f", " ") == "Mar 1, 2027, 8:30 AM Shanghai (UTC+8)"


LINE = DepartureLine(
    id=1,
    tour=1,
    on=ON,
    back_on=ON,
    meets_at=NOW + timedelta(days=2),
    closes_at=NOW + timedelta(days=1),
    state="open",
    seats=5,
    free=2,
    missing=0,
)


@pytest.mark.parametrize(
    ("changes", "later", "text", "takes"),
    [
        pytest.param({}, 0, "Open for booking", True, id="open"),
        pytest.param({}, 24, "Closed", False, id="at its cut-off"),
        pytest.param({"free": 0}, 0, "Full", False, id="full"),
        pytest.param({"free": 0, "state": "guaranteed"}, 0, "Full", False, id="full though guaranteed"),
        pytest.param({"state": "guaranteed", "missing": 1}, 0, "Guaranteed", True, id="guaranteed"),
        pytest.param({"missing": 1}, 0, "1 more until it is guaranteed", True, id="one missing"),
        pytest.param({"state": "closed", "free": 0}, 0, "Closed", False, id="closed by its operator"),
    ],
)
def test_the_state_of_a_departure_is_worked_out_at_the_moment(
    changes: dict[str, Any], later: int, text: str, takes: bool
) -> None:
    line, moment = replace(LINE, **changes), NOW + timedelta(hours=later)
    assert standing(line, moment)["text"] == text
    assert line.takes_bookings(moment) is takes


def test_who_may_take_part_is_named() -> None:
    assert nationals_words(("CN", "VN"), (), "en") == "Only for holders of passports of: China, Vietnam"
    assert nationals_words((), ("MY",), "en") == "Not for holders of passports of: Malaysia"
    assert nationals_words((), (), "en") == ""
