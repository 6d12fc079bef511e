"""Tours and departures as open data: CSV, under the licence of the places.

Facts alone, as operators state them: their sentences, titles among them, and their pictures are their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from catalog.products.structured import amount
from catalog.reference.csv_files import harmless, written
from catalog.tourism.models import Place, Tour, TourStop
from catalog.tourism.open_data import LICENCE_ADDRESS
from catalog.tourism.selectors.departures import Room, seen, with_room
from catalog.tourism.selectors.tour_page import AHEAD
from catalog.tourism.selectors.tours import shown
from catalog.translation.selectors import localized

TOURS = (
    *("tour", "operator", "fictional", "days", "by", "begins", "ends", "places", "crossings", "countries"),
    *("guide_languages", "group_min", "group_max", "currency", "price_from", "next_departure_with_seats"),
    *("page", "licence"),
)
DEPARTURES = (
    *("tour", "departs_on", "back_on", "meets_at", "closes_at", "state", "seats", "seats_free"),
    *("fictional", "page", "licence"),
)
Row = dict[str, Any]


@dataclass(slots=True)
class _Way:
    """By which places a tour leads: slugs and country codes, each once, as they are reached."""

    places: list[str] = field(default_factory=list)
    crossings: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)


def tour_records(now: datetime) -> Iterator[Row]:
    """Yield each tour visitors see by column: three queries. ``price_from`` is for one traveller."""
    ways = _ways()
    rooms = with_room(from_day=now.date(), until_day=now.date() + AHEAD, now=now)
    annotated: QuerySet[Any, Any] = shown().annotate(**localized(Tour, "organization__name", "en"))
    rows = annotated.order_by("pk").values(
        *("pk", "slug", "organization_name_text", "organization__is_demo", "days", "mode", "begins__slug"),
        *("ends__slug", "guide_languages", "group_min", "group_max", "currency", "price_low"),
    )
    for row in rows:
        yield _tour(row, ways.get(row["pk"], _Way()), rooms.get(row["pk"]))


def _tour(row: Mapping[str, Any], way: _Way, room: Room | None) -> Row:
    return {
        "tour": row["slug"],
        "operator": row["organization_name_text"],
        "fictional": row["organization__is_demo"],
        "days": row["days"],
        "by": row["mode"],
        "begins": row["begins__slug"],
        "ends": row["ends__slug"],
        "places": ";".join(way.places),
        "crossings": ";".join(way.crossings),
        "countries": ";".join(way.countries),
        "guide_languages": ";".join(row["guide_languages"]),
        "group_min": row["group_min"],
        "group_max": row["group_max"],
        "currency": row["currency"],
        "price_from": amount(row["price_low"], row["currency"]),
        "next_departure_with_seats": room.first.isoformat() if room else "",
        "page": _page(row["slug"]),
        "licence": LICENCE_ADDRESS,
    }


def _ways() -> Mapping[int, _Way]:
    stops = TourStop.objects.filter(tour__in=shown().order_by().values("pk"), place__shown=True)
    columns = ("tour_id", "place__slug", "place__kind", "place__country_id")
    found: dict[int, _Way] = {}
    for tour, slug, kind, country in stops.order_by("tour_id", "position").values_list(*columns):
        way = found.setdefault(tour, _Way())
        named = way.crossings if kind == Place.Kind.CROSSING else way.places
        for one, known in ((slug, named), (country, way.countries)):
            if one not in known:
                known.append(one)
    return found


def departure_records(today: date) -> Iterator[Row]:
    """Yield the departures of the coming year that visitors see, by day; moments are UTC: one query."""
    rows = (
        seen()
        .filter(on__range=(today, today + AHEAD))
        .order_by("on", "pk")
        .values(
            *("tour__slug", "on", "back_on", "meets_at", "closes_at", "state", "seats", "taken"),
            "tour__organization__is_demo",
        )
    )
    for row in rows.iterator(chunk_size=2000):
        yield {
            "tour": row["tour__slug"],
            "departs_on": row["on"].isoformat(),
            "back_on": row["back_on"].isoformat(),
            "meets_at": row["meets_at"].isoformat(),
            "closes_at": row["closes_at"].isoformat(),
            "state": row["state"],
            "seats": row["seats"],
            "seats_free": row["seats"] - row["taken"],
            "fictional": row["tour__organization__is_demo"],
            "page": f"{_page(row['tour__slug'])}?on={row['on'].isoformat()}",
            "licence": LICENCE_ADDRESS,
        }


def _page(slug: str) -> str:
    return f"{settings.SITE_ADDRESS}/en/tour/{slug}/"


def csv_lines(columns: tuple[str, ...], rows: Iterator[Row]) -> Iterator[str]:
    """Yield rows as lines of a CSV file, under one that names their columns."""

    def cells() -> Iterator[list[Any]]:
        yield list(columns)
        for row in rows:
            yield [harmless(row[name]) if isinstance(row[name], str) else row[name] for name in columns]

    return written(cells())
