"""Writes: the seats of a departure, taken and given back. What later takes payments calls these too.

A seat is taken by one conditional update of the departure's own row, never by looking first: of all who
want the last one at once, one has it. ``taken`` is the seats of bookings held, asked for and confirmed,
and of every record of seats away; ``booked`` those of bookings confirmed and sold elsewhere. Whoever
changes a booking has its departure's row first, so that two never wait for each other.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.merchants.services.members import acted_as
from catalog.merchants.services.moves import MoveRefused
from catalog.tourism.booking_letters import tell, tell_operator
from catalog.tourism.models import Booking, Departure, SeatsAway
from catalog.tourism.pricing import price_of, seats_of
from catalog.tourism.refusals import Refused
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.services import booking_moves
from catalog.tourism.services.bookings import Booker as Booker
from catalog.tourism.services.bookings import check_day, check_holds, check_takes_bookings, why_not, write
from catalog.tourism.services.departures import COMING, follow_bookings
from catalog.tourism.services.guard import BOOKABLE, book, give, lock, take
from catalog.tourism.services.offering import end_overdue, offer_free
from catalog.tourism.services.trail import note, note_away
from catalog.tourism.services.travellers import ask_for, names_due

HOLD = timedelta(minutes=20)
State = Booking.State


@transaction.atomic
def reserve(*, departure: Departure, party: Mapping[str, int], booker: Booker) -> Booking:
    """Hold seats for a party for twenty minutes, at the price of this moment.

    Raises Refused where the departure takes no bookings, fewer seats are free than are wanted, or the
    address holds seats too often already; ValidationError as ``pricing.price_of`` does.
    """
    document = document_of(tour=departure.tour)
    seats = seats_of(document=document, party=party)
    price = price_of(document=document, on=departure.on, party=party)
    end_overdue(departure=departure)
    if not take(departure.pk, seats, states=BOOKABLE, before_cutoff=True):
        check_takes_bookings(lock(departure.pk))
        raise why_not(departure.pk, seats)
    check_holds(booker)
    until = timezone.now() + HOLD
    booking = write(departure, booker, state=State.HELD, party=party, seats=seats, price=price, until=until)
    note(booking, booker.person, "booking.held")
    tell(booking, "held")
    return booking


@transaction.atomic
def wait(*, departure: Departure, party: Mapping[str, int], booker: Booker) -> Booking:
    """Put a party on the waiting list; seats that come free are offered to it, at the price of this moment.

    Raises Refused where the departure takes no bookings, has fewer seats or enough of them free, or the
    address waits for it already or has booked all day long; ValidationError as ``reserve`` does.
    """
    document = document_of(tour=departure.tour)
    seats = seats_of(document=document, party=party)
    price = price_of(document=document, on=departure.on, party=party)
    held = lock(departure.pk)
    check_takes_bookings(held)
    if held.free >= seats:
        raise Refused(_("Seats are free: book them."))
    if seats > held.seats:
        raise Refused(_("Seats of this departure: %(seats)s.") % {"seats": held.seats})
    same = Booking.objects.filter(departure=held, state=State.WAITING, address__iexact=booker.address)
    if same.exists():
        raise Refused(_("You are on the waiting list already."))
    check_day(booker)
    booking = write(held, booker, state=State.WAITING, party=party, seats=seats, price=price)
    note(booking, booker.person, "booking.waiting")
    tell(booking, "waiting")
    return booking


@transaction.atomic
def request(*, booking: Booking, by: AbstractBaseUser | None = None) -> Booking:
    """Send a party's hold to the operator as a request: its seats stay taken until it is answered.

    Raises MoveRefused naming both states where nothing is held or a group has not said who comes, Refused
    where the hold is over.
    """
    lock(booking.departure_id)
    _check_may_go_on(booking, State.REQUESTED)
    booking_moves.move(booking, State.REQUESTED, until=None)
    note(booking, by, "booking.requested")
    tell(booking, "requested")
    tell_operator(booking, "requested")
    return booking


@transaction.atomic
def confirm(*, booking: Booking, by: AbstractBaseUser | None = None) -> Booking:
    """Make a booking sure; its travellers' names are due some days before the departure.

    Confirming it again changes nothing and tells nobody. Raises MoveRefused naming both states where it is
    neither held nor asked for or a group has not said who comes, Refused where a hold is over or the
    departure is cancelled or has left.
    """
    departure = lock(booking.departure_id)
    if _is(booking, State.CONFIRMED):
        return booking
    if departure.state not in COMING or departure.meets_at <= timezone.now():
        raise Refused(_("This departure is cancelled or has left."))
    _check_may_go_on(booking, State.CONFIRMED)
    booking_moves.move(booking, State.CONFIRMED, until=None, names_due=names_due(departure))
    ask_for(booking)
    book(departure.pk, booking.seats)
    follow_bookings(departure=departure)
    note(booking, by, "booking.confirmed")
    tell(booking, "confirmed")
    return booking


@transaction.atomic
def release(*, booking: Booking, by: AbstractBaseUser | None = None, reason: str = "") -> Booking:
    """Give a booking's seats back, or take it off the waiting list; who waits is offered them.

    Giving it back again changes nothing and tells nobody. Raises MoveRefused naming both states where there
    is nothing to give back, Refused where the departure has left and it is not its operator who does.
    """
    departure = lock(booking.departure_id)
    if _is(booking, State.RELEASED):
        return booking
    own = by is not None and acted_as(departure.tour.organization, by)
    if not own and departure.meets_at <= timezone.now():
        raise Refused(_("This departure is cancelled or has left."))
    was = _leave(booking, State.RELEASED, reason)
    note(booking, by, "booking.released")
    tell(booking, "released")
    if was in {State.REQUESTED, State.CONFIRMED} and not own:
        tell_operator(booking, "released")
    offer_free(departure.pk)
    return booking


@transaction.atomic
def cancel(
    *,
    booking: Booking,
    by: AbstractBaseUser | None = None,
    reason: str = "",
    offered: Departure | None = None,
) -> Booking:
    """End a booking because its departure is cancelled; another date may be offered with the news.

    Raises MoveRefused naming both states where it has come to nothing already.
    """
    lock(booking.departure_id)
    _leave(booking, State.CANCELLED, reason, offered=offered)
    note(booking, by, "booking.cancelled")
    # Who moved to the date that was offered is told anew when that is cancelled too.
    tell(booking, "cancelled", occasion=str(booking.departure_id))
    return booking


@transaction.atomic
def set_away(
    *, departure: Departure, kind: str, seats: int, by: AbstractBaseUser | None, note: str = ""
) -> SeatsAway:
    """Record seats sold elsewhere, or block some; ``kind`` is one of ``SeatsAway.Kind``.

    Raises Refused where fewer are free, or the departure is cancelled or has left; ValidationError for a
    kind there is not, or no seats.
    """
    if kind not in SeatsAway.Kind.values or seats < 1:
        raise ValidationError({"seats": [_("Say how many seats.")]})
    if not take(departure.pk, seats):
        raise why_not(departure.pk, seats)
    away = SeatsAway.objects.create(
        departure=departure, kind=kind, seats=seats, note=note, recorded_by_id=by.pk if by else None
    )
    if kind == SeatsAway.Kind.ELSEWHERE:
        book(departure.pk, seats)
        follow_bookings(departure=departure)
    note_away(away, by, "departure.seats-away", after={"kind": kind, "seats": seats})
    return away


@transaction.atomic
def take_back(*, away: SeatsAway, by: AbstractBaseUser | None) -> None:
    """Give seats back that were sold elsewhere or blocked; taking them back again does nothing."""
    departure = lock(away.departure_id)
    key = away.pk
    if not SeatsAway.objects.filter(pk=key).delete()[0]:
        return
    give(departure.pk, away.seats, booked=away.kind == SeatsAway.Kind.ELSEWHERE)
    note_away(away, by, "departure.seats-back", before={"kind": away.kind, "seats": away.seats})
    offer_free(departure.pk)


def _leave(booking: Booking, to: State, reason: str, **changes: Any) -> State:
    """End a booking, give its seats back and return the state it had; the departure is held."""
    was = booking_moves.move(booking, to, until=None, reason=reason, **changes)
    if was != State.WAITING:
        give(booking.departure_id, booking.seats, booked=was == State.CONFIRMED)
    return was


def _is(booking: Booking, state: State) -> bool:
    """Say whether a booking, read anew, is in a state: who did not hear the answer may ask once more."""
    booking.refresh_from_db()
    return booking.state == state


def _check_may_go_on(booking: Booking, wanted: State) -> None:
    kind, state, until = Booking.objects.values_list("kind", "state", "until").get(pk=booking.pk)
    if until is not None and until <= timezone.now():
        raise Refused(_("The time to take these seats is over."))
    # A group first says who comes: what was set apart need not be what was asked and priced.
    if kind == Booking.Kind.GROUP and state == State.HELD:
        raise MoveRefused(current=state, wanted=wanted)
