"""What a visitor may choose in the goods list, and which goods are left then."""

import hashlib
from dataclasses import dataclass, fields

from django.db.models import QuerySet

from catalog.products.models import Product
from catalog.products.selectors.cards import shown


@dataclass(frozen=True)
class GoodsFilters:
    """What the visitor chose; empty means no choice. ``category`` is a path of the tree."""

    category: str = ""
    countries: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    gi: bool = False
    priced: bool = False
    sort: str = "new"

    def key(self) -> str:
        """Return a name for the choice that does not depend on the order of sorting."""
        plain = repr([getattr(self, field.name) for field in fields(self) if field.name != "sort"])
        return hashlib.blake2s(plain.encode(), digest_size=16).hexdigest()


def filtered(filters: GoodsFilters) -> QuerySet[Product]:
    """Return the shown products that fit the choice, in no order."""
    found = shown()
    if filters.category:
        found = found.filter(category__path__startswith=filters.category)
    if filters.countries:
        found = found.filter(country_id__in=filters.countries)
    if filters.cities:
        found = found.filter(city_id__in=filters.cities)
    if filters.gi:
        found = found.filter(gi__isnull=False)
    if filters.priced:
        found = found.filter(price_low__isnull=False)
    return found
