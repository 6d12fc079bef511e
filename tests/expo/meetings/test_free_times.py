"""Free times in words and in forms: by the reader's days and clock, the exhibitor's beside it."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from catalog.reference.cldr import locale_of
from catalog.seams.preferences import Preferences
from expo.meetings.forms import AskForm, DecisionForm, HoursForm, SlotField, slot_value, zone_choices
from expo.meetings.free_times import days_of, hour_text
from tests.expo.meetings.conftest import plain

THREE = datetime(2026, 9, 17, 3, 0, tzinfo=UTC)


def shown(moment: datetime, mine: str, theirs: str) -> tuple[str, str, str]:
    """Return the day, the reader's hour and the exhibitor's, as an English page has them."""
    (day,) = days_of([moment], Preferences(language="en", time_zone=mine), theirs)
    (slot,) = day["slots"]
    return plain(day["day"]), plain(slot["mine"]), plain(slot["theirs"])


@pytest.mark.parametrize(
    ("mine", "theirs", "hours"),
    [
        ("Asia/Bangkok", "Asia/Shanghai", ("10:00 AM", "11:00 AM")),
        ("Asia/Yangon", "Asia/Shanghai", ("9:30 AM", "11:00 AM")),
        ("Asia/Shanghai", "Asia/Yangon", ("11:00 AM", "9:30 AM")),
        ("Asia/Dili", "Asia/Yangon", ("12:00 PM", "9:30 AM")),
        ("Europe/London", "Asia/Dili", ("4:00 AM", "12:00 PM")),
        ("Asia/Manila", "Asia/Shanghai", ("11:00 AM", "")),
        ("Asia/Ho_Chi_Minh", "Asia/Bangkok", ("10:00 AM", "")),
    ],
)
def test_both_clocks_where_they_differ(mine: str, theirs: str, hours: tuple[str, str]) -> None:
    assert shown(THREE, mine, theirs)[1:] == hours


def test_where_it_is_another_day_there_the_day_is_said() -> None:
    late = datetime(2026, 9, 17, 16, 30, tzinfo=UTC)
    day, mine, theirs = shown(late, "Europe/London", "Asia/Shanghai")
    assert (day, mine) == ("Thursday, September 17, 2026", "5:30 PM")
    assert theirs.endswith("12:30 AM")
    assert "18" in theirs


def test_times_stand_below_the_day_of_the_readers_clock() -> None:
    starts = [datetime(2026, 9, 16, 16, 45, tzinfo=UTC) + number * timedelta(minutes=15) for number in (0, 1)]
    in_bangkok = days_of(starts, Preferences(language="en", time_zone="Asia/Bangkok"), "Asia/Bangkok")
    assert [len(day["slots"]) for day in in_bangkok] == [1, 1]
    in_shanghai = days_of(starts, Preferences(language="en", time_zone="Asia/Shanghai"), "Asia/Shanghai")
    assert [len(day["slots"]) for day in in_shanghai] == [2]
    assert days_of([], Preferences(language="en"), "Asia/Shanghai") == []


def test_an_hour_that_comes_twice_is_said_with_its_offset() -> None:
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    said = [
        plain(hour_text(first + timedelta(hours=n), "Europe/London", locale_of("en"))) for n in (-1, 0, 1, 2)
    ]
    assert said == ["12:30 AM", "1:30 AM (UTC+01:00)", "1:30 AM (UTC+00:00)", "2:30 AM"]


@pytest.mark.parametrize("zone_offset", [0, 390, 480, 540, -300])
def test_a_moment_in_a_form_comes_back_as_it_was(zone_offset: int) -> None:
    elsewhere = (THREE + timedelta(minutes=zone_offset)).astimezone(UTC)
    assert SlotField().clean(slot_value(elsewhere)) == elsewhere


@pytest.mark.parametrize(
    "typed", ["soon", "2026-09-17", "2026-09-17T03:00", "2026-13-17T03:00Z", "2026-09-17T24:00Z"]
)
def test_what_names_no_moment_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError, match=r"Choose a time\."):
        SlotField().clean(typed)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"do": "accept", "sequence": "0"}, set()),
        ({"do": "accept", "sequence": "-1"}, {"sequence"}),
        ({"do": "accept"}, {"sequence"}),
        ({"do": "destroy", "sequence": "0"}, {"do"}),
        ({"do": "decline", "sequence": "0", "reason": "x" * 501}, {"reason"}),
        ({"do": "accept", "sequence": "0", "place_kind": "stand"}, {"place_kind"}),
        ({"do": "accept", "sequence": "0", "place_kind": "phone"}, set()),
        ({"do": "move", "sequence": "0", "day": "2026-02-30", "hour": "25:00"}, {"day", "hour"}),
    ],
)
def test_a_decision_names_what_is_wrong_in_it(typed: dict[str, str], wrong: set[str]) -> None:
    form = DecisionForm(typed, places={"phone": "+86 1"})
    assert set(form.errors) == wrong


def test_hours_are_read_as_they_were_typed() -> None:
    form = HoursForm(
        {
            "first": "2026-09-17",
            "last": "2026-09-18",
            "begins": "09:00",
            "ends": "12:15",
            "weekdays": ["3", "4"],
        }
    )
    assert form.is_valid()
    said = form.hours()
    assert (said.first, said.last) == (date(2026, 9, 17), date(2026, 9, 18))
    assert (said.begins, said.ends, tuple(said.weekdays)) == (time(9), time(12, 15), (3, 4))


def test_clocks_are_named_after_places_the_own_one_first() -> None:
    choices = zone_choices("en", "Asia/Yangon")
    assert choices[0] == ("Asia/Yangon", "Yangon")
    zones = [zone for zone, _name in choices]
    assert len(zones) == len(set(zones))
    assert {"Asia/Shanghai", "Asia/Dili", "Europe/London"} <= set(zones)
    assert not [zone for zone in zones if zone.startswith("Etc/") or "/" not in zone]
    assert "Asia/Chungking" not in zones, "a name that nobody uses any more is no choice"
    kept = zone_choices("en", "Asia/Chungking")
    assert kept[0] == ("Asia/Chungking", "Chungking"), "but whoever has it keeps it"


def test_what_is_missing_of_a_request_is_called_by_its_name_in_the_readers_language() -> None:
    form = AskForm({}, buyers=[], countries=[("VN", "Vietnam")])
    assert {"slot", "minutes"} <= form.errors.keys()
    with translation.override("km"):
        called = [str(form[name].label) for name in form.errors]
    assert called
    assert not [label for label in called if label.isascii()]
