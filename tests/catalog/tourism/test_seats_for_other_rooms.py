"""What a room that takes payments does with seats: reserve, confirm, release, each of them once and again.

Such a room sees no more than these three, a booking's ``until``, state and price, and what they refuse.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from catalog.audit.models import Entry
from catalog.merchants.services.moves import MoveRefused
from catalog.notices.models import OutboxMail
from catalog.tourism.models import Booking, Departure
from catalog.tourism.refusals import Refused
from catalog.tourism.services.cancelling import cancel_departure
from catalog.tourism.services.offering import end_overdue
from catalog.tourism.services.seats import Booker, confirm, release, reserve
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NOW, counted
from tests.catalog.tourism.conftest import Clock, MakeDeparture

LAN = Booker(name="Lan", address="lan@example.com", language="vi")


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock) -> Departure:
    clock(NOW)
    return make_departure(seats=3, minimum=2)


@pytest.fixture
def paid_for(departure: Departure) -> Booking:
    """Two seats, held while somebody pays."""
    return reserve(departure=departure, party={"adult": 2}, booker=LAN)


def told() -> list[str]:
    return [mail.values["event"] for mail in OutboxMail.objects.order_by("pk")]


def test_what_is_held_says_until_when_and_what_it_costs(paid_for: Booking) -> None:
    assert (paid_for.until, paid_for.state) == (NOW + timedelta(minutes=20), "held")
    assert paid_for.price == {
        "currency": "CNY",
        "lines": [{"band": "adult", "count": 2, "minor": 12000}],
        "total": 24000,
    }


def test_a_payment_told_twice_confirms_once(departure: Departure, paid_for: Booking) -> None:
    # The browser comes back, and the provider calls: each with the booking as it knew it.
    stale = Booking.objects.get(pk=paid_for.pk)
    for booking in (paid_for, stale, paid_for):
        assert confirm(booking=booking).state == "confirmed"
    assert counted(departure) == (2, 2)
    assert departure.state == "guaranteed"
    assert sorted(told()) == ["confirmed", "guaranteed", "held"]
    assert paid_for.travellers.count() == 2
    assert Entry.objects.filter(action="booking.confirmed").count() == 1


def test_a_payment_told_again_after_the_journey_is_no_error(
    departure: Departure, paid_for: Booking, clock: Clock
) -> None:
    confirm(booking=paid_for)
    clock(departure.meets_at + timedelta(days=1))
    Departure.objects.update(state="departed")
    assert confirm(booking=paid_for).state == "confirmed"
    assert counted(departure) == (2, 2)


@pytest.mark.parametrize("before", [reserve, confirm], ids=["held", "confirmed"])
def test_what_is_given_back_twice_comes_free_once(
    departure: Departure, paid_for: Booking, before: Callable[..., Any]
) -> None:
    if before is confirm:
        confirm(booking=paid_for)
    other = confirm(booking=reserve(departure=departure, party={"adult": 1}, booker=LAN))
    stale = Booking.objects.get(pk=paid_for.pk)
    for booking in (paid_for, stale, paid_for):
        assert release(booking=booking).state == "released"
    assert counted(departure) == (1, 1)
    assert (told().count("released"), other.state) == (1, "confirmed")
    assert Entry.objects.filter(action="booking.released").count() == 1


@pytest.mark.parametrize("clock_came", [False, True])
def test_who_pays_too_late_is_refused_and_the_seats_go_to_somebody_else(
    departure: Departure, paid_for: Booking, clock: Clock, clock_came: bool
) -> None:
    assert paid_for.until is not None
    clock(paid_for.until)
    if clock_came:
        assert end_overdue() == 1
    with pytest.raises(MoveRefused if clock_came else Refused) as refused:
        confirm(booking=paid_for)
    if isinstance(refused.value, MoveRefused):
        assert (refused.value.current, refused.value.wanted) == ("lapsed", "confirmed")
    else:
        assert str(refused.value) == "The time to take these seats is over."
    others = reserve(departure=departure, party={"adult": 3}, booker=LAN)
    assert (others.state, counted(departure)) == ("held", (3, 0))
    with pytest.raises(MoveRefused):
        confirm(booking=paid_for)
    with pytest.raises(MoveRefused):
        release(booking=paid_for)


def test_the_last_second_of_a_hold_is_in_time(paid_for: Booking, clock: Clock) -> None:
    assert paid_for.until is not None
    clock(paid_for.until - timedelta(seconds=1))
    assert confirm(booking=paid_for).until is None


@pytest.mark.parametrize(
    ("wait", "refused"), [(timedelta(seconds=-1), False), (timedelta(0), True), (timedelta(days=2), True)]
)
def test_what_has_left_is_neither_confirmed_nor_given_back(
    departure: Departure, paid_for: Booking, clock: Clock, wait: timedelta, refused: bool
) -> None:
    kept = confirm(booking=reserve(departure=departure, party={"adult": 1}, booker=LAN))
    # A request that nobody has answered yet, as the tour leaves.
    Booking.objects.filter(pk=paid_for.pk).update(state="requested", until=None)
    clock(departure.meets_at + wait)
    if not refused:
        assert confirm(booking=paid_for).state == "confirmed"
        assert release(booking=kept).state == "released"
        return
    for act, booking in ((confirm, paid_for), (release, paid_for), (release, kept)):
        with pytest.raises(Refused, match="cancelled or has left"):
            act(booking=booking)
    assert counted(departure) == (3, 1)


def test_what_its_operator_cancelled_is_not_confirmed_any_more(
    departure: Departure, paid_for: Booking, wei: User
) -> None:
    departure.tour.organization.memberships.create(user=wei, role="owner")
    cancel_departure(departure=departure, reason="Storm", by=wei)
    with pytest.raises(Refused, match="cancelled or has left"):
        confirm(booking=paid_for)
    with pytest.raises(MoveRefused) as refused:
        release(booking=paid_for)
    assert (refused.value.current, refused.value.wanted) == ("cancelled", "released")
    assert counted(departure) == (0, 0)


def test_nothing_is_held_where_nothing_can_be_had(departure: Departure, paid_for: Booking) -> None:
    with pytest.raises(Refused, match="Free: 1"):
        reserve(departure=departure, party={"adult": 2}, booker=LAN)
    Departure.objects.update(state="departed")
    # What is over is named before what is free: nobody is sent to a waiting list that leads nowhere.
    with pytest.raises(Refused, match="cancelled or has left"):
        reserve(departure=departure, party={"adult": 2}, booker=LAN)
    assert counted(departure) == (2, 0)
