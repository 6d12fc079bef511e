"""A departure's moments follow from its tour by the clock of the meeting point; what cannot be is refused."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.models import Entry
from catalog.merchants.services import add_member
from catalog.seams import events
from catalog.tourism.departure_dates import dates_of
from catalog.tourism.departure_events import DeparturesChanged
from catalog.tourism.models import Departure, Tour
from catalog.tourism.services.departures import plan_departure
from portal.accounts.models import User
from tests.catalog.tourism.conftest import Clock, MakeTour

MARCH = date(2027, 3, 1)


@pytest.fixture
def tour(make_tour: MakeTour, clock: Clock) -> Tour:
    """Two days at Detian, from half past eight by Nanning's clock, for four to twenty."""
    return make_tour(group_min=4)


def test_a_departure_gets_its_moments_from_the_tour(tour: Tour, wei: User) -> None:
    add_member(organization=tour.organization, user_id=wei.pk, role="owner")
    departure = plan_departure(tour=tour, on=MARCH, seats=12, by=wei)
    departure.refresh_from_db()
    assert departure.state == Departure.State.PLANNED
    assert (departure.seats, departure.taken, departure.booked, departure.minimum) == (12, 0, 0, 4)
    assert departure.back_on == date(2027, 3, 2)
    assert departure.meets_at == datetime(2027, 3, 1, 0, 30, tzinfo=UTC)
    assert departure.closes_at == datetime(2027, 2, 28, 0, 30, tzinfo=UTC)
    assert departure.decides_on == date(2027, 2, 22)
    entry = Entry.objects.get(action="departure.planned")
    assert (entry.actor_id, entry.role) == (wei.pk, "owner")
    assert entry.after == {"on": "2027-03-01", "seats": 12}


@pytest.mark.parametrize(
    ("zone", "on", "at", "hours", "meets", "closes"),
    [
        pytest.param(
            "Asia/Yangon",
            MARCH,
            time(6, 15),
            24,
            datetime(2027, 2, 28, 23, 45, tzinfo=UTC),
            datetime(2027, 2, 27, 23, 45, tzinfo=UTC),
            id="half an hour beside its neighbours, and the day before in UTC",
        ),
        pytest.param(
            "Asia/Dili",
            MARCH,
            time(8),
            0,
            datetime(2027, 2, 28, 23, tzinfo=UTC),
            datetime(2027, 2, 28, 23, tzinfo=UTC),
            id="no cut-off: open until it meets",
        ),
        pytest.param(
            "Europe/London",
            date(2027, 3, 28),
            time(9),
            24,
            datetime(2027, 3, 28, 8, tzinfo=UTC),
            datetime(2027, 3, 27, 8, tzinfo=UTC),
            id="the night the clocks go forward: the cut-off is still a day of time long",
        ),
        pytest.param(
            "Europe/London",
            date(2027, 10, 31),
            time(1, 30),
            1,
            datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
            datetime(2027, 10, 30, 23, 30, tzinfo=UTC),
            id="an hour that comes twice: the first",
        ),
        pytest.param(
            "Asia/Ho_Chi_Minh",
            date(2028, 2, 29),
            time(0, 0),
            48,
            datetime(2028, 2, 28, 17, tzinfo=UTC),
            datetime(2028, 2, 26, 17, tzinfo=UTC),
            id="midnight of a leap day",
        ),
    ],
)
def test_hours_are_those_of_the_meeting_point(
    zone: str, on: date, at: time, hours: int, meets: datetime, closes: datetime
) -> None:
    tour = Tour(days=3, time_zone=zone, meeting_time=at, cutoff_hours=hours, decision_days=0)
    dates = dates_of(tour, on)
    assert (dates.meets_at, dates.closes_at) == (meets, closes)
    assert (dates.back_on - on).days == 2
    assert dates.decides_on == on


@pytest.mark.parametrize(
    ("changes", "on", "seats", "field"),
    [
        pytest.param({}, MARCH, 21, "seats", id="more than the largest group"),
        pytest.param({}, MARCH, 3, "seats", id="fewer than the smallest group: never guaranteed"),
        pytest.param({}, MARCH, 0, "seats", id="no seats"),
        pytest.param({}, date(2026, 12, 1), 12, "on", id="met this morning"),
        pytest.param({}, date(2020, 1, 1), 12, "on", id="years ago"),
        pytest.param({}, date(2028, 1, 1), 12, "on", id="after the last season with a price"),
        pytest.param(
            {"time_zone": "Europe/London", "meeting_time": time(1, 15)},
            date(2027, 3, 28),
            12,
            "on",
            id="an hour the clocks leave out",
        ),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    make_tour: MakeTour, clock: Clock, changes: dict[str, Any], on: date, seats: int, field: str
) -> None:
    tour = make_tour(group_min=4, **changes)
    with pytest.raises(ValidationError) as refused:
        plan_departure(tour=tour, on=on, seats=seats)
    assert list(refused.value.message_dict) == [field]
    assert not Departure.objects.exists()


def test_today_is_planned_until_the_hour_it_meets(tour: Tour, clock: Clock) -> None:
    clock(datetime(2027, 3, 1, 0, 30, tzinfo=UTC))
    with pytest.raises(ValidationError, match="This day has passed"):
        plan_departure(tour=tour, on=MARCH, seats=12)
    clock(datetime(2027, 3, 1, 0, 29, tzinfo=UTC))
    assert plan_departure(tour=tour, on=MARCH, seats=12).state == Departure.State.PLANNED


def test_a_second_departure_on_a_day_is_refused_in_words(tour: Tour) -> None:
    plan_departure(tour=tour, on=MARCH, seats=12)
    with pytest.raises(ValidationError, match="departs on that day already"):
        plan_departure(tour=tour, on=MARCH, seats=8)
    assert Departure.objects.get().seats == 12


@pytest.mark.parametrize(("status", "may"), [("paused", True), ("suspended", False), ("archived", False)])
def test_a_tour_that_is_not_on_offer_gets_no_departure(tour: Tour, status: str, may: bool) -> None:
    tour.status = status
    if may:
        plan_departure(tour=tour, on=MARCH, seats=12)
    else:
        with pytest.raises(ValidationError, match="not on offer"):
            plan_departure(tour=tour, on=MARCH, seats=12)
    assert Departure.objects.count() == may


def test_a_tour_without_a_document_has_no_season_that_could_have_a_gap(tour: Tour) -> None:
    tour.versions.all().delete()
    assert plan_departure(tour=tour, on=date(2029, 1, 1), seats=12).pk


def test_rooms_that_show_departures_are_told_which_tour_changed(
    tour: Tour, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[DeparturesChanged] = []
    monkeypatch.setitem(events.HANDLERS, DeparturesChanged, [told.append])
    plan_departure(tour=tour, on=MARCH, seats=12)
    assert told == [DeparturesChanged((tour.pk,))]
