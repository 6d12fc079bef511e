"""Reads: routes across the border with their stops."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from catalog.products.selectors.register import SourceLine, source_lines
from catalog.tourism.models import Place, Route, RouteStop
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on a route; ``country`` and ``other`` are the sides of a crossing, else where it lies."""

    place: int
    slug: str
    kind: str
    name: LocalText
    country: str
    other: str


STOP = (
    *("place_id", "place__slug", "place__kind", "place__country_id", "place__crossing__other_id"),
    *("place_name_text", "place_name_lang"),
)
"""The columns of a stop, its place's name being ``localized``."""


def stop_of(row: Mapping[str, Any]) -> Stop:
    """Return a stop from a row with the columns ``STOP``."""
    return Stop(
        place=row["place_id"],
        slug=row["place__slug"],
        kind=row["place__kind"],
        name=LocalText(row["place_name_text"], row["place_name_lang"]),
        country=row["place__country_id"],
        other=row["place__crossing__other_id"] or "",
    )


@dataclass(frozen=True, slots=True)
class RouteLine:
    """A route as a list shows it, its stops in order.

    ``places`` are the ids of every place on it, those that visitors do not see included, and
    ``crossings`` of those that are border crossings.
    """

    id: int
    slug: str
    name: LocalText
    about: LocalText
    mode: str
    days: int | None
    group_max: int | None
    valid_from: date | None
    valid_until: date | None
    confirmed: bool
    source: SourceLine
    stops: Sequence[Stop]
    places: frozenset[int] = frozenset()
    crossings: frozenset[int] = frozenset()


def shown_routes() -> QuerySet[Route]:
    """Return the routes visitors see, as they were entered."""
    found: QuerySet[Route] = Route.objects.rewrite(False).filter(shown=True).order_by("pk")
    return found


def routes_by(place: int) -> QuerySet[Route]:
    """Return the routes visitors see that lead by a place."""
    return shown_routes().filter(stops__place=place).distinct()


def places_along(slug: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return the places of a route that visitors see, and those of them that are crossings: one query."""
    rows = RouteStop.objects.filter(route__in=shown_routes().filter(slug=slug).order_by()).order_by(
        "position"
    )
    kinds = dict(rows.values_list("place_id", "place__kind"))
    crossings = {place for place, kind in kinds.items() if kind == Place.Kind.CROSSING}
    return frozenset(kinds), frozenset(crossings)


def route_lines(found: QuerySet[Route], *, language: str) -> list[RouteLine]:
    """Return routes in their order with their stops: three queries, however many."""
    annotated: QuerySet[Any, Any] = found.annotate(
        **localized(Route, "name", language), **localized(Route, "about", language)
    )
    rows = list(
        annotated.values(
            *("pk", "slug", "mode", "days", "group_max", "valid_from", "valid_until", "confirmed"),
            *("source_id", "name_text", "name_lang", "about_text", "about_lang"),
        )
    )
    sources = source_lines({row["source_id"] for row in rows})
    stops = _stops([row["pk"] for row in rows], language)
    return [
        RouteLine(
            id=row["pk"],
            slug=row["slug"],
            name=LocalText(row["name_text"], row["name_lang"]),
            about=LocalText(row["about_text"], row["about_lang"]),
            mode=row["mode"],
            days=row["days"],
            group_max=row["group_max"],
            valid_from=row["valid_from"],
            valid_until=row["valid_until"],
            confirmed=row["confirmed"],
            source=sources[row["source_id"]],
            stops=[stop for stop, shown in stops[row["pk"]] if shown],
            places=frozenset(stop.place for stop, _shown in stops[row["pk"]]),
            crossings=frozenset(
                stop.place for stop, _shown in stops[row["pk"]] if stop.kind == Place.Kind.CROSSING
            ),
        )
        for row in rows
    ]


def _stops(routes: Sequence[int], language: str) -> dict[int, list[tuple[Stop, bool]]]:
    """Return the places on routes by route, each with whether visitors see it."""
    annotated: QuerySet[Any, Any] = RouteStop.objects.annotate(
        **localized(RouteStop, "place__name", language)
    )
    rows = (
        annotated.filter(route__in=routes)
        .order_by("route_id", "position")
        .values(
            *("route_id", "place__shown", *STOP),
        )
    )
    found: dict[int, list[tuple[Stop, bool]]] = {route: [] for route in routes}
    for row in rows:
        found[row["route_id"]].append((stop_of(row), row["place__shown"]))
    return found
