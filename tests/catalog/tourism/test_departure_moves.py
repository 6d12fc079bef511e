"""What may become of a departure, and what never: a table of moves, a minimum, seats that are taken."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.models import Entry
from catalog.merchants.services.moves import MoveRefused
from catalog.tourism.models import Departure
from catalog.tourism.services.departure_clock import follow_clock
from catalog.tourism.services.departures import (
    MOVES,
    change_seats,
    close_departure,
    confirm_departure,
    follow_bookings,
    move,
    open_departure,
)
from tests.catalog.tourism.conftest import Clock, MakeDeparture

State = Departure.State
NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock) -> Departure:
    """Open, of twelve seats, promised from four travellers on; meets on 1 March, 00:30 UTC."""
    return make_departure(seats=12, minimum=4)


def book(departure: Departure, booked: int, taken: int | None = None) -> None:
    Departure.objects.filter(pk=departure.pk).update(booked=booked, taken=booked if taken is None else taken)


@pytest.mark.parametrize("now", State.values)
def test_only_moves_of_the_table_are_made(departure: Departure, now: str) -> None:
    for wanted in State:
        Departure.objects.update(state=now, sequence=0)
        departure.refresh_from_db()
        if wanted in MOVES[now]:
            assert move(departure, wanted).state == wanted
            assert departure.sequence == 1
            newest = Entry.objects.order_by("-pk")[0]
            assert (newest.action, newest.after) == ("departure.moved", {"state": wanted})
        else:
            with pytest.raises(MoveRefused, match=f"'{now}' cannot become '{wanted}'"):
                move(departure, wanted)
            assert (departure.state, departure.sequence) == (now, 0)


def test_a_promise_does_not_become_open_again() -> None:
    assert State.OPEN not in MOVES[State.GUARANTEED]
    assert not MOVES[State.CANCELLED]
    assert not MOVES[State.DEPARTED]


def test_of_two_who_decide_at_once_the_second_is_told(departure: Departure) -> None:
    theirs = Departure.objects.get(pk=departure.pk)
    close_departure(departure=departure)
    with pytest.raises(MoveRefused, match="'closed' cannot become 'closed'"):
        close_departure(departure=theirs)
    assert theirs.state == State.CLOSED


@pytest.mark.parametrize(("booked", "promised"), [(3, False), (4, True), (5, True)])
def test_the_minimum_promises_a_departure(departure: Departure, booked: int, promised: bool) -> None:
    book(departure, booked)
    assert follow_bookings(departure=departure) is promised
    assert departure.state == (State.GUARANTEED if promised else State.OPEN)
    assert departure.decided_at == (NOW if promised else None)
    assert follow_bookings(departure=departure) is False
    assert Entry.objects.filter(action="departure.guaranteed").count() == promised


def test_seats_that_are_only_held_promise_nothing(departure: Departure) -> None:
    book(departure, 3, taken=12)
    assert not follow_bookings(departure=departure)


def test_a_promise_is_kept_when_travellers_leave(departure: Departure) -> None:
    book(departure, 4)
    follow_bookings(departure=departure)
    book(departure, 1)
    assert not follow_bookings(departure=departure)
    assert departure.state == State.GUARANTEED
    close_departure(departure=departure)
    open_departure(departure=departure)
    assert departure.state == State.GUARANTEED


def test_a_closed_departure_is_promised_and_stays_closed(departure: Departure) -> None:
    close_departure(departure=departure)
    book(departure, 4)
    assert follow_bookings(departure=departure)
    assert (departure.state, departure.decided_at) == (State.CLOSED, NOW)
    assert not follow_bookings(departure=departure)
    assert departure.sequence == 2


def test_a_planned_departure_is_promised_as_it_opens(departure: Departure) -> None:
    Departure.objects.update(state=State.PLANNED)
    book(departure, 6)
    assert not follow_bookings(departure=departure)
    open_departure(departure=departure)
    assert departure.state == State.GUARANTEED


@pytest.mark.parametrize("state", [State.OPEN, State.GUARANTEED, State.CANCELLED, State.DEPARTED])
def test_what_is_open_or_over_is_not_opened(departure: Departure, state: State) -> None:
    Departure.objects.update(state=state)
    with pytest.raises(MoveRefused, match=f"'{state}' cannot become 'open'"):
        open_departure(departure=departure)


def test_nothing_is_opened_after_its_cutoff(departure: Departure, clock: Clock) -> None:
    close_departure(departure=departure)
    clock(departure.closes_at)
    with pytest.raises(ValidationError, match="cut-off"):
        open_departure(departure=departure)
    clock(departure.closes_at - timedelta(seconds=1))
    assert open_departure(departure=departure).state == State.OPEN


def test_an_operator_promises_below_the_minimum_once(departure: Departure) -> None:
    confirm_departure(departure=departure)
    assert (departure.state, departure.decided_at) == (State.GUARANTEED, NOW)
    with pytest.raises(MoveRefused, match="'guaranteed' cannot become 'guaranteed'"):
        confirm_departure(departure=departure)


def test_an_operator_promises_a_closed_one_which_stays_closed(departure: Departure) -> None:
    close_departure(departure=departure)
    assert confirm_departure(departure=departure).state == State.CLOSED
    assert departure.decided_at == NOW
    with pytest.raises(MoveRefused, match="'closed' cannot become 'guaranteed'"):
        confirm_departure(departure=departure)


@pytest.mark.parametrize("seats", [5, 12, 20])
def test_seats_grow_and_shrink_to_what_is_taken(departure: Departure, seats: int) -> None:
    book(departure, 2, taken=5)
    assert change_seats(departure=departure, seats=seats).seats == seats
    entry = Entry.objects.get(action="departure.seats")
    assert entry.after == ({"seats": seats} if seats != 12 else {})


@pytest.mark.parametrize(("seats", "said"), [(4, "taken: 5"), (21, "from 1 to 20"), (0, "from 1 to 20")])
def test_seats_never_fall_below_what_is_taken(departure: Departure, seats: int, said: str) -> None:
    book(departure, 2, taken=5)
    with pytest.raises(ValidationError, match=said):
        change_seats(departure=departure, seats=seats)
    departure.refresh_from_db()
    assert departure.seats == 12


def test_what_is_over_gets_no_other_seats(departure: Departure) -> None:
    Departure.objects.update(state=State.CANCELLED)
    with pytest.raises(MoveRefused):
        change_seats(departure=departure, seats=15)


@pytest.mark.parametrize("state", [State.PLANNED, State.OPEN, State.GUARANTEED])
def test_the_cutoff_closes_to_the_second(departure: Departure, clock: Clock, state: State) -> None:
    Departure.objects.update(state=state)
    clock(departure.closes_at - timedelta(seconds=1))
    assert follow_clock() == 0
    clock(departure.closes_at)
    assert follow_clock() == 1
    departure.refresh_from_db()
    assert departure.state == State.CLOSED
    assert Entry.objects.get(action="departure.moved").role == "system"
    assert follow_clock() == 0


@pytest.mark.parametrize(
    ("booked", "promised", "ends"),
    [(2, False, State.DEPARTED), (0, True, State.DEPARTED), (0, False, State.CANCELLED)],
)
def test_the_day_after_it_left_a_departure_is_over(
    departure: Departure, clock: Clock, booked: int, promised: bool, ends: State
) -> None:
    book(departure, booked)
    Departure.objects.update(decided_at=NOW if promised else None)
    # Midnight in Nanning is four in the afternoon in UTC.
    clock(datetime(2027, 3, 1, 15, 59, 59, tzinfo=UTC))
    follow_clock()
    departure.refresh_from_db()
    assert departure.state == State.CLOSED
    clock(datetime(2027, 3, 1, 16, tzinfo=UTC))
    assert follow_clock() == 1
    departure.refresh_from_db()
    assert departure.state == ends


def test_a_day_ends_by_the_clock_of_the_meeting_point(make_departure: MakeDeparture, clock: Clock) -> None:
    departure = make_departure(booked=2, taken=2)
    departure.tour.time_zone = "Asia/Yangon"
    departure.tour.save()
    clock(datetime(2027, 3, 1, 17, 29, tzinfo=UTC))
    follow_clock()
    assert Departure.objects.get().state == State.CLOSED
    clock(datetime(2027, 3, 1, 17, 30, tzinfo=UTC))
    follow_clock()
    assert Departure.objects.get().state == State.DEPARTED


def test_a_clock_that_stood_for_days_closes_and_ends_at_once(departure: Departure, clock: Clock) -> None:
    book(departure, 3)
    clock(datetime(2027, 3, 9, tzinfo=UTC))
    assert follow_clock() == 2
    departure.refresh_from_db()
    assert departure.state == State.DEPARTED
    assert departure.on == date(2027, 3, 1)
