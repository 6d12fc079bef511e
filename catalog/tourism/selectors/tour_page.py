"""One tour as its own page shows it: a fixed number of queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q
from wagtail.images import get_image_model

from catalog.files.manifest import Manifest
from catalog.products.selectors.cards import ProductCard, cards
from catalog.products.selectors.cards import shown as shown_goods
from catalog.reference.languages import pick
from catalog.tourism.entry_tour import WayPoint
from catalog.tourism.models import FormerTourSlug, Place, Tour
from catalog.tourism.selectors.departures import DepartureLine, coming
from catalog.tourism.selectors.places import PlaceLine, place_lines, shown_places
from catalog.tourism.selectors.tour_cards import TourCard, TourStopLine, stops_of, tour_cards
from catalog.tourism.selectors.tour_list import way_points
from catalog.tourism.selectors.tours import as_read, document_of, shown
from catalog.tourism.tour_document import TourDocument
from catalog.tourism.tour_texts import DAY
from catalog.translation.selectors import local_texts
from catalog.translation.texts import LocalText

SIMILAR, GOODS, DEPARTURES = 4, 4, 8
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day of a tour; 1 is the first."""

    number: int
    title: LocalText
    text: LocalText
    stops: Sequence[TourStopLine]


@dataclass(frozen=True, slots=True)
class TourPicture:
    """A picture of a tour with its text alternative by language."""

    manifest: Manifest | None
    alt: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TourPage:
    """Everything a tour's page says. ``places`` are those it leads by, each once, as they are reached.

    ``way`` also has places that are not shown, with where the tour begins and ends: borders are read of it.
    """

    card: TourCard
    texts: Mapping[str, LocalText]
    document: TourDocument
    days: Sequence[DayLine]
    stops: Sequence[TourStopLine]
    places: Sequence[PlaceLine]
    way: Sequence[WayPoint]
    meeting_place: PlaceLine | None
    departures: Sequence[DepartureLine]
    pictures: Sequence[TourPicture]
    country: str
    city: str
    is_demo: bool
    similar: Sequence[TourCard]
    goods: Sequence[ProductCard]


def former_address(slug: str) -> str | None:
    """Return the slug a tour has now that was once found here, or None."""
    return FormerTourSlug.objects.filter(slug=slug).values_list("tour__slug", flat=True).first()


def tour_page(*, slug: str, language: str, today: date, on: date | None = None) -> TourPage | None:
    """Return a tour a visitor may see, with what departs next, or None.

    Whatever departs ``on`` the day that was chosen is told too, however far ahead.
    """
    listed = tour_cards(shown().filter(slug=slug), language=language)
    if not listed:
        return None
    card = listed[0]
    tour = Tour.objects.select_related("organization__city").get(pk=card.id)
    document = as_read(document_of(tour=tour))
    stops = stops_of([card.id], language=language).get(card.id, [])
    places = _places(stops, document, language)
    by_slug = {place.slug: place for place in places}
    order = dict.fromkeys(line.stop.slug for line in stops)
    city = tour.organization.city
    return TourPage(
        card=card,
        texts=local_texts(tour, language),
        document=document,
        days=_days(document, stops, language),
        stops=stops,
        places=[by_slug[name] for name in order if name in by_slug],
        way=way_points([card.id])[card.id],
        meeting_place=by_slug.get(document.meeting_place),
        departures=_departures(card.id, today, on),
        pictures=_pictures(document.pictures),
        country=tour.organization.country_id,
        city=pick(city.names, language)[0] if city else "",
        is_demo=tour.organization.is_demo,
        similar=similar_tours(card, [line.stop.place for line in stops], language=language),
        goods=goods_near({card.begins, card.ends, *(line.stop.place for line in stops)}, language=language),
    )


def _departures(tour: int, today: date, on: date | None) -> list[DepartureLine]:
    found = coming(tour_ids=[tour], from_day=today, until_day=today + AHEAD, most=DEPARTURES)
    if on and on >= today and all(line.on != on for line in found):
        found += coming(tour_ids=[tour], from_day=on, until_day=on)
    return found


def _places(stops: Sequence[TourStopLine], document: TourDocument, language: str) -> list[PlaceLine]:
    slugs = {line.stop.slug for line in stops} | {document.meeting_place}
    return place_lines(shown_places().filter(slug__in=slugs), language=language)


def _days(document: TourDocument, stops: Sequence[TourStopLine], language: str) -> list[DayLine]:
    return [
        DayLine(
            number=number,
            title=_of_day(document, number, "title", day.title, language),
            text=_of_day(document, number, "text", day.text, language),
            stops=[line for line in stops if line.day == number],
        )
        for number, day in enumerate(document.days, start=1)
    ]


def _of_day(
    document: TourDocument, number: int, part: str, texts: Mapping[str, str], language: str
) -> LocalText:
    """Return a text of a day as a reader gets it, and whether it is said that a machine wrote it."""
    value, code = pick(texts, language, document.source_language)
    said = document.states.get(f"{DAY}{number}.{part}", {})
    return LocalText(value, code, said.get(code, ""))


def _pictures(ids: Sequence[int]) -> list[TourPicture]:
    rows = get_image_model().objects.filter(pk__in=list(ids)).values_list("pk", "manifest", "alt")
    found = {pk: TourPicture(Manifest.read(manifest), alt or {}) for pk, manifest, alt in rows}
    return [found[pk] for pk in ids if pk in found]


def similar_tours(card: TourCard, places: Sequence[int], *, language: str) -> list[TourCard]:
    """Return other tours that lead by the same places, those with most of them first: one query."""
    shared = Count("stops__place", filter=Q(stops__place__in=places), distinct=True)
    found = shown().exclude(pk=card.id).annotate(shared=shared).filter(shared__gt=0)
    return tour_cards(found.order_by("-shared", "-published_at", "-pk")[:SIMILAR], language=language)


def goods_near(places: Collection[int], *, language: str) -> list[ProductCard]:
    """Return goods named after a place that are made in the cities of these places: one query."""
    cities = Place.objects.rewrite(False).filter(Q(pk__in=places) | Q(parts__in=places))
    found = shown_goods().filter(city__in=cities.exclude(city=None).values("city"), gi__isnull=False)
    return cards(found.order_by(F("published_at").desc(nulls_last=True), "-pk")[:GOODS], language=language)
