"""What this room shows on storefronts: how many goods a seller has, and the goods themselves."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count

from catalog.merchants.models import Storefront
from catalog.products import presenting
from catalog.products.selectors.cards import cards, shown
from catalog.seams.preferences import Preferences

MOST = 48


def goods_counts(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Mapping[str, Any]]:
    """Return how many products each storefront shows: one query."""
    rows = (
        shown()
        .filter(organization__storefront__in=list(ids))
        .order_by()
        .values_list("organization__storefront")
        .annotate(count=Count("pk"))
    )
    return {storefront: {"count": count} for storefront, count in rows}


def goods_of(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Mapping[str, Any]]:
    """Return the newest goods of each storefront as cards."""
    owners = dict(Storefront.objects.filter(pk__in=list(ids)).values_list("organization_id", "pk"))
    found = cards(
        shown().filter(organization_id__in=owners).order_by("-published_at", "-pk")[: MOST * len(owners)],
        language=preferences.language,
    )
    reader = presenting.reader_of(preferences)
    values = zip(found, presenting.card_list(found, reader), strict=True)
    by_storefront: dict[int, list[dict[str, Any]]] = {}
    for card, shown_card in values:
        by_storefront.setdefault(owners[card.organization_id], []).append(shown_card)
    return {storefront: {"cards": listed} for storefront, listed in by_storefront.items()}
