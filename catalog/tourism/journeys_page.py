"""The front of journeys and the page of one place: everything their templates print."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.products import presenting as goods
from catalog.products.presenting import Reader
from catalog.products.register_page import entry_values
from catalog.tourism.finding.visiting import along_values, over_values, visiting_values
from catalog.tourism.mapping import drawn
from catalog.tourism.models import Place
from catalog.tourism.open_data import LICENCE, LICENCE_ADDRESS
from catalog.tourism.presenting import (
    by_country,
    crumbs,
    place_values,
    route_values,
    season_words,
    text_values,
)
from catalog.tourism.selectors.places import PlaceLine, PlacePage
from catalog.tourism.selectors.routes import RouteLine
from catalog.tourism.selectors.tour_list import TourRow
from catalog.tourism.structured import WHAT_TOURS_SAY, place_data, places_data


def journeys_values(
    places: Sequence[PlaceLine],
    routes: Sequence[RouteLine],
    tours: Sequence[TourRow],
    language: str,
    *,
    low_data: bool = False,
) -> dict[str, Any]:
    """Return everything the front of journeys prints beside the list of tours."""
    kinds: dict[str, list[PlaceLine]] = {kind: [] for kind in Place.Kind.values}
    for place in places:
        kinds[place.kind].append(place)
    sheet = drawn(places, routes, language=language, low_data=low_data)
    return {
        "routes": [{**route_values(route, language), **along_values(route, tours)} for route in routes],
        "crossings": [
            {**place_values(place, language), **over_values(place, tours)}
            for place in kinds[Place.Kind.CROSSING]
        ],
        "attractions": [place_values(place, language) for place in kinds[Place.Kind.ATTRACTION]],
        "countries": by_country(kinds[Place.Kind.DESTINATION], language),
        "destinations_count": len(kinds[Place.Kind.DESTINATION]),
        "map": sheet,
        "points": [{"number": point.number, **place_values(point.place, language)} for point in sheet.points],
        "licence": {"name": LICENCE, "url": LICENCE_ADDRESS},
        "about_tours_data": WHAT_TOURS_SAY,
        "structured": places_data(places, language, with_tours=bool(tours)),
        "crumbs": crumbs(language),
    }


def place_page_values(
    page: PlacePage,
    routes: Sequence[RouteLine],
    tours: Sequence[TourRow],
    reader: Reader,
    now: datetime,
) -> dict[str, Any]:
    """Return everything the page of a place prints; ``tours`` are all that visitors see."""
    language, place = reader.language, page.place
    above = (
        [{**text_values(page.above.name, language), "url": reverse("place", args=[page.above.slug])}]
        if page.above
        else []
    )
    here = {**text_values(place.name, language), "url": ""}
    return {
        "place": place_values(place, language),
        "name": place.name,
        "about": page.about,
        "terms": page.terms,
        "picture": place.picture,
        "coordinates": f"{place.lat:.3f}, {place.lon:.3f}",
        "approximate": not place.coordinates_confirmed,
        "seasons": [season_words(step, language) for step in place.seasons],
        "parts": [place_values(part, language) for part in page.parts],
        "parts_title": _("To be seen here"),
        "routes": [{**route_values(route, language), **along_values(route, tours)} for route in routes],
        **visiting_values(place, tours, reader, now),
        "indications": [entry_values(entry, language) for entry in page.indications],
        "goods": goods.card_list(list(page.goods), reader),
        "licence": {"name": LICENCE, "url": LICENCE_ADDRESS},
        "structured": [place_data(page, language)],
        "crumbs": crumbs(language, *above, here),
    }
