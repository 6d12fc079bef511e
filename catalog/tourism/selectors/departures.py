"""Reads: departures that visitors see, and which of them have room."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone

from catalog.merchants.models import Organization
from catalog.tourism.models import Departure, Tour

State = Departure.State
# What is planned is the operator's own until it is opened; what is cancelled goes nowhere.
SEEN = (State.OPEN, State.GUARANTEED, State.CLOSED)
ONCE_SEEN = (*SEEN, State.DEPARTED, State.CANCELLED)
TAKING = (State.OPEN, State.GUARANTEED)
SOON = timedelta(days=60)
COLUMNS = (
    *("pk", "tour_id", "on", "back_on", "meets_at", "closes_at", "state"),
    *("seats", "taken", "booked", "minimum"),
)


@dataclass(frozen=True, slots=True)
class DepartureLine:
    """A departure as a list shows it; ``meets_at`` and ``closes_at`` are UTC."""

    id: int
    tour: int
    on: date
    back_on: date
    meets_at: datetime
    closes_at: datetime
    state: str
    seats: int
    free: int
    missing: int

    def is_closed(self, now: datetime) -> bool:
        """Say whether it takes nobody any more, on no waiting list either: closed, or past its cut-off."""
        return self.state not in TAKING or now >= self.closes_at

    def takes_bookings(self, now: datetime) -> bool:
        """Say whether seats can be had at a moment: it is open, not closed by its cut-off, and not full."""
        return not self.is_closed(now) and self.free > 0


@dataclass(frozen=True, slots=True)
class Room:
    """What a tour has left in a span of days: its first departure with room, and the seats left on it."""

    first: date
    free: int


def seen(*, states: Collection[str] = SEEN) -> QuerySet[Departure]:
    """Return the departures visitors see, of tours they see."""
    return Departure.objects.filter(
        state__in=states,
        tour__status=Tour.Status.PUBLISHED,
        tour__organization__status=Organization.Status.ACTIVE,
    )


def taking(*, seats: int = 1, now: datetime | None = None) -> Q:
    """Return the condition that a departure takes a booking of so many seats at a moment."""
    return Q(state__in=TAKING, closes_at__gt=now or timezone.now(), taken__lte=F("seats") - seats)


def coming(
    *, tour_ids: Collection[int] | None = None, from_day: date, until_day: date, most: int | None = None
) -> list[DepartureLine]:
    """Return the departures visitors see from a day until a day, both included, by day: one query.

    Of the tours named, or of all. ``most`` bounds how many are read.
    """
    rows = seen().filter(on__range=(from_day, until_day))
    if tour_ids is not None:
        rows = rows.filter(tour__in=list(tour_ids))
    return [_line(row) for row in rows.order_by("on", "pk").values(*COLUMNS)[:most]]


def departing_months(tours: Collection[int], *, now: datetime) -> Mapping[int, Sequence[str]]:
    """Return the months in which tours depart and take bookings, full or not, by tour: one query.

    Months are as an address writes them (2027-03), in their order.
    """
    open_now = seen().filter(tour__in=list(tours), state__in=TAKING, closes_at__gt=now)
    rows = open_now.annotate(month=TruncMonth("on")).order_by("tour_id", "month")
    found: dict[int, list[str]] = {}
    for tour, month in rows.values_list("tour_id", "month").distinct():
        found.setdefault(tour, []).append(f"{month:%Y-%m}")
    return found


def _line(row: Mapping[str, Any]) -> DepartureLine:
    return DepartureLine(
        id=row["pk"],
        tour=row["tour_id"],
        on=row["on"],
        back_on=row["back_on"],
        meets_at=row["meets_at"],
        closes_at=row["closes_at"],
        state=row["state"],
        seats=row["seats"],
        free=row["seats"] - row["taken"],
        missing=max(0, row["minimum"] - row["booked"]),
    )


class _OfTour(Subquery):
    """What is looked up for each tour that departures are gathered by.

    It follows from the tour, so nothing is gathered by it too, or it would be looked up for every departure.
    """

    def get_group_by_cols(self) -> list[Any]:
        return []


def with_room(
    *,
    from_day: date,
    until_day: date,
    seats: int = 1,
    tours: Collection[int] | None = None,
    now: datetime | None = None,
) -> Mapping[int, Room]:
    """Return the tours that still take so many in a span of days, both included, by id: one query.

    Of the tours named, or of all. However many departures there are, as many rows come back as there are
    tours.
    """
    fits = taking(seats=seats, now=now) & Q(on__range=(from_day, until_day))
    if tours is not None:
        fits &= Q(tour__in=list(tours))
    # A tour departs once a day, so the index of its days leads to the seats of the first one.
    earliest = Departure.objects.filter(fits, tour=OuterRef("tour_id")).order_by("on")
    rows = (
        seen()
        .filter(fits)
        .order_by()
        .values("tour_id")
        .annotate(
            first=Min("on"),
            left=_OfTour(earliest.values_list(F("seats") - F("taken"))[:1]),
        )
    )
    return {row["tour_id"]: Room(first=row["first"], free=row["left"]) for row in rows}
