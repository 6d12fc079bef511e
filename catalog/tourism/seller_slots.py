"""What this room shows on an operator's storefront: its tours, with what departs next."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from catalog.merchants.models import Storefront
from catalog.products.presenting import reader_of
from catalog.seams.preferences import Preferences
from catalog.tourism.finding.words import card_values
from catalog.tourism.selectors.departures import SOON, with_room
from catalog.tourism.selectors.tour_cards import tour_cards
from catalog.tourism.selectors.tours import shown

MOST = 48


def tours_of(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Mapping[str, Any]]:
    """Return the newest tours of each storefront's operator as cards: three queries, one for none."""
    newest = shown().filter(organization__storefront__in=list(ids)).order_by("-published_at", "-pk")
    cards = tour_cards(newest[: MOST * len(ids)], language=preferences.language)
    if not cards:
        return {}
    owners = dict(Storefront.objects.filter(pk__in=list(ids)).values_list("organization_id", "pk"))
    today, reader = timezone.now().date(), reader_of(preferences)
    rooms = with_room(from_day=today, until_day=today + SOON, tours=[card.id for card in cards])
    grouped: dict[int, list[dict[str, Any]]] = {}
    for card in cards:
        listed = grouped.setdefault(owners[card.organization_id], [])
        listed.append(card_values(card, reader, rooms.get(card.id)))
    return {storefront: {"cards": listed} for storefront, listed in grouped.items()}
