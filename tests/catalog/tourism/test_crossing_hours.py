"""Opening hours of a crossing by the clock of either side, each clock once."""

from datetime import time
from typing import Any

import pytest
from django.utils import translation

from catalog.reference.cldr import country_name
from catalog.reference.languages import codes
from catalog.tourism.presenting import CLOCKS, hours, season_words
from catalog.tourism.selectors.places import CrossingLine


def crossing(other: str, zone: str = "Asia/Shanghai", **changes: Any) -> CrossingLine:
    told: dict[str, Any] = {
        "kind": "road",
        "other": other,
        "time_zone": zone,
        "opens": time(8),
        "closes": time(17, 30),
        "nationals": (),
        "documents": (),
        "group_max": None,
    }
    return CrossingLine(**{**told, **changes})


def told(line: CrossingLine, country: str = "CN", language: str = "vi") -> list[str]:
    return hours(line, country, language)


@pytest.mark.parametrize(
    ("other", "there"),
    [
        ("VN", "07:00–16:30"),
        ("LA", "07:00–16:30"),
        ("MM", "06:30–16:00"),
        ("TL", "09:00–18:30"),
    ],
)
def test_the_far_side_reads_its_own_clock(other: str, there: str) -> None:
    here, far = told(crossing(other))
    assert here.startswith("08:00–17:30 (")
    assert far.startswith(f"{there} (")


@pytest.mark.parametrize(
    ("country", "zone", "other"),
    [
        ("CN", "Asia/Shanghai", ""),
        ("CN", "Asia/Shanghai", "PH"),
        ("VN", "Asia/Ho_Chi_Minh", "LA"),
        ("TH", "Asia/Bangkok", "KH"),
        ("MY", "Asia/Kuala_Lumpur", "SG"),
        ("CN", "Asia/Shanghai", "ID"),
        ("CN", "Asia/Shanghai", "FR"),
    ],
)
def test_clocks_that_read_the_same_are_said_once(country: str, zone: str, other: str) -> None:
    assert len(told(crossing(other, zone), country)) == 1


def test_hours_kept_by_the_far_sides_clock_are_read_on_both() -> None:
    kept, near = told(crossing("VN", "Asia/Ho_Chi_Minh"))
    assert kept.startswith("08:00–17:30 (")
    assert near.startswith("09:00–18:30 (")


def test_hours_that_cross_midnight_on_the_far_side_wrap() -> None:
    late = crossing("VN", opens=time(0, 30), closes=time(23, 59))
    assert [one.partition(" (")[0] for one in told(late)] == ["00:30–23:59", "23:30–22:59"]


@pytest.mark.parametrize("missing", ["opens", "closes"])
def test_half_of_the_hours_is_nobody_said(missing: str) -> None:
    changes: dict[str, Any] = {missing: None}
    assert told(crossing("VN", **changes)) == []


@pytest.mark.parametrize("language", ["zh-hans", "th", "my"])
def test_each_clock_is_named_by_its_side_of_the_border(language: str) -> None:
    found = told(crossing("MM"), language=language)
    assert [one.rpartition("(")[2] for one in found] == [
        f"{country_name(code, language)})" for code in ("CN", "MM")
    ]


def test_sides_that_read_the_same_are_named_together() -> None:
    assert told(crossing("LA", "Asia/Ho_Chi_Minh"), "VN", "en") == [
        "8:00\u202fAM–5:30\u202fPM (Vietnam and Laos)"
    ]


def test_a_country_of_many_clocks_is_named_by_itself() -> None:
    assert told(crossing("MY", "Asia/Pontianak"), "ID", "zh-hans") == [
        "08:00–17:30 (印度尼西亚)",
        "09:00–18:30 (马来西亚)",
    ]


def test_every_clock_is_that_of_a_member_with_one_zone() -> None:
    assert set(CLOCKS) == {"BN", "CN", "KH", "LA", "MM", "MY", "PH", "SG", "TH", "TL", "VN"}
    assert len(set(CLOCKS.values())) == len(CLOCKS)


@pytest.mark.parametrize("language", codes())
def test_months_of_a_season_are_named_in_every_language(language: str) -> None:
    with translation.override(language):
        said = season_words({"kind": "best", "months": [1, 12]}, language)
    title, _colon, months = said.partition(": ")
    assert title
    assert len({month.strip() for month in months.split(", ")}) == 2
