"""The goods list: which products, in which order, on which page, and what can narrow it down.

Each facet is counted under all filters but its own, so that a choice never hides its alternatives.
Counts of 100,000 products take longer than the page itself, so they are kept under the generation
of the goods: the first list after a change counts anew, the next ones do not.
"""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

from django.core.cache import cache
from django.db.models import Count, F, QuerySet

from catalog.products.models import Product
from catalog.products.selectors.cards import ProductCard, cards, shown
from catalog.products.selectors.tree import CategoryNode
from catalog.seams import freshness

PER_PAGE = 24
LATELY = 20  # how many times the wanted number is looked through for variety
COUNTS_LIFETIME = 3600  # seconds
SORTS = {
    "new": ("-published_at", "-pk"),
    "popular": ("-popularity", "-published_at", "-pk"),
    "moq": ("moq", "-published_at", "-pk"),
}


@dataclass(frozen=True)
class GoodsFilters:
    """What the visitor chose; empty means no choice. ``category`` is a path of the tree."""

    category: str = ""
    countries: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    gi: bool = False
    priced: bool = False
    most_moq: int | None = None
    sort: str = "new"

    def key(self) -> str:
        """Return a name for the choice that does not depend on the order of sorting."""
        plain = repr([getattr(self, field.name) for field in fields(self) if field.name != "sort"])
        return hashlib.blake2s(plain.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Counts:
    """How many products each choice would show. Cities map slug to (names by language, count)."""

    total: int
    categories: dict[int, int]
    countries: dict[str, int]
    cities: dict[str, int]
    gi: int
    priced: int


@dataclass(frozen=True)
class GoodsPage:
    """One page of the list. ``page`` is within 1 and ``pages``; there is always at least one page."""

    cards: Sequence[ProductCard]
    counts: Counts
    page: int
    pages: int


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
    if filters.most_moq is not None:
        found = found.filter(moq__lte=filters.most_moq)
    return found


def goods_page(*, filters: GoodsFilters, page: int, language: str, per_page: int = PER_PAGE) -> GoodsPage:
    """Return a page of the list. A page beyond the last is answered with the last one."""
    counts = goods_counts(filters)
    pages = max(1, -(-counts.total // per_page))
    within = min(max(page, 1), pages)
    start = (within - 1) * per_page
    # Ids first: sorting and skipping rows is cheap on the index alone, texts are read for one page only.
    ids = list(
        filtered(filters)
        .order_by(*SORTS[filters.sort])
        .values_list("pk", flat=True)[start : start + per_page]
    )
    by_id = {
        card.id: card for card in cards(Product.objects.rewrite(False).filter(pk__in=ids), language=language)
    }
    return GoodsPage(cards=[by_id[pk] for pk in ids if pk in by_id], counts=counts, page=within, pages=pages)


def newest(
    *, language: str, count: int, category: CategoryNode | None = None, country: str = ""
) -> list[ProductCard]:
    """Return new products, of one country, one category and below it where given.

    A seller's second stands after everybody's first, for whoever brings in fifty at once would
    otherwise fill the page alone. Two queries.
    """
    found = filtered(
        GoodsFilters(category=category.path if category else "", countries=(country,) if country else ())
    )
    lately = found.order_by(*SORTS["new"]).values_list("pk", "organization_id")[: LATELY * count]
    turns: dict[int, int] = defaultdict(int)
    ranked = []
    for place, (pk, organization) in enumerate(lately):
        ranked.append((turns[organization], place, pk))
        turns[organization] += 1
    ids = [pk for _turn, _place, pk in sorted(ranked)[:count]]
    by_id = {card.id: card for card in cards(shown().filter(pk__in=ids), language=language)}
    return [by_id[pk] for pk in ids if pk in by_id]


def goods_counts(filters: GoodsFilters) -> Counts:
    """Return the counts for a choice, from the cache where the goods have not changed since."""
    key = f"goods-counts:{freshness.generation('goods', 'storefronts')}:{filters.key()}"
    kept = cache.get(key)
    if isinstance(kept, Counts):
        return kept
    counts = _count(filters)
    cache.set(key, counts, COUNTS_LIFETIME)
    return counts


def _count(filters: GoodsFilters) -> Counts:
    def by(column: str, **without: object) -> dict[str, int]:
        found = filtered(replace(filters, **without))  # type: ignore[arg-type]
        rows = found.order_by().values(value=F(column)).annotate(count=Count("pk"))
        return {row["value"]: row["count"] for row in rows if row["value"] is not None}

    return Counts(
        total=filtered(filters).count(),
        categories=by("category_id", category=""),  # type: ignore[arg-type]
        countries=by("country_id", countries=(), cities=()),
        cities=by("city_id", cities=()),
        gi=filtered(replace(filters, gi=True)).count(),
        priced=filtered(replace(filters, priced=True)).count(),
    )
