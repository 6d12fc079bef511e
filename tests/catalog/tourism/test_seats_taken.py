"""Seats of a departure are held, asked for, confirmed and given back; the counters follow the rows."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.merchants.services.moves import MoveRefused
from catalog.tourism.models import Booking, Departure
from catalog.tourism.refusals import Refused
from catalog.tourism.services import seats
from catalog.tourism.services.booking_moves import MOVES, move
from catalog.tourism.services.offering import end_hopeless, end_overdue
from tests.catalog.tourism.booking_cast import NOW, booker, counted
from tests.catalog.tourism.conftest import MakeDeparture


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def departure(make_departure: MakeDeparture) -> Departure:
    return make_departure(seats=5)


def hold(departure: Departure, name: str = "Somchai", **party: int) -> Booking:
    return seats.reserve(departure=departure, party=party or {"adult": 2}, booker=booker(name))


def test_a_hold_takes_its_seats_for_twenty_minutes_at_the_price_of_that_moment(departure: Departure) -> None:
    held = hold(departure, adult=2, child=1, infant=1)
    assert (held.state, held.seats, held.until) == ("held", 3, NOW + timedelta(minutes=20))
    assert held.party == {"adult": 2, "child": 1, "infant": 1}
    assert (held.price["currency"], held.price["total"], held.version) == ("CNY", 34000, 1)
    assert len(held.code) == 8
    assert counted(departure) == (3, 0)


def test_the_price_stays_what_it_was_when_it_was_booked(departure: Departure) -> None:
    held = hold(departure)
    version = departure.tour.versions.get()
    version.document["seasons"][0]["prices"]["adult"] = 99000
    version.save()
    assert seats.confirm(booking=held).price["total"] == 24000


def test_more_seats_than_are_free_are_refused_and_nothing_is_kept(departure: Departure) -> None:
    hold(departure, adult=4)
    with pytest.raises(Refused, match="Free: 1"):
        hold(departure, "Lan", adult=2)
    assert counted(departure) == (4, 0)
    hold(departure, "Lan", adult=1)
    assert counted(departure) == (5, 0)


@pytest.mark.parametrize("state", ["planned", "closed", "departed", "cancelled"])
def test_a_departure_that_is_not_open_takes_no_bookings(departure: Departure, state: str) -> None:
    Departure.objects.filter(pk=departure.pk).update(state=state)
    for ask in (seats.reserve, seats.wait):
        with pytest.raises(Refused, match=r"takes no bookings|cancelled or has left"):
            ask(departure=departure, party={"adult": 1}, booker=booker())
    assert not Booking.objects.exists()


def test_the_cut_off_holds_to_the_second(departure: Departure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: departure.closes_at - timedelta(seconds=1))
    hold(departure)
    monkeypatch.setattr("django.utils.timezone.now", lambda: departure.closes_at)
    with pytest.raises(Refused, match="takes no bookings"):
        hold(departure, "Lan")


def test_a_party_that_cannot_be_takes_no_seat(departure: Departure) -> None:
    with pytest.raises(ValidationError):
        hold(departure, senior=1)
    assert counted(departure) == (0, 0)


def test_a_hold_frees_itself_once_its_time_is_over(
    departure: Departure, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = hold(departure)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=19, seconds=59))
    assert end_overdue() == 0
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=20))
    with pytest.raises(Refused, match="is over"):
        seats.request(booking=held)
    with pytest.raises(Refused, match="is over"):
        seats.confirm(booking=held)
    assert (end_overdue(), end_overdue()) == (1, 0)
    held.refresh_from_db()
    assert (held.state, held.until) == ("lapsed", None)
    assert counted(departure) == (0, 0)


def test_who_comes_need_not_wait_for_the_clock(departure: Departure, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(departure, adult=5)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=21))
    assert hold(departure, "Lan", adult=5).state == "held"
    assert counted(departure) == (5, 0)


def test_a_request_keeps_its_seats_until_it_is_answered(
    departure: Departure, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = seats.request(booking=hold(departure))
    assert (asked.state, asked.until) == ("requested", None)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=30))
    assert end_overdue() == end_hopeless() == 0
    assert counted(departure) == (2, 0)
    confirmed = seats.confirm(booking=asked)
    assert confirmed.state == "confirmed"
    assert counted(departure) == (2, 2)


def test_a_request_nobody_answered_ends_when_the_tour_leaves(
    departure: Departure, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = seats.request(booking=hold(departure))
    monkeypatch.setattr("django.utils.timezone.now", lambda: departure.meets_at)
    assert end_hopeless() == 1
    asked.refresh_from_db()
    assert asked.state == "lapsed"
    assert counted(departure) == (0, 0)


@pytest.mark.parametrize(
    ("days_before", "due_before"),
    [(30, timedelta(days=7)), (8, timedelta(days=6)), (1, timedelta(0))],
    ids=["the tour's days", "two days from now", "until it meets"],
)
def test_names_are_due_some_days_before_but_never_at_once(
    departure: Departure, monkeypatch: pytest.MonkeyPatch, days_before: int, due_before: timedelta
) -> None:
    Departure.objects.update(closes_at=departure.meets_at)
    monkeypatch.setattr("django.utils.timezone.now", lambda: departure.meets_at - timedelta(days=days_before))
    assert seats.confirm(booking=hold(departure)).names_due == departure.meets_at - due_before


@pytest.mark.parametrize("upto", ["held", "requested", "confirmed"])
def test_seats_given_back_are_free_again(departure: Departure, upto: str) -> None:
    booking = hold(departure)
    if upto == "requested":
        seats.request(booking=booking)
    elif upto == "confirmed":
        seats.confirm(booking=booking)
    assert seats.release(booking=booking, reason="Ill").state == "released"
    assert booking.reason == "Ill"
    assert counted(departure) == (0, 0)
    assert seats.release(booking=booking).reason == "Ill"
    assert counted(departure) == (0, 0)


def test_a_cancelled_booking_gives_its_seats_back_and_names_another_date(
    departure: Departure, make_departure: MakeDeparture
) -> None:
    later = make_departure(departure.tour, on=departure.on + timedelta(days=7))
    booking = seats.confirm(booking=hold(departure))
    seats.cancel(booking=booking, reason="Storm", offered=later)
    assert (booking.state, booking.offered, booking.reason) == ("cancelled", later, "Storm")
    assert counted(departure) == (0, 0)


@pytest.mark.parametrize("state", ["cancelled", "departed"])
def test_nothing_is_confirmed_on_a_departure_that_is_cancelled_or_has_left(
    departure: Departure, state: str
) -> None:
    booking = hold(departure)
    Departure.objects.filter(pk=departure.pk).update(state=state)
    with pytest.raises(Refused, match="cancelled or has left"):
        seats.confirm(booking=booking)
    booking.refresh_from_db()
    assert booking.state == "held"


REFUSED = [(was, to) for was, after in MOVES.items() for to in MOVES if to not in after]


def test_every_move_that_is_not_in_the_table_is_refused_naming_both_states(departure: Departure) -> None:
    booking = hold(departure)
    for was, to in REFUSED:
        Booking.objects.filter(pk=booking.pk).update(state=was)
        with pytest.raises(MoveRefused) as refused:
            move(booking, Booking.State(to))
        assert (refused.value.current, refused.value.wanted) == (was, to)
        assert booking.state == was
    assert len(REFUSED) == 34


def test_every_move_in_the_table_is_made_and_says_where_it_came_from(departure: Departure) -> None:
    booking = hold(departure)
    for was, after in MOVES.items():
        for to in after:
            Booking.objects.filter(pk=booking.pk).update(state=was)
            assert move(booking, Booking.State(to)) == was
            assert booking.state == to


def test_one_address_holds_seats_four_times_at_once(make_departure: MakeDeparture) -> None:
    departure = make_departure(seats=20)
    held = [hold(departure, adult=1) for _ in range(4)]
    with pytest.raises(Refused, match="often enough"):
        seats.reserve(departure=departure, party={"adult": 1}, booker=booker(address="SOMCHAI@example.com"))
    assert counted(departure) == (4, 0)
    seats.release(booking=held[0])
    hold(departure, adult=1)


def test_an_address_without_account_books_twelve_times_a_day(make_departure: MakeDeparture) -> None:
    departure = make_departure(seats=20)
    for _ in range(12):
        seats.release(booking=hold(departure, adult=1))
    with pytest.raises(Refused, match="Sign in"):
        hold(departure, adult=1)
    Booking.objects.update(created_at=NOW - timedelta(days=1))
    hold(departure, adult=1)


def test_the_trail_tells_what_became_of_a_booking_and_names_nobody(departure: Departure) -> None:
    booking = seats.confirm(booking=seats.request(booking=hold(departure)))
    seats.release(booking=booking)
    entries = list(Entry.objects.filter(object_id=str(booking.pk)).order_by("pk"))
    assert [one.action for one in entries] == [
        "booking.held",
        "booking.requested",
        "booking.confirmed",
        "booking.released",
    ]
    told = str([(one.target_name, one.actor_name, one.before, one.after) for one in entries])
    assert booking.code in told
    assert "omchai" not in told
    assert timezone.now() == NOW


def test_a_departure_is_guaranteed_once_enough_seats_are_sure_and_stays_so(
    make_departure: MakeDeparture,
) -> None:
    departure = make_departure(minimum=4)
    booking = seats.confirm(booking=hold(departure, adult=2))
    hold(departure, "Lan", adult=1)
    departure.refresh_from_db()
    assert departure.state == "open"
    seats.set_away(departure=departure, kind="elsewhere", seats=2, by=None)
    departure.refresh_from_db()
    assert departure.state == "guaranteed"
    seats.release(booking=booking)
    departure.refresh_from_db()
    assert (departure.state, departure.booked) == ("guaranteed", 2)
