"""Writes: a departure is cancelled, and whoever booked it is offered another date or let go."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.tourism.booking_letters import tell
from catalog.tourism.models import Booking, Departure
from catalog.tourism.refusals import Refused
from catalog.tourism.services import seats
from catalog.tourism.services.bookings import why_not
from catalog.tourism.services.departures import follow_bookings, move
from catalog.tourism.services.guard import BOOKABLE, book, lock, take
from catalog.tourism.services.trail import note
from catalog.tourism.services.travellers import ask_for, names_due
from catalog.translation.texts import clean

State = Booking.State
ALIVE = (State.WAITING, State.HELD, State.REQUESTED, State.CONFIRMED)
ASKED = frozenset({State.REQUESTED, State.CONFIRMED})
"""What an operator knows of: these it may offer another date, and they are sure there."""
LONGEST_REASON = 500


@transaction.atomic
def cancel_departure(
    *,
    departure: Departure,
    reason: str,
    by: AbstractBaseUser | None = None,
    offered: Departure | None = None,
) -> Departure:
    """Cancel a departure with everything booked on it; whoever booked or waits is told why, once.

    ``offered`` is another departure of the same tour that whoever asked for seats or has them may move
    to; nothing is held there for them. Raises MoveRefused, naming both states, where it has left or is
    cancelled already; ValidationError by field without a reason, or for a date that cannot be booked.
    """
    said = clean(reason)
    if not said:
        raise ValidationError({"reason": [_("Say why, so that travellers understand.")]})
    if len(said) > LONGEST_REASON:
        raise ValidationError({"reason": [_("This is too long.")]})
    _check_offered(departure, offered)
    # From here on the departure's row is held, so that no booking begins or ends beside this.
    move(departure, Departure.State.CANCELLED, by=by, reason=said)
    _end_bookings(departure, said, by, offered)
    return departure


@transaction.atomic
def drop_unbooked(*, departure: Departure) -> Departure:
    """End a departure that nobody booked, its day being over. Raises MoveRefused where it is over already."""
    move(departure, Departure.State.CANCELLED)
    _end_bookings(departure, "", None, None)
    return departure


def _end_bookings(
    departure: Departure, reason: str, by: AbstractBaseUser | None, offered: Departure | None
) -> None:
    alive = Booking.objects.filter(departure=departure, state__in=ALIVE)
    for booking in alive.select_related("departure__tour__organization", "person").order_by(
        "created_at", "pk"
    ):
        another = offered if booking.state in ASKED else None
        seats.cancel(booking=booking, by=by, reason=reason, offered=another)
    departure.refresh_from_db()


def _check_offered(departure: Departure, offered: Departure | None) -> None:
    if offered is None:
        return
    fits = offered.tour_id == departure.tour_id and offered.pk != departure.pk
    if not fits or offered.state not in BOOKABLE or offered.closes_at <= timezone.now():
        raise ValidationError({"offered": [_("Offer a departure of this tour that can be booked.")]})


@transaction.atomic
def accept_offered(*, booking: Booking, by: AbstractBaseUser | None = None) -> Booking:
    """Move a booking to the date that was offered for its cancelled one, as it is: same code, same price.

    It is confirmed at once, for its operator offered it. Raises Refused where the offer is answered
    already, or the other departure has not so many seats free or takes no bookings any more.
    """
    former, offered = booking.departure_id, booking.offered
    if offered is None:
        raise _answered()
    if not take(offered.pk, booking.seats, states=BOOKABLE, before_cutoff=True):
        raise why_not(offered.pk, booking.seats)
    changes: dict[str, Any] = {
        "departure": offered,
        "offered": None,
        "reason": "",
        "state": State.CONFIRMED,
        "names_due": names_due(offered),
    }
    _answer(booking, changes)
    if not booking.travellers.exists():
        ask_for(booking)
    book(offered.pk, booking.seats)
    note(booking, by, "booking.moved")
    tell(booking, "confirmed", occasion=f"from {former}")
    follow_bookings(departure=offered)
    return booking


@transaction.atomic
def decline_offered(*, booking: Booking, by: AbstractBaseUser | None = None) -> Booking:
    """Do without the date that was offered; the booking stays cancelled. Raises Refused as above."""
    lock(booking.departure_id)
    _answer(booking, {"offered": None})
    note(booking, by, "booking.offer-declined")
    return booking


def _answer(booking: Booking, changes: dict[str, Any]) -> None:
    waits = Booking.objects.filter(pk=booking.pk, state=State.CANCELLED, offered=booking.offered_id)
    if booking.offered_id is None or not waits.update(**changes, changed_at=timezone.now()):
        raise _answered()
    booking.refresh_from_db()


def _answered() -> Refused:
    return Refused(_("No other date waits for your answer."))
