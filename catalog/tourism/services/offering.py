"""Writes: seats that come free are offered to who waits; what was held too long comes free."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from catalog.tourism.booking_letters import tell
from catalog.tourism.models import Booking, Departure
from catalog.tourism.services.booking_moves import WITH_SEATS, move
from catalog.tourism.services.guard import BOOKABLE, give, lock, take
from catalog.tourism.services.trail import note

OFFER = timedelta(hours=24)
AT_ONCE = 200
State = Booking.State


def offer_free(departure_id: int) -> int:
    """Offer free seats to who has waited longest and fits into them; return how many were offered some.

    An offer holds the seats for a day, but not beyond the cut-off. Runs in the transaction that holds the
    departure. A group waits for its operator's decision and is passed over.
    """
    departure = Departure.objects.get(pk=departure_id)
    now, offered = timezone.now(), 0
    if departure.state not in BOOKABLE or departure.closes_at <= now:
        return 0
    waiting = Booking.objects.filter(departure=departure, state=State.WAITING, kind=Booking.Kind.PARTY)
    for booking in waiting.order_by("created_at", "pk"):
        if not departure.free:
            break
        if booking.seats > departure.free:
            continue
        if not take(departure.pk, booking.seats, states=BOOKABLE, before_cutoff=True):
            break
        move(booking, State.HELD, until=min(now + OFFER, departure.closes_at))
        note(booking, None, "booking.offered")
        tell(booking, "offered")
        departure.refresh_from_db()
        offered += 1
    return offered


@transaction.atomic
def lapse(*, booking: Booking) -> bool:
    """End a hold, an offer or an allotment whose time is over, or a wish that came to nothing.

    Says whether it was this call that did. Its seats go to who waits, or are free.
    """
    departure = lock(booking.departure_id)
    now = timezone.now()
    over = Booking.objects.filter(pk=booking.pk).filter(
        Q(state=State.HELD, until__lte=now)
        | Q(state=State.WAITING, departure__closes_at__lte=now)
        | Q(state=State.REQUESTED, departure__meets_at__lte=now)
    )
    if not over.exists():
        return False
    was = move(booking, State.LAPSED, until=None)
    if was in WITH_SEATS:
        give(departure.pk, booking.seats, booked=False)
    note(booking, None, "booking.lapsed")
    tell(booking, "lapsed")
    offer_free(departure.pk)
    return True


def end_overdue(*, departure: Departure | None = None) -> int:
    """End the holds, offers and allotments whose time is over, of one departure or of all; return how many.

    The clock calls it every minute; whoever wants seats need not wait for it.
    """
    overdue = Booking.objects.filter(state=State.HELD, until__lte=timezone.now())
    if departure is not None:
        overdue = overdue.filter(departure=departure)
    return sum(lapse(booking=booking) for booking in list(overdue.order_by("until", "pk")[:AT_ONCE]))


def end_hopeless() -> int:
    """End wishes whose departure closed and requests nobody answered before it left; return how many."""
    now = timezone.now()
    late = Booking.objects.filter(
        Q(state=State.WAITING, departure__closes_at__lte=now)
        | Q(state=State.REQUESTED, departure__meets_at__lte=now)
    )
    return sum(lapse(booking=booking) for booking in list(late.order_by("created_at", "pk")[:AT_ONCE]))
