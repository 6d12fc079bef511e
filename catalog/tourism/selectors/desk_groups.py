"""Reads: what agents ask an operator for their groups, over all its departures."""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from catalog.tourism.models import Booking

State = Booking.State
OPEN, APART, ANSWERED = "open", "apart", "answered"
STATES = {
    OPEN: (State.WAITING, State.REQUESTED),
    APART: (State.HELD,),
    ANSWERED: (State.CONFIRMED, State.LAPSED, State.RELEASED, State.CANCELLED),
}
"""By tab: asked and waiting for the operator, seats set apart until their release date, and all others."""
ORDERS = {
    OPEN: ("created_at", "pk"),
    APART: ("until", "pk"),
    ANSWERED: ("-changed_at", "pk"),
}
NEAR = timedelta(days=3)


def group_requests(organization_id: int, tab: str) -> QuerySet[Booking]:
    """Return the requests of a tab: what waits longest, comes back first, or changed last is first."""
    rows = _of(organization_id).filter(state__in=STATES[tab])
    return rows.select_related("departure__tour", "organization").order_by(*ORDERS[tab])


def count_groups(organization_id: int) -> dict[str, int]:
    """Return how many requests each tab has: one query."""
    counts = {tab: Count("pk", filter=Q(state__in=states)) for tab, states in STATES.items()}
    found: dict[str, int] = _of(organization_id).aggregate(**counts)
    return found


def is_near(booking: Booking, now: datetime) -> bool:
    """Tell whether seats set apart come back within three days, if their agent takes none of them."""
    return booking.state == State.HELD and booking.until is not None and booking.until <= now + NEAR


def _of(organization_id: int) -> QuerySet[Booking]:
    return Booking.objects.filter(kind=Booking.Kind.GROUP, departure__tour__organization=organization_id)
