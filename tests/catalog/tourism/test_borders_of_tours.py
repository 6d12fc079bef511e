"""Which borders a tour crosses, on which day, and for how long one stays beyond each."""

from datetime import date, timedelta

import pytest

from catalog.tourism.entry import Border
from catalog.tourism.entry_tour import WayPoint, borders_of

ON = date(2027, 3, 1)
NANNING, HA_LONG, HANOI, BANGKOK = (
    (1, "destination", "CN", ""),
    (2, "destination", "VN", ""),
    (3, "destination", "VN", ""),
    (4, "destination", "TH", ""),
)
BRIDGE, GATE = (10, "crossing", "CN", "VN"), (11, "crossing", "CN", "VN")
PORT, AIRPORT = (20, "crossing", "VN", ""), (21, "crossing", "TH", "")
HOME_PORT = (22, "crossing", "CN", "")


def point(day: int, place: tuple[int, str, str, str]) -> WayPoint:
    number, kind, country, other = place
    return WayPoint(day, number, kind, country, other)


def asked(*points: WayPoint, days: int, start: str = "") -> list[tuple[str, int, int, int | None]]:
    """Return of each border the country entered, the days of the tour it lasts, and the crossing."""
    return [
        (border.into, (border.on - ON).days + 1, (border.until - ON).days + 1, border.crossing)
        for border in borders_of(points=points, on=ON, days=days, start=start)
    ]


THERE_AND_BACK = (
    *(point(1, NANNING), point(2, BRIDGE), point(2, HA_LONG)),
    *(point(4, GATE), point(4, NANNING), point(5, NANNING)),
)


def test_each_border_is_crossed_on_its_day_and_left_on_that_of_the_next() -> None:
    assert asked(*THERE_AND_BACK, days=5) == [("VN", 2, 4, 10), ("CN", 4, 5, 11)]


def test_who_comes_from_elsewhere_enters_twice_and_goes_home() -> None:
    assert asked(*THERE_AND_BACK, days=5, start="MY") == [
        ("CN", 1, 2, None),
        ("VN", 2, 4, 10),
        ("CN", 4, 5, 11),
        ("MY", 5, 5, None),
    ]
    assert asked(*THERE_AND_BACK, days=5, start="CN") == asked(*THERE_AND_BACK, days=5)


def test_who_lives_where_it_ends_comes_to_its_beginning_only() -> None:
    points = (point(1, NANNING), point(1, BRIDGE), point(2, HA_LONG))
    assert asked(*points, days=2, start="VN") == [("CN", 1, 1, None), ("VN", 1, 2, 10)]


def test_a_night_train_crosses_on_the_day_of_its_crossing() -> None:
    points = (point(1, NANNING), point(2, BRIDGE), point(3, HANOI))
    assert asked(*points, days=3) == [("VN", 2, 3, 10)]


def test_a_port_is_where_the_country_itself_is_entered() -> None:
    points = (point(1, HOME_PORT), point(2, PORT), point(2, HA_LONG), point(3, HOME_PORT))
    assert asked(*points, days=3) == [("VN", 2, 3, 20), ("CN", 3, 3, 22)]
    assert asked(*points, days=3, start="TH")[0] == ("CN", 1, 2, 22)


def test_the_way_back_that_nobody_named_is_the_way_there() -> None:
    points = (point(1, NANNING), point(1, BRIDGE), point(1, HA_LONG), point(1, NANNING))
    assert asked(*points, days=1) == [("VN", 1, 1, 10), ("CN", 1, 1, 10)]


def test_a_crossing_passed_before_is_not_the_one_into_a_third_country() -> None:
    points = (point(1, NANNING), point(1, BRIDGE), point(2, HA_LONG), point(3, BANGKOK))
    assert asked(*points, days=4) == [("VN", 1, 3, 10), ("TH", 3, 4, None)]
    by_air = (*points[:-1], point(3, AIRPORT), point(3, BANGKOK))
    assert asked(*by_air, days=4)[1] == ("TH", 3, 4, 21)


def test_places_are_told_of_the_country_they_lie_in() -> None:
    found = borders_of(points=THERE_AND_BACK, on=ON, days=5, start="MY")
    assert [sorted(border.places) for border in found] == [[1], [2], [1], []]


def test_days_that_run_backwards_or_past_the_end_are_put_in_order() -> None:
    points = (point(1, NANNING), point(3, BRIDGE), point(3, HA_LONG), point(2, GATE), point(2, NANNING))
    assert asked(*points, days=3) == [("VN", 3, 3, 10), ("CN", 3, 3, 11)]
    late = (point(1, NANNING), point(9, BRIDGE), point(9, HA_LONG))
    assert asked(*late, days=2) == [("VN", 2, 2, 10)]


@pytest.mark.parametrize("start", ["", "CN"])
def test_a_tour_within_one_country_crosses_nothing(start: str) -> None:
    assert asked(point(1, NANNING), point(2, NANNING), days=2, start=start) == []


def test_a_tour_within_one_country_is_still_entered_from_abroad() -> None:
    assert borders_of(points=[point(1, NANNING)], on=ON, days=2, start="TH") == [
        Border("CN", ON, ON + timedelta(days=1), places=frozenset({1})),
        Border("TH", ON + timedelta(days=1), ON + timedelta(days=1)),
    ]


def test_without_a_place_nothing_is_known() -> None:
    assert borders_of(points=[], on=ON, days=2, start="TH") == []
