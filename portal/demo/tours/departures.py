"""When the tours of the demonstration depart: planned quarter by quarter, each quarter once."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from catalog.tourism.models import Departure, DeparturePattern, Tour
from catalog.tourism.services.departures import open_departure, plan_departure, plan_pattern
from catalog.tourism.services.patterns import stop_pattern
from portal.demo.models import Exhibit
from portal.demo.shelves import Shelf, Tally
from portal.demo.tours.quarters import PLANNED, Quarter, monthly_days, quarters
from portal.demo.tours.schema import TourEntry


def bring_departures(
    entries: Sequence[TourEntry], tours: Mapping[str, Tour], days: Mapping[str, date]
) -> list[Tally]:
    """Plan what departs in the quarter of each tour's day and the two after it: six months at least."""
    patterns = Shelf(Exhibit.Kind.PATTERN, DeparturePattern, Tally("Weekly departures"))
    singles = Shelf(Exhibit.Kind.DEPARTURE, Departure, Tally("Single departures"))
    for entry in entries:
        tour, today = tours[entry.slug], days[entry.slug]
        for quarter in quarters(today, PLANNED):
            if entry.leaves.weekdays:
                _bring_pattern(patterns, entry, tour, quarter, today)
            if entry.leaves.monthly:
                _bring_singles(singles, entry, tour, quarter, today)
    return [patterns.tally, singles.tally]


def _bring_pattern(
    shelf: Shelf[DeparturePattern], entry: TourEntry, tour: Tour, quarter: Quarter, today: date
) -> None:
    key = f"{entry.slug}:{quarter}"
    stated = {"tour": tour.pk, "weekdays": entry.leaves.weekdays, "seats": entry.seats}
    begins = max(quarter.first, today + timedelta(days=1))
    if shelf.stands(key, stated) or begins > quarter.last:
        return
    with transaction.atomic():
        if (old := shelf.row(key)) is not None:
            stop_pattern(pattern=old)
        pattern = plan_pattern(
            tour=tour,
            weekdays=entry.leaves.weekdays,
            from_day=begins,
            until_day=quarter.last,
            seats=entry.seats,
        )
        shelf.put(key, stated, pattern)


def _bring_singles(
    shelf: Shelf[Departure], entry: TourEntry, tour: Tour, quarter: Quarter, today: date
) -> None:
    which, weekday = entry.leaves.monthly or (0, 0)
    # Who plans a departure leaves its bookers the time to decide.
    soonest = today + timedelta(days=entry.decision_days + 1)
    for day in monthly_days(quarter, which, weekday):
        key, stated = f"{entry.slug}:{day.isoformat()}", _stated(tour, day)
        if shelf.stands(key, stated) or day < soonest:
            continue
        with transaction.atomic():
            departure = Departure.objects.filter(tour=tour, on=day).first()
            if departure is None:
                planned = plan_departure(tour=tour, on=day, seats=entry.seats)
                departure = open_departure(departure=planned)
            shelf.put(key, stated, departure)


def _stated(tour: Tour, day: date) -> dict[str, Any]:
    return {"tour": tour.pk, "on": day.isoformat()}
