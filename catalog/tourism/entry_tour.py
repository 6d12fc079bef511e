"""Which borders a traveller crosses on a tour, and on which day: the way there and the way home included."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from catalog.tourism.entry import Border
from catalog.tourism.models import Place


@dataclass(frozen=True, slots=True)
class WayPoint:
    """A place on a tour: on which day (1 is the first), its country, and the far side if it is a crossing."""

    day: int
    place: int
    kind: str
    country: str
    other: str = ""


def borders_of(*, points: Sequence[WayPoint], on: date, days: int, start: str = "") -> list[Border]:
    """Return the borders of a tour that departs on a day, in order, each with the day it is crossed on.

    ``points`` begin where the tour begins and end where it ends. A border is crossed on the day of the
    crossing that leads over it; where none is named, on the day of the first place beyond it. A stay
    lasts until the day on which the country is left again. ``start`` is the country the traveller sets
    out from (ISO 3166-1): where the tour does not begin there it has to be entered first, and where it
    does not end there the traveller goes home on its last day. Empty: the way there and home is not asked.
    """
    if not points:
        return []
    last = _day(on, days)
    legs = _legs(points, on, last)
    home = [Border(start, last, last)] if start and legs[-1].into != start else []
    # Whoever lives where the tour begins enters nothing there.
    crossed = [*(legs if start and legs[0].into != start else legs[1:]), *home]
    lasts = [*(following.on for following in crossed[1:]), last]
    return [replace(border, until=until) for border, until in zip(crossed, lasts, strict=False)]


def _day(on: date, number: int) -> date:
    """Return a day of a tour by its number; none comes after the last of the calendar."""
    return on + min(timedelta(days=number - 1), date.max - on)


def _legs(points: Sequence[WayPoint], on: date, last: date) -> list[Border]:
    """Return the countries of a tour in order, each with the crossing into it and the places in it.

    Where no crossing is named on the way back, it is taken to be the one that led there.
    """
    first = points[0]
    found = [Border(first.country, on, last, first.place if _is_port(first) else None)]
    passed: WayPoint | None = None
    joined: dict[frozenset[str], int | None] = {}
    for point in points:
        here = found[-1]
        if point.country != here.into and not _is_between(point):
            by = point if _is_port(point) else passed
            sides = frozenset({here.into, point.country})
            joined.setdefault(sides, by.place if by else None)
            # Whatever the days of the places say, nobody goes back in time or comes home after the tour.
            day = min(max(_day(on, (by or point).day), here.on), last)
            found.append(here := Border(point.country, day, last, by.place if by else joined[sides]))
            passed = None
        if _is_between(point):
            passed = point
        elif not _is_port(point):
            found[-1] = replace(here, places=here.places | {point.place})
    return found


def _is_between(point: WayPoint) -> bool:
    """Say whether a border lies here with a country on either side."""
    return point.kind == Place.Kind.CROSSING and bool(point.other)


def _is_port(point: WayPoint) -> bool:
    """Say whether the country itself is entered here: a port or an airport, which leads anywhere."""
    return point.kind == Place.Kind.CROSSING and not point.other
