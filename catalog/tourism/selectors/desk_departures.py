"""Reads: an operator's own departures, as its desk shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from catalog.jobs.models import State as WorkState
from catalog.notices.models import OutboxMail
from catalog.tourism.departure_dates import today_at
from catalog.tourism.models import Booking, Departure, DeparturePattern, SeatsAway, Tour
from catalog.tourism.services.deciding import BEFORE, UNDECIDED
from catalog.tourism.services.guard import BOOKABLE, COMING
from catalog.tourism.services.messages import MESSAGE

State = Booking.State
OPEN_STATES = (State.REQUESTED, State.HELD, State.CONFIRMED)
AHEAD = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """A departure in a list: how many bookings wait for an answer, and how many parties for seats."""

    departure: Departure
    asked: int
    waiting: int


@dataclass(frozen=True)
class Share:
    """How a departure's seats are shared out; together they are all its seats."""

    confirmed: int
    asked: int
    held: int
    elsewhere: int
    blocked: int
    free: int


def tours_of(organization_id: int) -> list[Tour]:
    """Return an operator's tours that may depart, in the order of their addresses: one query."""
    kept = Tour.objects.filter(
        organization=organization_id, status__in=[Tour.Status.PUBLISHED, Tour.Status.PAUSED]
    )
    return list(kept.order_by("slug"))


def lines_between(organization_id: int, first: date, last: date, *, tour_id: int | None = None) -> list[Line]:
    """Return an operator's departures from a day until a day, both included, by day: one query."""
    rows = Departure.objects.filter(tour__organization=organization_id, on__range=(first, last))
    if tour_id is not None:
        rows = rows.filter(tour=tour_id)
    counted = rows.select_related("tour").annotate(
        asked=Count("bookings", filter=Q(bookings__state=State.REQUESTED)),
        waiting=Count("bookings", filter=Q(bookings__state=State.WAITING)),
    )
    return [Line(row, row.asked, row.waiting) for row in counted.order_by("on", "tour__slug", "pk")]


def undecided_of(organization_id: int, now: datetime | None = None) -> list[Departure]:
    """Return the operator's departures whose decision is near or overdue, with travellers: one query."""
    moment = now or timezone.now()
    near = Departure.objects.filter(
        UNDECIDED,
        tour__organization=organization_id,
        meets_at__gt=moment,
        taken__gt=0,
        decides_on__lte=(moment + BEFORE + AHEAD).date(),
    ).select_related("tour")
    return [
        one
        for one in near.order_by("decides_on", "pk")
        if today_at(one.tour.time_zone, moment) >= one.decides_on - BEFORE
    ]


def departure_of(organization_id: int, departure_id: int) -> Departure | None:
    """Return one departure of an operator: one query."""
    rows = Departure.objects.filter(pk=departure_id, tour__organization=organization_id)
    return rows.select_related("tour__organization").first()


def bookings_of(departure: Departure) -> list[Booking]:
    """Return what is booked on a departure, those that wait for an answer first: one query."""
    order = {State.REQUESTED: 0, State.HELD: 1, State.CONFIRMED: 2, State.WAITING: 3}
    rows = Booking.objects.filter(departure=departure).select_related("organization")
    return sorted(rows.order_by("created_at", "pk"), key=lambda one: order.get(State(one.state), 4))


def away_of(departure: Departure) -> list[SeatsAway]:
    """Return the seats sold elsewhere and blocked, the newest first: one query."""
    return list(departure.away.select_related("recorded_by").order_by("-recorded_at", "-pk"))


def share_of(departure: Departure, bookings: Sequence[Booking], away: Sequence[SeatsAway]) -> Share:
    """Return how a departure's seats are shared out among these: no query."""

    def booked(state: State) -> int:
        return sum(one.seats for one in bookings if one.state == state)

    def gone(kind: SeatsAway.Kind) -> int:
        return sum(one.seats for one in away if one.kind == kind)

    return Share(
        confirmed=booked(State.CONFIRMED),
        asked=booked(State.REQUESTED),
        held=booked(State.HELD),
        elsewhere=gone(SeatsAway.Kind.ELSEWHERE),
        blocked=gone(SeatsAway.Kind.BLOCKED),
        free=departure.free,
    )


def patterns_of(organization_id: int) -> list[DeparturePattern]:
    """Return an operator's weekly patterns that have not ended: one query."""
    going_on = DeparturePattern.objects.filter(
        tour__organization=organization_id, until_day__gte=timezone.now().date()
    )
    return list(going_on.select_related("tour").order_by("tour__slug", "from_day", "pk"))


def pattern_of(organization_id: int, pattern_id: int) -> DeparturePattern | None:
    """Return a weekly pattern of an operator: one query."""
    rows = DeparturePattern.objects.filter(pk=pattern_id, tour__organization=organization_id)
    return rows.select_related("tour").first()


def left_on_exceptions(pattern: DeparturePattern) -> list[Departure]:
    """Return a pattern's departures that still leave on days it leaves out, by day: one query."""
    rows = Departure.objects.filter(
        pattern=pattern,
        state__in=COMING,
        meets_at__gt=timezone.now(),
        on__in=[date.fromisoformat(day) for day in pattern.except_on],
    )
    return list(rows.order_by("on"))


def others_to_offer(departure: Departure, count: int = 60) -> QuerySet[Departure]:
    """Return other departures of the same tour that can be booked, the next first."""
    rows = Departure.objects.filter(
        tour=departure.tour_id, state__in=BOOKABLE, closes_at__gt=timezone.now()
    ).exclude(pk=departure.pk)
    return rows.order_by("on")[:count]


def travellers_counted(departure: Departure) -> tuple[int, int]:
    """Return how many bookings with seats a departure has, and how many travellers they seat: one query."""
    found = Booking.objects.filter(departure=departure, state__in=OPEN_STATES).aggregate(
        bookings=Count("pk"), seats=Sum("seats")
    )
    return found["bookings"], found["seats"] or 0


def not_delivered(departure: Departure) -> list[str]:
    """Return the addresses that messages about a departure did not reach, as mail: one query."""
    failed = OutboxMail.objects.filter(kind=MESSAGE.name, state=WorkState.FAILED).filter(
        Q(values__departure=departure.pk) | Q(notices__values__departure=departure.pk)
    )
    rows = failed.order_by("pk").values_list("address", "recipient__email")
    return list(dict.fromkeys(address or email for address, email in rows))
