"""Sessions in words: what is on and next, by both clocks, and which links there are at which moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from catalog.seams.preferences import Preferences
from catalog.translation.texts import LocalText
from expo.fair.clocks import fair_place
from expo.fair.programme_slots import when
from expo.fair.selectors.editions import EditionCard
from expo.fair.selectors.programme import SessionCard, now_and_next
from expo.fair.session_page import session_values as values
from expo.fair.templatetags.fair_clocks import session_time
from expo.fair.views.programme import _crumbs
from tests.expo.fair.lines import CARD
from tests.expo.fair.programme.conftest import FORUM, Clock, plain

TEN, ELEVEN = FORUM.begins_at, FORUM.ends_at
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
BANGKOK = Preferences(language="en", time_zone="Asia/Bangkok")


def card(**given: Any) -> SessionCard:
    fields: dict[str, Any] = {
        "id": 1,
        "slug": "tea-forum",
        "kind": "forum",
        "title": LocalText("Tea forum", "en"),
        "summary": LocalText("", ""),
        "room": LocalText("一号厅", "zh-hans"),
        "begins_at": TEN,
        "ends_at": ELEVEN,
        "speakers": (),
        "languages": ("zh-hans", "xx"),
        "interpretation": ("th", "en"),
        "capacity": 0,
        "taken": 0,
        "live_link": "https://live.example.com/",
        "recording": "https://watch.example.com/",
        "slides": "https://slides.example.com/",
        "cancelled": False,
        "sequence": 0,
        "changed_at": TEN,
    }
    return SessionCard(**(fields | given))


def edition(zone: str = "Asia/Shanghai", name: str = "Expo 2026", language: str = "en") -> EditionCard:
    return replace(CARD, time_zone=zone, name=LocalText(name, language))


@pytest.mark.parametrize(
    ("now", "cancelled", "shown"),
    [
        (TEN - SECOND, False, {"to_come", "live_link"}),
        (TEN, False, {"is_on", "live_link"}),
        (ELEVEN - SECOND, False, {"is_on", "live_link"}),
        (ELEVEN, False, {"recording", "slides"}),
        (ELEVEN + 24 * HOUR, False, {"recording", "slides"}),
        (TEN - SECOND, True, {"cancelled"}),
        (TEN, True, {"cancelled"}),
    ],
)
def test_what_a_session_offers_follows_from_the_clock(
    clock: Clock, now: datetime, cancelled: bool, shown: set[str]
) -> None:
    clock(now)
    said = values(card(cancelled=cancelled), edition(), BANGKOK)
    told = ("is_on", "to_come", "live_link", "recording", "slides", "cancelled")
    assert {name for name in told if said[name]} == shown


@pytest.mark.parametrize(
    ("capacity", "taken", "free", "registers"),
    [(0, 0, 0, False), (5, 0, 5, True), (5, 5, 0, True), (5, 9, 0, True), (0, 3, 0, False)],
)
def test_free_seats_are_never_fewer_than_none(
    clock: Clock, capacity: int, taken: int, free: int, registers: bool
) -> None:
    said = values(card(capacity=capacity, taken=taken), edition(), BANGKOK)
    assert (said["free"], said["registers"]) == (free, registers)


def test_languages_are_named_as_their_speakers_do_and_unknown_ones_left_out(clock: Clock) -> None:
    said = values(card(), edition(), BANGKOK)
    assert (said["languages"], said["interpretation"]) == (["简体中文"], ["ไทย", "English"])
    assert said["minutes"] == 60


@pytest.mark.parametrize(
    ("reader", "zone", "place", "words"),
    [
        ("Asia/Bangkok", "Asia/Shanghai", "Nanning", "Sep 17, 2026, 9:00 AM · 10:00 AM Nanning"),
        ("Asia/Yangon", "Asia/Shanghai", "Nanning", "Sep 17, 2026, 8:30 AM · 10:00 AM Nanning"),
        ("Asia/Dili", "Asia/Shanghai", "Nanning", "Sep 17, 2026, 11:00 AM · 10:00 AM Nanning"),
        ("Europe/London", "Asia/Shanghai", "Nanning", "Sep 17, 2026, 3:00 AM · 10:00 AM Nanning"),
        ("Asia/Shanghai", "Asia/Yangon", "Bagan", "Sep 17, 2026, 10:00 AM · 8:30 AM Bagan"),
        ("UTC", "Asia/Shanghai", "Nanning", "Sep 17, 2026, 10:00 AM Nanning"),
        ("Asia/Singapore", "Asia/Shanghai", "Nanning", "Sep 17, 2026, 10:00 AM"),
    ],
)
def test_a_moment_is_said_by_the_readers_clock_and_the_fairs(
    reader: str, zone: str, place: str, words: str
) -> None:
    said = plain(when(TEN, zone, place, Preferences(language="en", time_zone=reader)))
    assert said == words


def test_another_day_at_the_fair_is_named(clock: Clock) -> None:
    night = datetime(2026, 9, 17, 17, 0, tzinfo=UTC)
    said = plain(
        when(night, "Asia/Shanghai", "Nanning", Preferences(language="en", time_zone="Europe/London"))
    )
    assert "Sep 17" in said
    assert "Sep 18" in said


@pytest.mark.parametrize(
    ("day", "london"),
    [(datetime(2026, 10, 24, 2, tzinfo=UTC), "3:00 AM"), (datetime(2026, 10, 26, 2, tzinfo=UTC), "2:00 AM")],
)
def test_a_reader_in_london_reads_right_on_both_sides_of_the_change(day: datetime, london: str) -> None:
    said = plain(when(day, "Asia/Shanghai", "Nanning", Preferences(language="en", time_zone="Europe/London")))
    assert london in said
    assert "10:00 AM Nanning" in said


@pytest.mark.parametrize(
    ("names", "language", "place"),
    [
        ({"en": "Nanning", "vi": "Nam Ninh"}, "vi", "Nam Ninh"),
        ({"en": "Nanning", "vi": "Nam Ninh"}, "en", "Nanning"),
        ({"en": "Nanning", "vi": "Nam Ninh"}, "ms", "Nanning"),
        ({}, "en", "Shanghai"),
        (None, "vi", "Thượng Hải"),
    ],
)
def test_a_fairs_place_is_its_city_else_the_one_its_clock_is_called_after(
    names: dict[str, str] | None, language: str, place: str
) -> None:
    assert fair_place(names, "Asia/Shanghai", language) == place


def test_notices_say_the_fairs_clock_with_its_place() -> None:
    bagan = {"en": "Bagan"}
    assert plain(session_time(TEN.isoformat(), "Asia/Yangon", bagan)) == "Sep 17, 2026, 8:30 AM Bagan"
    # A notice of earlier names no city.
    assert plain(session_time(TEN.isoformat(), "Asia/Yangon", "")) == "Sep 17, 2026, 8:30 AM Yangon"


def row(*hours: float, **given: Any) -> list[SessionCard]:
    return [
        card(id=number, begins_at=TEN + HOUR * hour, ends_at=TEN + HOUR * (hour + 1), **given)
        for number, hour in enumerate(hours)
    ]


@pytest.mark.parametrize(
    ("now", "on", "coming"),
    [
        (TEN - SECOND, [], [0, 1, 2]),
        (TEN, [0], [1, 2, 3]),
        (TEN + HOUR / 2, [0, 1], [2, 3, 4]),
        (TEN + HOUR, [1, 2], [3, 4]),
        (TEN + 2 * HOUR - SECOND, [2], [3, 4]),
        (TEN + 4 * HOUR, [], []),
    ],
)
def test_now_and_next(clock: Clock, now: datetime, on: list[int], coming: list[int]) -> None:
    clock(now)
    found = now_and_next(row(0, 0.5, 1, 2, 3))
    assert ([one.id for one in found[0]], [one.id for one in found[1]]) == (on, coming)


def test_what_is_cancelled_is_neither_on_nor_next(clock: Clock) -> None:
    clock(TEN)
    assert now_and_next(row(0, 1, cancelled=True)) == ([], [])
    assert [len(part) for part in now_and_next(row(0, 1, 2, 3), count=1)] == [1, 1]


@pytest.mark.parametrize(
    ("language", "langs"),
    [("en", ["", "", "zh-Hans"]), ("zh-hans", ["en", "", ""]), ("th", ["en", "", "zh-Hans"])],
)
def test_the_way_to_a_session_says_in_which_language_each_name_is(language: str, langs: list[str]) -> None:
    reader = Preferences(language=language)
    way = _crumbs(edition(), reader, LocalText("茶叶论坛", "zh-hans"))
    assert [one.get("lang", "") for one in way] == langs
    assert [bool(one["url"]) for one in way] == [True, True, False]
    assert [bool(one["url"]) for one in _crumbs(edition(), reader)] == [True, False]


def test_a_session_called_programme_is_still_below_the_programme() -> None:
    way = _crumbs(edition(), BANGKOK, LocalText("Programme", "en"))
    assert [one["text"] for one in way] == ["Expo 2026", "Programme", "Programme"]
