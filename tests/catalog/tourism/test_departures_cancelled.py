"""An operator cancels: everything booked ends, everybody is told once, and another date may be taken."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.models import Entry
from catalog.merchants.services import add_member
from catalog.merchants.services.moves import MoveRefused
from catalog.notices.models import Notice, OutboxMail
from catalog.tourism.models import Booking, Departure
from catalog.tourism.refusals import Refused
from catalog.tourism.services import seats
from catalog.tourism.services.cancelling import accept_offered, cancel_departure, decline_offered
from catalog.tourism.services.departures import close_departure
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import booker, counted
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakeTour

State = Booking.State


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock) -> Departure:
    """Open, six seats, promised from four travellers on, on 1 March 2027."""
    return make_departure(seats=6, minimum=4)


@pytest.fixture
def other(departure: Departure, make_departure: MakeDeparture) -> Departure:
    """The same tour a week later."""
    return make_departure(departure.tour, on=date(2027, 3, 8), seats=5, minimum=2)


def book(departure: Departure, name: str, adults: int = 2, **changes: Any) -> Booking:
    held = seats.reserve(departure=departure, party={"adult": adults}, booker=booker(name, **changes))
    return seats.confirm(booking=seats.request(booking=held))


def mails(address: str) -> list[tuple[str, str]]:
    """Return event and reason of what an address without account was written."""
    rows = OutboxMail.objects.filter(address=address).order_by("created_at", "pk")
    return [(row.values["event"], row.values["reason"]) for row in rows]


def test_everything_booked_ends_and_everybody_is_told_once(
    departure: Departure, nok: User, wei: User
) -> None:
    add_member(organization=departure.tour.organization, user_id=wei.pk, role="sales")
    somchai = book(departure, "Somchai")
    own = book(departure, "Nok", person=nok, address=nok.email)
    seats.reserve(departure=departure, party={"adult": 2}, booker=booker("Aminah", language="ms"))
    waits = seats.wait(departure=departure, party={"adult": 1}, booker=booker("Lan", language="vi"))
    cancel_departure(departure=departure, reason="  The bridge is shut. ", by=wei)

    departure.refresh_from_db()
    assert (departure.state, departure.reason) == (Departure.State.CANCELLED, "The bridge is shut.")
    assert counted(departure) == (0, 0)
    assert set(Booking.objects.values_list("state", flat=True)) == {State.CANCELLED}
    for address in ("somchai@example.com", "aminah@example.com", "lan@example.com"):
        assert [said for said in mails(address) if said[0] == "cancelled"] == [
            ("cancelled", "The bridge is shut.")
        ]
    told = Notice.objects.filter(recipient=nok, kind="tourism.booking", values__event="cancelled")
    assert told.get().values["reason"] == "The bridge is shut."
    assert {row.language for row in OutboxMail.objects.exclude(address="")} == {"th", "ms", "vi"}
    assert Entry.objects.filter(action="departure.moved", actor_id=wei.pk, role="sales").count() == 1
    assert {somchai.pk, own.pk, waits.pk} <= set(Booking.objects.values_list("pk", flat=True))


def test_nobody_who_waits_is_offered_the_seats_of_a_cancelled_departure(departure: Departure) -> None:
    book(departure, "Somchai", 6)
    seats.wait(departure=departure, party={"adult": 1}, booker=booker("Lan"))
    cancel_departure(departure=departure, reason="Flood")
    assert [event for event, _reason in mails("lan@example.com")] == ["waiting", "cancelled"]


def test_cancelling_again_names_both_states_and_tells_nobody(departure: Departure) -> None:
    book(departure, "Somchai")
    cancel_departure(departure=departure, reason="Flood")
    before = OutboxMail.objects.count()
    with pytest.raises(MoveRefused, match="'cancelled' cannot become 'cancelled'"):
        cancel_departure(departure=departure, reason="Flood")
    assert OutboxMail.objects.count() == before


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 501])
def test_a_reason_is_asked_for(departure: Departure, reason: str) -> None:
    book(departure, "Somchai")
    with pytest.raises(ValidationError) as refused:
        cancel_departure(departure=departure, reason=reason)
    assert list(refused.value.message_dict) == ["reason"]
    departure.refresh_from_db()
    assert departure.state == Departure.State.OPEN


def test_only_a_date_of_this_tour_that_can_be_booked_is_offered(
    departure: Departure, other: Departure, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    strange = make_departure(make_tour("another-tour"), on=date(2027, 3, 9))
    close_departure(departure=other)
    for offered in (departure, other, strange):
        with pytest.raises(ValidationError) as refused:
            cancel_departure(departure=departure, reason="Flood", offered=offered)
        assert list(refused.value.message_dict) == ["offered"]
    assert Departure.objects.get(pk=departure.pk).state == Departure.State.OPEN


def test_who_has_seats_is_offered_the_other_date_and_who_waits_is_not(
    departure: Departure, other: Departure
) -> None:
    sure = book(departure, "Somchai", 6)
    waits = seats.wait(departure=departure, party={"adult": 1}, booker=booker("Lan"))
    cancel_departure(departure=departure, reason="Flood", offered=other)
    sure.refresh_from_db()
    waits.refresh_from_db()
    assert (sure.offered_id, waits.offered_id) == (other.pk, None)
    assert counted(other) == (0, 0)
    newest = OutboxMail.objects.filter(address="somchai@example.com").order_by("pk")
    assert [row.values["offered"] for row in newest if row.values["event"] == "cancelled"] == ["2027-03-08"]


def test_accepting_moves_the_booking_as_it_is_and_promises_the_other_date(
    departure: Departure, other: Departure
) -> None:
    booking = book(departure, "Somchai", 2)
    code, price = booking.code, booking.price
    cancel_departure(departure=departure, reason="Flood", offered=other)
    booking.refresh_from_db()
    accept_offered(booking=booking)
    booking.refresh_from_db()
    assert (booking.departure_id, booking.state, booking.offered_id) == (other.pk, State.CONFIRMED, None)
    assert (booking.code, booking.price, booking.reason) == (code, price, "")
    assert booking.names_due == other.meets_at - timedelta(days=7)
    assert counted(other) == (2, 2)
    assert counted(departure) == (0, 0)
    assert other.state == Departure.State.GUARANTEED
    events = [event for event, _reason in mails("somchai@example.com")]
    assert events.count("confirmed") == 2
    assert events[-1] == "guaranteed"


def test_who_was_not_answered_yet_is_sure_on_the_other_date_and_named_there(
    departure: Departure, other: Departure
) -> None:
    held = seats.reserve(departure=departure, party={"adult": 1, "infant": 1}, booker=booker("Lan"))
    asked = seats.request(booking=seats.reserve(departure=departure, party={"adult": 1}, booker=booker()))
    cancel_departure(departure=departure, reason="Flood", offered=other)
    for booking in (held, asked):
        booking.refresh_from_db()
    assert (held.offered_id, asked.offered_id) == (None, other.pk)
    accept_offered(booking=asked)
    assert (asked.state, asked.travellers.count()) == (State.CONFIRMED, 1)
    assert counted(other) == (1, 1)


def test_an_offer_is_answered_once(departure: Departure, other: Departure) -> None:
    booking = book(departure, "Somchai", 2)
    cancel_departure(departure=departure, reason="Flood", offered=other)
    booking.refresh_from_db()
    theirs = Booking.objects.get(pk=booking.pk)
    accept_offered(booking=booking)
    for answer in (accept_offered, decline_offered):
        with pytest.raises(Refused, match="No other date"):
            answer(booking=theirs)
        assert counted(other) == (2, 2)


def test_a_declined_offer_leaves_the_booking_cancelled(departure: Departure, other: Departure) -> None:
    booking = book(departure, "Somchai", 2)
    cancel_departure(departure=departure, reason="Flood", offered=other)
    booking.refresh_from_db()
    decline_offered(booking=booking)
    booking.refresh_from_db()
    assert (booking.state, booking.offered_id, booking.reason) == (State.CANCELLED, None, "Flood")
    with pytest.raises(Refused):
        accept_offered(booking=booking)
    assert counted(other) == (0, 0)


def test_the_other_date_gives_no_seat_twice(departure: Departure, other: Departure) -> None:
    first, second = book(departure, "Somchai", 3), book(departure, "Aminah", 3)
    cancel_departure(departure=departure, reason="Flood", offered=other)
    first.refresh_from_db()
    second.refresh_from_db()
    accept_offered(booking=first)
    with pytest.raises(Refused, match="Free: 2"):
        accept_offered(booking=second)
    second.refresh_from_db()
    assert (second.state, second.offered_id) == (State.CANCELLED, other.pk)
    assert counted(other) == (3, 3)


def test_an_offer_ends_with_the_cutoff_of_the_other_date(
    departure: Departure, other: Departure, clock: Clock
) -> None:
    booking = book(departure, "Somchai", 2)
    cancel_departure(departure=departure, reason="Flood", offered=other)
    booking.refresh_from_db()
    clock(other.closes_at)
    with pytest.raises(Refused):
        accept_offered(booking=booking)
    assert counted(other) == (0, 0)
