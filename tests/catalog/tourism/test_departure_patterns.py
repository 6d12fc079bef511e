"""Departures on days of the week: made for twelve months, kept made by the clock, never twice."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.tourism.departure_dates import HORIZON, days_of_week
from catalog.tourism.models import Departure, DeparturePattern, Tour
from catalog.tourism.services.departures import plan_departure, plan_pattern
from catalog.tourism.services.patterns import make_coming, make_departures, stop_pattern
from catalog.tourism.tour_document import SeasonDocument
from tests.catalog.tourism.conftest import TOUR_DOCUMENT, Clock, MakeTour

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
SATURDAYS: dict[str, Any] = {
    "weekdays": [5],
    "from_day": date(2027, 1, 1),
    "until_day": date(2027, 1, 31),
    "seats": 12,
}


@pytest.fixture
def tour(make_tour: MakeTour, clock: Clock) -> Tour:
    return make_tour(group_min=4)


def days(tour: Tour) -> list[date]:
    return list(Departure.objects.filter(tour=tour).order_by("on").values_list("on", flat=True))


def test_days_of_the_week_from_and_until_are_both_meant() -> None:
    found = days_of_week(
        weekdays=[0, 6], from_day=date(2027, 2, 1), until_day=date(2027, 2, 14), except_on=["2027-02-08"]
    )
    assert [day.day for day in found] == [1, 7, 14]
    assert not list(days_of_week(weekdays=[1], from_day=date(2027, 2, 1), until_day=date(2027, 2, 1)))


def test_a_pattern_makes_open_departures_but_for_its_exceptions(tour: Tour) -> None:
    pattern = plan_pattern(tour=tour, **SATURDAYS, except_on=[date(2027, 1, 16)])
    assert [day.day for day in days(tour)] == [2, 9, 23, 30]
    first = Departure.objects.order_by("on")[0]
    assert (first.state, first.seats, first.minimum, first.pattern_id) == ("open", 12, 4, pattern.pk)
    assert first.meets_at == datetime(2027, 1, 2, 0, 30, tzinfo=UTC)
    assert first.closes_at == first.meets_at - timedelta(days=1)
    pattern.refresh_from_db()
    assert pattern.made_until == date(2027, 1, 31)


def test_the_same_pattern_again_makes_nothing_twice_and_keeps_the_new_exceptions(tour: Tour) -> None:
    first = plan_pattern(tour=tour, **SATURDAYS)
    again = plan_pattern(tour=tour, **{**SATURDAYS, "seats": 9}, except_on=[date(2027, 1, 9)])
    assert again.pk == first.pk
    assert (again.seats, again.except_on) == (9, ["2027-01-09"])
    assert len(days(tour)) == 5
    assert set(Departure.objects.values_list("seats", flat=True)) == {12}


def test_departures_that_exist_or_were_cancelled_stay_as_they_are(tour: Tour) -> None:
    planned = plan_departure(tour=tour, on=date(2027, 1, 2), seats=6)
    plan_pattern(tour=tour, **SATURDAYS)
    cancelled = Departure.objects.filter(on=date(2027, 1, 9))
    cancelled.update(state="cancelled")
    assert make_departures(pattern=DeparturePattern.objects.get()) == 0
    planned.refresh_from_db()
    assert (planned.state, planned.seats, planned.pattern_id) == ("planned", 6, None)
    assert cancelled.get().state == "cancelled"
    assert len(days(tour)) == 5


def test_the_clock_keeps_twelve_months_made(tour: Tour, clock: Clock) -> None:
    plan_pattern(tour=tour, weekdays=[5], from_day=date(2026, 12, 1), until_day=date(2027, 12, 31), seats=8)
    last = date(2026, 12, 1) + HORIZON
    assert days(tour)[-1] == date(2027, 11, 27) <= last
    assert make_coming() == 0
    clock(NOW + timedelta(days=1))
    assert make_coming() == 0
    clock(NOW + timedelta(days=3))
    assert make_coming() == 1
    assert days(tour)[-1] == date(2027, 12, 4)
    clock(NOW + timedelta(days=60))
    assert make_coming() == 3
    assert days(tour)[-1] == date(2027, 12, 25)


def test_days_past_their_cutoff_and_days_without_a_price_are_left_out(
    make_tour: MakeTour, clock: Clock
) -> None:
    season = TOUR_DOCUMENT.seasons[0]
    seasons = (
        replace(season, until_day=date(2026, 12, 5)),
        SeasonDocument(from_day=date(2026, 12, 8), until_day=date(2026, 12, 9), prices=season.prices),
    )
    tour = make_tour(document={"seasons": seasons})
    plan_pattern(
        tour=tour, weekdays=range(7), from_day=date(2026, 11, 1), until_day=date(2026, 12, 20), seats=8
    )
    # It is the evening of the first in Nanning: the cut-off of the second was this morning.
    assert [day.day for day in days(tour)] == [3, 4, 5, 8, 9]


def test_a_day_on_which_the_meeting_time_does_not_come_is_left_out(make_tour: MakeTour, clock: Clock) -> None:
    tour = make_tour(time_zone="Europe/London", meeting_time=time(1, 15))
    plan_pattern(tour=tour, weekdays=[6], from_day=date(2027, 3, 20), until_day=date(2027, 4, 5), seats=8)
    assert days(tour) == [date(2027, 3, 21), date(2027, 4, 4)]


def test_later_departures_fit_a_group_that_became_smaller(tour: Tour) -> None:
    plan_pattern(tour=tour, **SATURDAYS)
    Departure.objects.all().delete()
    Tour.objects.update(group_max=7)
    assert make_coming() == 5
    assert set(Departure.objects.values_list("seats", flat=True)) == {7}


@pytest.mark.parametrize("status", ["archived", "suspended"])
def test_a_tour_off_offer_gets_no_more(tour: Tour, status: str) -> None:
    plan_pattern(tour=tour, **SATURDAYS)
    Departure.objects.all().delete()
    Tour.objects.update(status=status)
    assert make_coming() == 0


def test_a_stopped_pattern_leaves_what_it_made(tour: Tour) -> None:
    pattern = plan_pattern(tour=tour, **SATURDAYS)
    stop_pattern(pattern=pattern)
    assert not DeparturePattern.objects.exists()
    assert make_coming() == 0
    assert len(days(tour)) == 5
    assert not Departure.objects.exclude(pattern=None).exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"weekdays": []}, "weekdays"),
        ({"weekdays": [7]}, "weekdays"),
        ({"until_day": date(2026, 12, 31)}, "until_day"),
        ({"seats": 21}, "seats"),
        ({"seats": 3}, "seats"),
        ({"except_on": [date(2027, 1, 1) + timedelta(days=n) for n in range(201)]}, "except_on"),
    ],
)
def test_a_pattern_that_makes_no_sense_is_refused_by_its_field(
    tour: Tour, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        plan_pattern(tour=tour, **{**SATURDAYS, **changes})
    assert list(refused.value.message_dict) == [field]
    assert not DeparturePattern.objects.exists()


def test_a_year_of_days_takes_as_many_queries_as_one_day(tour: Tour) -> None:
    counts = []
    for until in (date(2027, 1, 2), date(2027, 12, 31)):
        with CaptureQueriesContext(connection) as caught:
            plan_pattern(tour=tour, weekdays=range(7), from_day=date(2027, 1, 1), until_day=until, seats=8)
        counts.append(len(caught))
    assert len(days(tour)) > 300
    # SQLite takes so many values in one statement; PostgreSQL takes them all.
    assert counts[1] - counts[0] <= 10
