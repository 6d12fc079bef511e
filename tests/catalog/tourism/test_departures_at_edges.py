"""Departures at the edges of seasons, years, days and clocks, off offer, and with seats that come anew."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from catalog.merchants.models import Organization
from catalog.merchants.services.moves import MoveRefused
from catalog.notices.models import OutboxMail
from catalog.tourism.desk.month import month_of, neighbours
from catalog.tourism.models import Booking, Departure, DeparturePattern, Tour
from catalog.tourism.refusals import Refused
from catalog.tourism.selectors.departures import seen
from catalog.tourism.selectors.desk_departures import tours_of, undecided_of
from catalog.tourism.services import groups, seats
from catalog.tourism.services.cancelling import cancel_departure
from catalog.tourism.services.deciding import stage_of
from catalog.tourism.services.departure_clock import follow_clock
from catalog.tourism.services.departures import (
    change_seats,
    close_departure,
    confirm_departure,
    open_departure,
    plan_departure,
    plan_pattern,
)
from catalog.tourism.services.patterns import make_coming
from catalog.tourism.services.tours import move_tour
from tests.catalog.tourism.booking_cast import booker, counted
from tests.catalog.tourism.conftest import TOUR_DOCUMENT, Clock, MakeDeparture, MakeTour

SATURDAYS: dict[str, Any] = {
    "weekdays": [5],
    "from_day": date(2027, 1, 1),
    "until_day": date(2027, 1, 31),
    "seats": 12,
}
MIDNIGHT = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)  # of the second of December in Yangon
THIS_MONTH = date(2026, 12, 1)


@pytest.fixture
def burmese(make_tour: MakeTour, clock: Clock) -> Tour:
    """Meets at a quarter past six by Yangon's clock, six and a half hours ahead; booked until it meets."""
    return make_tour(time_zone="Asia/Yangon", meeting_time=time(6, 15), cutoff_hours=0)


@pytest.fixture
def full(make_departure: MakeDeparture, clock: Clock) -> Departure:
    """Open with four seats, all of them sure."""
    departure = make_departure(seats=4, minimum=4)
    held = seats.reserve(departure=departure, party={"adult": 4}, booker=booker("Wei"))
    seats.confirm(booking=held)
    departure.refresh_from_db()
    return departure


def waits(departure: Departure, name: str, adults: int) -> Booking:
    return seats.wait(departure=departure, party={"adult": adults}, booker=booker(name))


def state_of(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.state


def days(tour: Tour) -> list[date]:
    return list(Departure.objects.filter(tour=tour).order_by("on").values_list("on", flat=True))


@pytest.mark.parametrize(
    ("on", "priced"),
    [
        (date(2028, 1, 31), False),
        (date(2028, 2, 1), True),
        (date(2028, 2, 28), True),
        (date(2028, 2, 29), False),
        (date(2028, 3, 1), True),
        (date(2028, 3, 31), True),
        (date(2028, 4, 1), False),
        (date.max, False),
        (date.max - timedelta(days=1), False),
        (date.min, False),
    ],
)
def test_a_season_prices_its_first_and_its_last_day_and_no_other(
    make_tour: MakeTour, clock: Clock, on: date, priced: bool
) -> None:
    season = TOUR_DOCUMENT.seasons[0]
    winter = replace(season, from_day=date(2028, 2, 1), until_day=date(2028, 2, 28))
    spring = replace(season, from_day=date(2028, 3, 1), until_day=date(2028, 3, 31))
    tour = make_tour(document={"seasons": (winter, spring)})
    if priced:
        plan_departure(tour=tour, on=on, seats=12)
    else:
        with pytest.raises(ValidationError) as refused:
            plan_departure(tour=tour, on=on, seats=12)
        assert list(refused.value.message_dict) == ["on"]
    assert days(tour) == [on] * priced


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("0001-01", THIS_MONTH),
        ("9999-12", THIS_MONTH),
        ("0002-01", date(2, 1, 1)),
        ("9998-12", date(9998, 12, 1)),
        ("10000-01", THIS_MONTH),
        ("-001-01", THIS_MONTH),
    ],
)
def test_a_month_at_an_end_of_the_calendar_has_one_on_either_side(said: str, first: date) -> None:
    found = month_of(said, date(2026, 12, 18))
    assert found == first
    before, after = neighbours(found)
    assert before < found < after


def test_a_pattern_goes_over_the_years_end_and_leaves_its_exceptions_out(
    make_tour: MakeTour, clock: Clock
) -> None:
    tour = make_tour()
    pattern = plan_pattern(
        tour=tour,
        weekdays=[4, 3, 3],
        from_day=date(2026, 12, 24),
        until_day=date(2027, 1, 8),
        # The last is a Saturday, and so no day of the pattern anyway.
        except_on=[date(2027, 1, 1), date(2026, 12, 25), date(2027, 1, 1), date(2027, 1, 2)],
        seats=12,
    )
    assert days(tour) == [date(2026, 12, 24), date(2026, 12, 31), date(2027, 1, 7), date(2027, 1, 8)]
    assert pattern.weekdays == [3, 4]
    assert pattern.except_on == ["2026-12-25", "2027-01-01", "2027-01-02"]
    last = Departure.objects.get(on=date(2026, 12, 31))
    assert last.back_on == date(2027, 1, 1)
    assert last.decides_on == date(2026, 12, 24)


def test_an_exception_that_comes_later_takes_nothing_away_that_people_book(
    make_tour: MakeTour, clock: Clock
) -> None:
    tour = make_tour()
    plan_pattern(tour=tour, **SATURDAYS)
    Departure.objects.filter(on=date(2027, 1, 16)).delete()
    plan_pattern(tour=tour, **SATURDAYS, except_on=[date(2027, 1, 9), date(2027, 1, 16)])
    assert [day.day for day in days(tour)] == [2, 9, 23, 30]


def test_a_day_begins_by_a_clock_of_half_hours(burmese: Tour, clock: Clock) -> None:
    clock(MIDNIGHT - timedelta(seconds=1))
    plan_pattern(
        tour=burmese, weekdays=range(7), from_day=date(2026, 11, 1), until_day=date(2026, 12, 3), seats=12
    )
    # The first of December met at a quarter to midnight, UTC, the evening before.
    assert days(burmese) == [date(2026, 12, 2), date(2026, 12, 3)]
    assert Departure.objects.get(on=date(2026, 12, 2)).meets_at == datetime(2026, 12, 1, 23, 45, tzinfo=UTC)
    Departure.objects.all().delete()
    clock(datetime(2026, 12, 1, 23, 45, tzinfo=UTC))
    assert make_coming() == 1
    assert days(burmese) == [date(2026, 12, 3)]


def test_seats_are_taken_until_the_second_of_the_cut_off(
    burmese: Tour, make_departure: MakeDeparture, clock: Clock
) -> None:
    departure = make_departure(burmese, on=date(2026, 12, 9), seats=9)
    assert departure.closes_at == departure.meets_at == datetime(2026, 12, 8, 23, 45, tzinfo=UTC)
    clock(departure.closes_at - timedelta(seconds=1))
    seats.reserve(departure=departure, party={"adult": 1}, booker=booker())
    clock(departure.closes_at)
    with pytest.raises(Refused, match="takes no bookings"):
        seats.reserve(departure=departure, party={"adult": 1}, booker=booker())
    assert counted(departure) == (1, 0)


def test_a_decision_is_near_and_late_by_the_clock_of_the_meeting_point(
    burmese: Tour, make_departure: MakeDeparture, clock: Clock
) -> None:
    departure = make_departure(burmese, on=date(2026, 12, 20), minimum=4, decides_on=date(2026, 12, 5))
    seats.confirm(booking=seats.reserve(departure=departure, party={"adult": 1}, booker=booker()))
    house = burmese.organization_id
    for moment, stage, near in (
        (MIDNIGHT - timedelta(seconds=1), "", 0),
        (MIDNIGHT, "soon", 1),
        (MIDNIGHT + timedelta(days=3, seconds=-1), "soon", 1),
        (MIDNIGHT + timedelta(days=3), "today", 1),
        (MIDNIGHT + timedelta(days=4, seconds=-1), "today", 1),
        (MIDNIGHT + timedelta(days=4), "late", 1),
    ):
        assert (stage_of(departure, moment), len(undecided_of(house, moment))) == (stage, near), moment
    assert undecided_of(house, departure.meets_at) == []


@pytest.mark.parametrize("status", ["paused", "archived"])
def test_what_was_promised_leaves_though_its_tour_is_off_offer(
    full: Departure, clock: Clock, status: str
) -> None:
    tour = full.tour
    move_tour(tour=tour, status=status)
    assert not seen().exists()
    assert state_of(Booking.objects.get()) == "confirmed"
    close_departure(departure=full)
    assert full.decided_at is not None
    with pytest.raises(MoveRefused):
        confirm_departure(departure=full)
    clock(datetime(2027, 3, 1, 16, tzinfo=UTC))
    assert follow_clock() == 1
    full.refresh_from_db()
    assert full.state == "departed"
    assert len(tours_of(tour.organization_id)) == (status == "paused")


def test_a_paused_tour_keeps_being_planned_and_an_archived_one_is_cancelled(full: Departure) -> None:
    tour = full.tour
    plan_pattern(tour=tour, **SATURDAYS)
    Departure.objects.exclude(pk=full.pk).delete()
    move_tour(tour=tour, status="paused")
    assert make_coming() == 5
    move_tour(tour=tour, status="archived")
    Departure.objects.exclude(pk=full.pk).delete()
    assert make_coming() == 0
    with pytest.raises(ValidationError, match="not on offer"):
        plan_pattern(tour=tour, **{**SATURDAYS, "weekdays": [6]})
    assert DeparturePattern.objects.count() == 1
    cancel_departure(departure=full, reason="We stop.")
    assert state_of(Booking.objects.get()) == "cancelled"


def test_seats_that_are_added_are_offered_to_who_waits_longest(full: Departure, clock: Clock) -> None:
    bookings = []
    for minute, (name, adults) in enumerate([("Nok", 3), ("Lan", 2), ("Aminah", 1)]):
        clock(datetime(2026, 12, 1, 12, minute, tzinfo=UTC))
        bookings.append(waits(full, name, adults))
    first, second, third = bookings
    change_seats(departure=full, seats=7)
    assert [state_of(one) for one in (first, second, third)] == ["held", "waiting", "waiting"]
    assert (full.free, counted(full)) == (0, (7, 4))
    # Who fits into what is left is offered it, though others have waited longer.
    change_seats(departure=full, seats=8)
    assert [state_of(one) for one in (second, third)] == ["waiting", "held"]
    told = OutboxMail.objects.filter(address="nok@example.com", values__event="offered")
    assert told.count() == 1


def test_seats_that_came_free_while_it_was_closed_are_offered_as_it_opens(full: Departure) -> None:
    waiting = waits(full, "Nok", 2)
    close_departure(departure=full)
    seats.release(booking=Booking.objects.get(state="confirmed"))
    assert state_of(waiting) == "waiting"
    open_departure(departure=full)
    assert state_of(waiting) == "held"
    assert (full.state, full.taken, counted(full)) == ("guaranteed", 2, (2, 0))


def test_seats_added_where_nobody_can_book_are_offered_to_nobody(full: Departure, clock: Clock) -> None:
    waiting = waits(full, "Nok", 1)
    clock(full.closes_at)
    change_seats(departure=full, seats=6)
    clock(full.closes_at - timedelta(hours=1))
    close_departure(departure=full)
    change_seats(departure=full, seats=20)
    assert (state_of(waiting), counted(full)) == ("waiting", (4, 4))


def test_seats_for_a_group_are_its_operators_to_give(full: Departure, tea_house: Organization) -> None:
    agent = booker("Agent", organization=tea_house)
    group = groups.ask_for_group(departure=full, party={"adult": 4}, booker=agent)
    party = waits(full, "Nok", 2)
    change_seats(departure=full, seats=8)
    assert [state_of(group), state_of(party)] == ["waiting", "held"]
    assert (full.free, counted(full)) == (2, (6, 4))


def test_a_group_that_became_smaller_bounds_new_seats_and_takes_none_away(full: Departure) -> None:
    Tour.objects.update(group_min=1, group_max=3)
    full.tour.refresh_from_db()
    with pytest.raises(ValidationError, match="from 1 to 3"):
        change_seats(departure=full, seats=5)
    with pytest.raises(ValidationError, match="taken: 4"):
        change_seats(departure=full, seats=3)
    assert (full.seats, full.minimum, counted(full)) == (4, 4, (4, 4))
