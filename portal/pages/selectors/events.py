"""Reads: what is about to happen, as blocks of pages print it: sessions of the fair, departures."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from catalog.products.presenting import Reader
from catalog.seams.preferences import Preferences
from catalog.tourism.finding.words import card_list
from catalog.tourism.selectors.departures import SOON, with_room
from catalog.tourism.selectors.tour_cards import tour_cards_by_id
from expo.fair.selectors.editions import current, editions
from expo.fair.selectors.programme import now_and_next, sessions_of
from expo.fair.session_page import session_values


def programme_values(*, count: int, reader: Preferences) -> Mapping[str, Any] | None:
    """Return the sessions that are on and the next ones, so many in all, or None where none is to come.

    Two queries.
    """
    edition = current(editions(language=reader.language))
    if edition is None:
        return None
    on, coming = now_and_next(sessions_of(edition.id, language=reader.language), count=count)
    shown = (on + coming)[:count]
    if not shown:
        return None
    return {
        "url": reverse("fair-programme", args=[edition.slug]),
        "sessions": [session_values(one, edition, reader) for one in shown],
    }


def departure_values(*, count: int, reader: Reader) -> Mapping[str, Any] | None:
    """Return the tours that leave first among those with seats left, or None where none leaves soon.

    Two queries, however many departures there are.
    """
    today = timezone.now().date()
    rooms = with_room(from_day=today, until_day=today + SOON)
    first = sorted(rooms, key=lambda tour: (rooms[tour].first, tour))[:count]
    cards = tour_cards_by_id(first, language=reader.language)
    shown = [cards[tour] for tour in first if tour in cards]
    if not shown:
        return None
    return {"url": reverse("journeys"), "cards": card_list(shown, reader, rooms)}
