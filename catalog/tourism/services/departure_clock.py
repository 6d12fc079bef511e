"""What time does to departures: their cut-off closes them, and the day after they left they have departed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from catalog.merchants.services.moves import MoveRefused
from catalog.seams.schedules import Schedule
from catalog.tourism.departure_dates import EAST, today_at
from catalog.tourism.models import Departure
from catalog.tourism.services.cancelling import drop_unbooked
from catalog.tourism.services.deciding import follow_decisions
from catalog.tourism.services.departures import move
from catalog.tourism.services.patterns import make_coming

State = Departure.State
TAKES_BOOKINGS = frozenset({State.PLANNED, State.OPEN, State.GUARANTEED})


def follow_clock(*, now: datetime | None = None) -> int:
    """Close what is past its cut-off and end what has left; return how many departures moved.

    Each is its own transaction, and one that somebody moves meanwhile is left to them.
    """
    moment = now or timezone.now()
    past_cutoff = Departure.objects.filter(state__in=TAKES_BOOKINGS, closes_at__lte=moment)
    closed = sum(_move(row, State.CLOSED) for row in past_cutoff.order_by("pk"))
    left = Departure.objects.filter(state=State.CLOSED, on__lt=(moment + EAST).date())
    gone = [
        row
        for row in left.select_related("tour").order_by("pk")
        if today_at(row.tour.time_zone, moment) > row.on
    ]
    return closed + sum(_end(row) for row in gone)


def _end(departure: Departure) -> bool:
    """End a departure whose day has passed; one that nobody booked and nobody promised never took place."""
    if departure.booked or departure.decided_at:
        return _move(departure, State.DEPARTED)
    try:
        drop_unbooked(departure=departure)
    except MoveRefused:
        return False
    return True


@transaction.atomic
def _move(departure: Departure, wanted: State) -> bool:
    try:
        move(departure, wanted)
    except MoveRefused:
        return False
    return True


SCHEDULES = (
    Schedule("tourism.departures", timedelta(minutes=5), follow_clock),
    Schedule("tourism.decisions", timedelta(hours=1), follow_decisions),
    Schedule("tourism.patterns", timedelta(days=1), make_coming, longest=timedelta(hours=1)),
)
