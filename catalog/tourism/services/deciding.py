"""What happens as the day comes on which a departure below its minimum is decided.

Its operator decides: it leaves all the same, it is moved, or it is cancelled. The site reminds and says
what is open, and never cancels by itself: what operator and travellers have agreed by telephone it does
not know. Three days before, on the day, and once more when that has passed, the operator's people are
asked; from the day after, those who booked know that it is undecided, and the desk says so in red.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from catalog.tourism.departure_dates import today_at
from catalog.tourism.departure_letters import ask_operator, tell_bookers
from catalog.tourism.models import Booking, Departure

BEFORE = timedelta(days=3)
AHEAD = timedelta(days=1)  # no clock is a whole day ahead of UTC
UNDECIDED = Q(
    state__in=[Departure.State.OPEN, Departure.State.CLOSED], decided_at__isnull=True, booked__lt=F("minimum")
)
"""Departures below their minimum whose operator has promised nothing."""


def stage_of(departure: Departure, now: datetime) -> str:
    """Return how near its decision an undecided departure is: "", "soon", "today" or "late"."""
    today = today_at(departure.tour.time_zone, now)
    if today > departure.decides_on:
        return "late"
    if today == departure.decides_on:
        return "today"
    return "soon" if today >= departure.decides_on - BEFORE else ""


def follow_decisions(*, now: datetime | None = None) -> int:
    """Ask operators to decide, and tell those who booked once they have not; return how many are asked anew.

    Where nobody has booked, nobody waits for a decision. Repeating it tells nothing twice.
    """
    moment = now or timezone.now()
    wanted = Booking.objects.filter(
        departure=OuterRef("pk"),
        state__in=[Booking.State.HELD, Booking.State.REQUESTED, Booking.State.CONFIRMED],
    )
    near = Departure.objects.filter(
        UNDECIDED,
        Q(booked__gt=0) | Exists(wanted),
        meets_at__gt=moment,
        decides_on__lte=(moment + BEFORE + AHEAD).date(),
    )
    return sum(_follow(one, moment) for one in near.select_related("tour__organization").order_by("pk"))


@transaction.atomic
def _follow(departure: Departure, now: datetime) -> int:
    stage = stage_of(departure, now)
    if not stage:
        return 0
    if stage == "late":
        tell_bookers(departure, "undecided")
    return ask_operator(departure, stage)
