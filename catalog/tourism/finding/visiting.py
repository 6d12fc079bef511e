"""The tours that visit a place, lead over a crossing or along a known route, as those are shown with them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import ngettext

from catalog.products.presenting import Reader
from catalog.tourism.finding import words
from catalog.tourism.finding.filters import AHEAD, Known, ordered
from catalog.tourism.models import Place
from catalog.tourism.selectors.departures import with_room
from catalog.tourism.selectors.places import PlaceLine
from catalog.tourism.selectors.routes import RouteLine
from catalog.tourism.selectors.tour_cards import tour_cards_by_id
from catalog.tourism.selectors.tour_list import TourRow

MOST = 4


def visiting_values(
    place: PlaceLine, rows: Sequence[TourRow], reader: Reader, now: datetime
) -> dict[str, Any]:
    """Return the tours that visit a place or a part of it, those that depart soonest first: two queries.

    They are those the list of tours finds for the place, to which ``tours_url`` leads.
    """
    found = [row for row in rows if place.id in row.places | row.above]
    today = now.date()
    ids = [row.id for row in found]
    rooms = with_room(from_day=today, until_day=today + AHEAD, tours=ids, now=now)
    soonest = ordered(found, "soon", Known(ids={}, rooms=rooms, rates=None, currency=""))[:MOST]
    cards = tour_cards_by_id([row.id for row in soonest], language=reader.language)
    return {
        "tours": words.card_list([cards[row.id] for row in soonest if row.id in cards], reader, rooms),
        "tours_url": _list_of("crossing" if place.kind == Place.Kind.CROSSING else "place", place.slug),
    }


def tours_along(places: frozenset[int], crossings: frozenset[int], rows: Iterable[TourRow]) -> set[int]:
    """Return the tours that lead over one of the crossings, and by a place beside it."""
    return {row.id for row in rows if row.crossings & crossings and (row.places - row.crossings) & places}


def along_values(route: RouteLine, rows: Sequence[TourRow]) -> dict[str, str]:
    """Return how many tours lead along a route, and where they are listed; nothing where none does."""
    return _counted(len(tours_along(route.places, route.crossings, rows)), "route", route.slug)


def over_values(crossing: PlaceLine, rows: Sequence[TourRow]) -> dict[str, str]:
    """Return how many tours lead over a crossing, and where they are listed; nothing where none does."""
    return _counted(sum(crossing.id in row.crossings for row in rows), "crossing", crossing.slug)


def _counted(count: int, choice: str, slug: str) -> dict[str, str]:
    if not count:
        return {}
    text = ngettext("%(counter)s tour", "%(counter)s tours", count) % {"counter": count}
    return {"tours": text, "tours_url": _list_of(choice, slug)}


def _list_of(choice: str, slug: str) -> str:
    return f"{reverse('journeys')}?{urlencode({choice: slug})}"
