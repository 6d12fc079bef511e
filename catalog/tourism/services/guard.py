"""Writes: the two counters of a departure, which nothing else moves."""

from collections.abc import Collection

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.tourism.models import Departure
from catalog.tourism.refusals import Refused

State = Departure.State
BOOKABLE = frozenset({State.OPEN, State.GUARANTEED})
"""The states in which visitors take seats."""
COMING = BOOKABLE | {State.PLANNED, State.CLOSED}
"""The states of a departure that may still take place."""
ENDED = frozenset({State.DEPARTED, State.CANCELLED})


def lock(departure_id: int) -> Departure:
    """Return a departure's row, held until the end of the transaction.

    Raises Refused where the operator has taken it out of its calendar meanwhile.
    """
    held = Departure.objects.select_for_update().filter(pk=departure_id).first()
    if held is None:
        raise Refused(_("This departure takes no bookings."))
    return held


def take(
    departure_id: int, seats: int, *, states: Collection[str] = COMING, before_cutoff: bool = False
) -> bool:
    """Take seats where so many are free, in one statement; say whether they were."""
    free = Departure.objects.filter(pk=departure_id, state__in=states, seats__gte=F("taken") + seats)
    if before_cutoff:
        free = free.filter(closes_at__gt=timezone.now())
    return bool(free.update(taken=F("taken") + seats))


def book(departure_id: int, seats: int) -> None:
    """Count seats that are taken already as sure."""
    Departure.objects.filter(pk=departure_id).update(booked=F("booked") + seats)


def give(departure_id: int, seats: int, *, booked: bool) -> None:
    """Give seats back; ``booked`` says that they were sure."""
    Departure.objects.filter(pk=departure_id).update(
        taken=F("taken") - seats, booked=F("booked") - (seats if booked else 0)
    )
