"""Which borders a journey crosses, the way back included: by countries, or by a route known here."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from catalog.tourism.entry import Border
from catalog.tourism.models import Place
from catalog.tourism.selectors.routes import Stop


def by_countries(*, start: str, countries: Sequence[str], on: date, back: date) -> list[Border]:
    """Return the borders from home through countries in their order, and home again.

    How the days are shared between the countries is not known, so each stay is counted as the whole
    journey: an answer may be too strict, never too mild.
    """
    line = [code for code in (start, *countries, start) if code]
    crossed = [into for before, into in pairwise(line) if before != into]
    return _dated([Border(into, on, back) for into in crossed], on, back, returning=1)


def by_route(*, start: str, stops: Sequence[Stop], on: date, back: date) -> list[Border]:
    """Return the borders from home to where a route begins, along it, back the same way, and home."""
    out = _along(stops)
    there = [Border(out[0].into, on, back, places=out[0].places)] if out[0].into != start else []
    home = [Border(start, on, back)] if out[0].into != start else []
    way_back = [replace(before, crossing=after.crossing) for before, after in reversed(list(pairwise(out)))]
    borders = [*there, *out[1:], *way_back, *home]
    borders = [replace(border, on=on, until=back) for border in borders]
    return _dated(borders, on, back, returning=len(way_back) + len(home))


def _along(stops: Sequence[Stop]) -> list[Border]:
    """Return the countries of a route in order, each with the crossing into it and the places in it."""
    nowhere = date.min
    found: list[Border] = []
    crossing: int | None = None
    for stop in stops:
        is_crossing = stop.kind == Place.Kind.CROSSING
        if not found or (stop.country != found[-1].into and not (is_crossing and stop.other)):
            # A port of the country itself is where it is entered; else the crossing passed last.
            found.append(Border(stop.country, nowhere, nowhere, stop.place if is_crossing else crossing))
        if is_crossing:
            crossing = stop.place
        else:
            here = found[-1]
            found[-1] = replace(here, places=here.places | {stop.place})
    return found


def _dated(borders: Sequence[Border], on: date, back: date, *, returning: int) -> list[Border]:
    """Put the borders of the way back on the last day."""
    first = len(borders) - returning
    return [replace(border, on=back if at >= first else on) for at, border in enumerate(borders)]
