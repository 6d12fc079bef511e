"""Reads: every tour visitors see, as plain values a list is narrowed by; a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from catalog.tourism.entry import Border, CrossingTerms, Rule, Traveller, check_route
from catalog.tourism.entry_tour import WayPoint, borders_of
from catalog.tourism.models import Place, Tour, TourStop, TourVersion
from catalog.tourism.selectors.departures import Room
from catalog.tourism.selectors.rules import crossing_terms, rules_into
from catalog.tourism.selectors.tours import shown

PURPOSE = "tourism"


@dataclass(frozen=True, slots=True)
class TourRow:
    """What a list is narrowed and ordered by: ``low`` is in minor units of ``currency``, for one traveller.

    ``points`` are the places it leads by, its beginning and end included; ``above`` the ids of what these
    places are part of.
    """

    id: int
    days: int
    group_min: int
    group_max: int
    low: int
    currency: str
    guide_languages: tuple[str, ...]
    published_at: datetime | None
    points: Sequence[WayPoint]
    above: frozenset[int]

    @property
    def places(self) -> frozenset[int]:
        """Return the ids of the places it leads by, crossings included."""
        return frozenset(point.place for point in self.points)

    @property
    def crossings(self) -> frozenset[int]:
        """Return the ids of the crossings it leads over."""
        return frozenset(point.place for point in self.points if point.kind == Place.Kind.CROSSING)


def tour_rows() -> list[TourRow]:
    """Return every tour a visitor may see: two queries."""
    return rows_of(shown())


def rows_of(found: QuerySet[Tour]) -> list[TourRow]:
    """Return these tours as rows, by id: two queries. Places that are not shown count: a border is one."""
    points: dict[int, list[WayPoint]] = {}
    above: dict[int, set[int]] = {}
    stops = TourStop.objects.filter(tour__in=found.order_by().values("pk")).order_by("tour_id", "position")
    columns = ("place_id", "place__kind", "place__country_id", "place__crossing__other_id")
    for tour, day, part_of, place, kind, country, other in stops.values_list(
        "tour_id", "day", "place__part_of_id", *columns
    ):
        points.setdefault(tour, []).append(WayPoint(day, place, kind, country, other or ""))
        above.setdefault(tour, set()).update({part_of} - {None})
    ends = ("begins_id", "begins__country_id", "ends_id", "ends__country_id")
    plain = ("days", "group_min", "group_max", "price_low", "currency", "guide_languages", "published_at")
    return [
        TourRow(
            id=row["pk"],
            days=row["days"],
            group_min=row["group_min"],
            group_max=row["group_max"],
            low=row["price_low"],
            currency=row["currency"],
            guide_languages=tuple(row["guide_languages"]),
            published_at=row["published_at"],
            points=[
                WayPoint(1, row["begins_id"], "", row["begins__country_id"]),
                *points.get(row["pk"], ()),
                WayPoint(row["days"], row["ends_id"], "", row["ends__country_id"]),
            ],
            above=frozenset(above.get(row["pk"], ())),
        )
        for row in found.order_by("pk").values("pk", *plain, *ends)
    ]


def way_points(tours: Collection[int]) -> dict[int, list[WayPoint]]:
    """Return by which places tours lead, whoever sees them, by tour: two queries."""
    return {row.id: list(row.points) for row in rows_of(Tour.objects.filter(pk__in=list(tours)))}


def without_visa(
    rows: Sequence[TourRow], rooms: Mapping[int, Room], nationality: str, today: datetime
) -> set[int]:
    """Return the tours on which these nationals need no visa, as far as confirmed sources say: four queries.

    Judged for their first departure with room, for somebody who sets out from their own country and
    travels in the tour's group, whether it is small or large. Where no rule is known, where nothing
    departs, and where the operator does not take these nationals, a tour is not among them.
    """
    candidates = [row for row in rows if row.id in rooms]
    refused = _refusing([row.id for row in candidates], nationality)
    borders = {
        row.id: borders_of(points=row.points, on=rooms[row.id].first, days=row.days, start=nationality)
        for row in candidates
        if row.id not in refused
    }
    every = [border for found in borders.values() for border in found]
    rules = rules_into({border.into for border in every}, nationality=nationality)
    terms = crossing_terms({border.crossing for border in every})
    return {
        row.id
        for row in candidates
        if row.id in borders and _free(row, borders[row.id], nationality, rules, terms, today)
    }


def _free(
    row: TourRow,
    borders: Sequence[Border],
    nationality: str,
    rules: Sequence[Rule],
    terms: Mapping[int, CrossingTerms],
    today: datetime,
) -> bool:
    if not borders:
        return True
    return all(
        check_route(
            traveller=Traveller(nationality),
            borders=borders,
            purpose=PURPOSE,
            rules=rules,
            today=today.date(),
            group_size=size,
            crossings=terms,
        ).without_visa
        for size in {row.group_min, row.group_max}
    )


def _refusing(tours: Collection[int], nationality: str) -> set[int]:
    """Return the tours whose operators do not take these nationals: one query."""
    said = TourVersion.objects.filter(tour__in=list(tours), number=F("tour__version")).order_by("tour_id")
    return {
        tour
        for tour, only, never in said.values_list(
            "tour_id", "document__only_nationals", "document__not_nationals"
        )
        if (only and nationality not in only) or (never and nationality in never)
    }
