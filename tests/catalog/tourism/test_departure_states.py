"""Every way from one state of a departure to another, by whatever moves it: a table, and nothing beside.

Full is no state of its own: a departure that is open or guaranteed is full while no seat is free.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.models import Entry
from catalog.merchants.services.moves import MoveRefused
from catalog.notices.models import OutboxMail
from catalog.tourism.models import Departure
from catalog.tourism.refusals import Refused
from catalog.tourism.selectors.departures import coming
from catalog.tourism.services import seats
from catalog.tourism.services.cancelling import cancel_departure
from catalog.tourism.services.departure_clock import follow_clock
from catalog.tourism.services.departures import (
    MOVES,
    change_seats,
    close_departure,
    confirm_departure,
    open_departure,
    plan_departure,
)
from tests.catalog.tourism.booking_cast import NOW, booker
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakeTour

State = Departure.State
Act = Callable[[Departure], object]
ENDED = {State.DEPARTED, State.CANCELLED}


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock) -> Departure:
    """One traveller is sure, two make it sure to leave."""
    clock(NOW)
    return make_departure(seats=4, minimum=2, taken=1, booked=1)


def reach_the_minimum(departure: Departure) -> None:
    seats.set_away(departure=departure, kind="elsewhere", seats=1, by=None)


def hold(departure: Departure) -> None:
    seats.reserve(departure=departure, party={"adult": 1}, booker=booker())


def wait(departure: Departure) -> None:
    Departure.objects.update(taken=4)
    seats.wait(departure=departure, party={"adult": 1}, booker=booker())


TABLE: dict[str, tuple[Act, dict[State, State]]] = {
    "open": (
        lambda one: open_departure(departure=one),
        {State.PLANNED: State.OPEN, State.CLOSED: State.OPEN},
    ),
    "close": (
        lambda one: close_departure(departure=one),
        {State.PLANNED: State.CLOSED, State.OPEN: State.CLOSED, State.GUARANTEED: State.CLOSED},
    ),
    "promise": (
        lambda one: confirm_departure(departure=one),
        {State.OPEN: State.GUARANTEED, State.CLOSED: State.CLOSED},
    ),
    "cancel": (
        lambda one: cancel_departure(departure=one, reason="Flood"),
        dict.fromkeys(set(State) - ENDED, State.CANCELLED),
    ),
    "reach the minimum": (
        reach_the_minimum,
        {one: one for one in set(State) - ENDED} | {State.OPEN: State.GUARANTEED},
    ),
    "seats": (lambda one: change_seats(departure=one, seats=5), {one: one for one in set(State) - ENDED}),
    "hold": (hold, {one: one for one in (State.OPEN, State.GUARANTEED)}),
    "wait": (wait, {one: one for one in (State.OPEN, State.GUARANTEED)}),
}
"""What operators and bookers do, and to which states it leads from which; from all others it is refused."""


def stands(departure: Departure) -> tuple[object, ...]:
    departure.refresh_from_db()
    told = (Entry.objects.count(), OutboxMail.objects.count(), departure.bookings.count())
    return departure.state, departure.seats, departure.decided_at, departure.sequence, *told


@pytest.mark.parametrize("name", TABLE)
def test_every_act_leads_where_the_table_says_and_is_refused_elsewhere(
    departure: Departure, name: str
) -> None:
    act, table = TABLE[name]
    for was in State:
        departure.away.all().delete()
        departure.bookings.all().delete()
        Departure.objects.update(state=was, seats=4, taken=1, booked=1, decided_at=None)
        departure.refresh_from_db()
        if was in table:
            act(departure)
            departure.refresh_from_db()
            assert departure.state == table[was], was
            assert was == table[was] or table[was] in MOVES[was]
            continue
        if name == "wait":
            Departure.objects.update(taken=4)
        before = stands(departure)
        with pytest.raises((MoveRefused, Refused, ValidationError)):
            act(departure)
        assert stands(departure) == before, was


AT: dict[str, tuple[timedelta, dict[State, State]]] = {
    "a second before the cut-off": (timedelta(days=-1, seconds=-1), {}),
    "the cut-off": (
        timedelta(days=-1),
        dict.fromkeys((State.PLANNED, State.OPEN, State.GUARANTEED), State.CLOSED),
    ),
    "the end of the day": (
        timedelta(hours=15, minutes=29, seconds=59),
        dict.fromkeys((State.PLANNED, State.OPEN, State.GUARANTEED), State.CLOSED),
    ),
    "the day after": (
        timedelta(hours=15, minutes=30),
        dict.fromkeys(set(State) - ENDED, State.DEPARTED),
    ),
}
"""How long before or after it meets, at half past eight in Nanning, the clock makes which state of which."""


@pytest.mark.parametrize("name", AT)
def test_the_clock_makes_of_each_state_what_the_table_says(
    departure: Departure, clock: Clock, name: str
) -> None:
    after, table = AT[name]
    for was in State:
        Departure.objects.update(state=was)
        clock(departure.meets_at + after)
        follow_clock()
        departure.refresh_from_db()
        assert departure.state == table.get(was, was), was


@pytest.mark.parametrize("was", sorted(set(State) - ENDED))
def test_where_nobody_travels_the_clock_calls_it_off(departure: Departure, clock: Clock, was: State) -> None:
    Departure.objects.update(state=was, taken=0, booked=0)
    clock(departure.meets_at + timedelta(hours=15, minutes=30))
    follow_clock()
    departure.refresh_from_db()
    assert departure.state == State.CANCELLED


def test_every_state_is_reached_from_planned_and_none_beside(make_tour: MakeTour, clock: Clock) -> None:
    clock(NOW)
    departure = plan_departure(tour=make_tour(), on=NOW.date() + timedelta(days=60), seats=4)
    assert departure.state == State.PLANNED
    acts = {(was, to) for _act, table in TABLE.values() for was, to in table.items() if was != to}
    by_clock = {(was, State.CLOSED) for was in (State.PLANNED, State.OPEN, State.GUARANTEED)}
    # Promised before it was closed, it is promised as it opens; see below.
    made = acts | by_clock | {(State.CLOSED, State.DEPARTED), (State.CLOSED, State.GUARANTEED)}
    assert made == {(was, to) for was, after in MOVES.items() for to in after}
    reached = {State.PLANNED}
    for _step in State:
        reached |= {to for was, to in made if was in reached}
    assert reached == set(State)


def test_full_comes_and_goes_without_a_move(departure: Departure) -> None:
    def shown() -> tuple[str, int, bool]:
        departure.refresh_from_db()
        (line,) = coming(from_day=departure.on, until_day=departure.on)
        return departure.state, line.free, line.takes_bookings(NOW)

    last = seats.reserve(departure=departure, party={"adult": 3}, booker=booker())
    assert shown() == ("open", 0, False)
    with pytest.raises(Refused, match="Free: 0"):
        hold(departure)
    seats.confirm(booking=last)
    assert shown() == ("guaranteed", 0, False)
    seats.release(booking=last)
    # What was promised stays promised; what came free is to be had.
    assert shown() == ("guaranteed", 3, True)


def test_what_was_promised_is_promised_again_as_it_opens(departure: Departure) -> None:
    confirm_departure(departure=departure)
    for act, state in ((close_departure, "closed"), (open_departure, "guaranteed")):
        assert act(departure=departure).state == state
    with pytest.raises(MoveRefused):
        confirm_departure(departure=departure)
