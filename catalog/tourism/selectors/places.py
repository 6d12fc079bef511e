"""Reads: places and crossings as lists and pages show them, in a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import Any

from django.db.models import F, Q, QuerySet

from catalog.files.manifest import Manifest
from catalog.products.selectors.cards import ProductCard, cards, shown
from catalog.products.selectors.register import Indication, SourceLine, entries, in_order, source_lines
from catalog.reference.languages import pick
from catalog.tourism.models import BorderCrossing, Place
from catalog.translation.originals import original, own_words
from catalog.translation.selectors import local_texts, localized
from catalog.translation.texts import LocalText

MOST_GOODS = 4


@dataclass(frozen=True, slots=True)
class CrossingLine:
    """What a list says of a crossing: hours by the clock of ``time_zone``, ISO codes of who may cross."""

    kind: str
    other: str
    time_zone: str
    opens: time | None
    closes: time | None
    nationals: tuple[str, ...]
    documents: tuple[str, ...]
    group_max: int | None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place as a list shows it; coordinates are WGS 84 degrees."""

    id: int
    slug: str
    kind: str
    name: LocalText
    original: LocalText | None
    country: str
    city: str
    city_slug: str
    lat: float
    lon: float
    confirmed: bool
    coordinates_confirmed: bool
    heritage: Sequence[Mapping[str, Any]]
    seasons: Sequence[Mapping[str, Any]]
    source: SourceLine
    picture: Manifest | None = None
    crossing: CrossingLine | None = None
    sources: Mapping[str, SourceLine] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlacePage:
    """A place as its own page shows it."""

    place: PlaceLine
    about: LocalText
    terms: LocalText
    above: PlaceLine | None
    parts: Sequence[PlaceLine]
    indications: Sequence[Indication]
    goods: Sequence[ProductCard]


CROSSING = ("kind", "other_id", "time_zone", "opens", "closes", "nationals", "documents", "group_max")
PLAIN = (
    *("pk", "slug", "kind", "country_id", "city_id", "city__names", "lat", "lon", "confirmed"),
    *("coordinates_confirmed", "heritage", "seasons", "source_id", "picture__manifest"),
)


def shown_places() -> QuerySet[Place]:
    """Return the places visitors see: by country in the portal's order, then as they were entered."""
    found: QuerySet[Place] = Place.objects.rewrite(False).filter(shown=True)
    return found.order_by(F("country__rank").asc(nulls_last=True), "country_id", "pk")


def place_lines(found: QuerySet[Place], *, language: str) -> list[PlaceLine]:
    """Return places in their order: two queries, however many."""
    annotated: QuerySet[Any, Any] = found.annotate(
        **localized(Place, "name", language), **own_words(Place, "name")
    )
    rows = list(
        annotated.values(
            *PLAIN,
            *("name_text", "name_lang", "name_own", "name_own_lang"),
            *(f"crossing__{name}" for name in CROSSING),
        )
    )
    named = {row["source_id"] for row in rows}
    named |= {step["source"] for row in rows for step in (*row["heritage"], *row["seasons"])}
    sources = source_lines(named)
    return [_line(row, sources, language) for row in rows]


def _line(row: Mapping[str, Any], sources: Mapping[str, SourceLine], language: str) -> PlaceLine:
    return PlaceLine(
        id=row["pk"],
        slug=row["slug"],
        kind=row["kind"],
        name=LocalText(row["name_text"], row["name_lang"]),
        original=original(dict(row), "name"),
        country=row["country_id"],
        city=pick(row["city__names"] or {}, language)[0],
        city_slug=row["city_id"] or "",
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        confirmed=row["confirmed"],
        coordinates_confirmed=row["coordinates_confirmed"],
        heritage=row["heritage"],
        seasons=row["seasons"],
        source=sources[row["source_id"]],
        picture=Manifest.read(row["picture__manifest"]),
        crossing=_crossing(row),
        sources=sources,
    )


def _crossing(row: Mapping[str, Any]) -> CrossingLine | None:
    if not row["crossing__kind"]:
        return None
    return CrossingLine(
        kind=row["crossing__kind"],
        other=row["crossing__other_id"] or "",
        time_zone=row["crossing__time_zone"],
        opens=row["crossing__opens"],
        closes=row["crossing__closes"],
        nationals=tuple(row["crossing__nationals"]),
        documents=tuple(row["crossing__documents"]),
        group_max=row["crossing__group_max"],
    )


@dataclass(frozen=True, slots=True)
class Named:
    """A place by what it is called in one language."""

    id: int
    slug: str
    kind: str
    name: str


def named_places(ids: Collection[int], language: str) -> dict[int, Named]:
    """Return those of the places that visitors see by what they are called, by id: one query."""
    annotated: QuerySet[Any, Any] = shown_places().annotate(**localized(Place, "name", language))
    rows = annotated.filter(pk__in=list(ids)).values_list("pk", "slug", "kind", "name_text")
    return {pk: Named(pk, slug, kind, name) for pk, slug, kind, name in rows}


def place_page(*, slug: str, language: str) -> PlacePage | None:
    """Return a place with what is to be seen there and what is made there, or None."""
    listed = place_lines(shown_places().filter(slug=slug), language=language)
    if not listed:
        return None
    place = listed[0]
    record = Place.objects.rewrite(False).get(pk=place.id)
    crossing = BorderCrossing.objects.filter(place=record).first() if place.crossing else None
    near = place_lines(
        shown_places().filter(Q(part_of=place.id) | Q(pk=record.part_of_id or 0)), language=language
    )
    above = next((one for one in near if one.id == record.part_of_id), None)
    city = place.city_slug or (above.city_slug if above else "")
    goods = shown().filter(city=city) if city else shown().none()
    named = in_order().filter(city=city) if city else in_order().none()
    return PlacePage(
        place=place,
        about=local_texts(record, language, ["about"])["about"],
        terms=local_texts(crossing, language, ["terms"])["terms"] if crossing else LocalText("", ""),
        above=above,
        parts=[one for one in near if one.id != record.part_of_id],
        indications=entries(named, language=language),
        # What is named after its place comes first: that is why a traveller would look here.
        goods=cards(
            goods.order_by(F("gi").asc(nulls_last=True), "-published_at", "-pk")[:MOST_GOODS],
            language=language,
        ),
    )
