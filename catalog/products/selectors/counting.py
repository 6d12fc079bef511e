"""How many goods each choice of the list would show.

Each facet is counted under all filters but its own, so that a choice never hides its alternatives.
Goods are looked through once for all facets and all choices: what comes out is how many there are of
each category, place and kind together, and every count is a sum of those. That sum is kept under the
generation of the goods, so the first list after a change counts anew and the next ones do not.

Where goods are many, somebody changes some every few seconds, and looking through all of them takes
longer than the page itself. There counts may be ``LAG`` seconds behind, except the number of goods on a
short list, which everybody can check by counting. The goods listed are never behind.
"""

import secrets
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from catalog.products.models import Category
from catalog.products.selectors.cards import shown
from catalog.products.selectors.narrowing import GoodsFilters, filtered
from catalog.seams import freshness
from catalog.seams.kept import claim, keep

TALLY = "goods-tally"
LIFETIME = 3600  # seconds
MANY = 5_000  # goods on offer
LAG = 20  # seconds
PATIENCE = 60  # seconds after which another process counts, should the one that began have died


@dataclass(frozen=True)
class Counts:
    """How many products each choice would show: by id of a category, by country code, by slug of a city."""

    total: int
    categories: dict[int, int]
    countries: dict[str, int]
    cities: dict[str, int]
    gi: int
    priced: int


@dataclass(frozen=True)
class Share:
    """How many goods are alike in all that a facet asks. ``path`` is that of their category."""

    category: int
    path: str
    country: str
    city: str
    gi: bool
    priced: bool
    count: int


@dataclass(frozen=True)
class Tally:
    """Where the shares of a count of all goods are kept, how many goods there were, and when."""

    token: str
    generation: str
    goods: int
    counted_at: float


def goods_counts(filters: GoodsFilters) -> Counts:
    """Return the counts for a choice, from the cache where the goods have not changed since."""
    generation = freshness.generation("goods", "storefronts")
    tally, shares = _tally(generation)
    counts = _kept_counts(tally, filters, shares)
    if tally.generation != generation and counts.total < MANY:
        counts = replace(counts, total=filtered(filters).count())
    return counts


def counted_as() -> str:
    """Return a token that changes when goods are counted anew, to keep other counts by."""
    return _tally(freshness.generation("goods", "storefronts"))[0].token


def _tally(generation: str) -> tuple[Tally, tuple[Share, ...] | None]:
    """Return the tally to use, with its shares where they were counted just now."""
    tally = cache.get(TALLY)
    if isinstance(tally, Tally) and _holds(tally, generation):
        return tally, None
    # The generation was read before the goods: a change in between makes the count old, never new.
    shares = _shares()
    goods = sum(share.count for share in shares)
    tally = Tally(secrets.token_hex(8), generation, goods, time.time())
    keep(f"goods-shares:{tally.token}", shares, LIFETIME)
    keep(TALLY, tally, LIFETIME)
    return tally, shares


def _holds(tally: Tally, generation: str) -> bool:
    """Tell whether a tally may be used: it is of this generation, or one of many goods and not old.

    Of the readers that find it too old, one counts and the others go on with what there is.
    """
    if tally.generation == generation:
        return True
    if tally.goods < MANY:
        return False
    age = time.time() - tally.counted_at
    return age < LAG or (age < LAG + PATIENCE and not claim(f"{TALLY}:{tally.token}", PATIENCE))


def _kept_counts(tally: Tally, filters: GoodsFilters, shares: tuple[Share, ...] | None) -> Counts:
    """Return the counts that a tally makes for a choice."""
    key = f"goods-counts:{tally.token}:{filters.key()}"
    kept = None if shares else cache.get(key)
    if isinstance(kept, Counts):
        return kept
    shares = shares or cache.get(f"goods-shares:{tally.token}")
    if not isinstance(shares, tuple):
        shares = _shares()
    counts = added_up(shares, filters)
    keep(key, counts, LIFETIME)
    return counts


def _shares() -> tuple[Share, ...]:
    """Look through all goods on offer, once. Two queries."""
    paths = dict(Category.objects.values_list("pk", "path"))
    flags = {
        "is_gi": ExpressionWrapper(Q(gi__isnull=False), BooleanField()),
        "is_priced": ExpressionWrapper(Q(price_low__isnull=False), BooleanField()),
    }
    rows = (
        shown()
        .order_by()
        .annotate(**flags)
        .values_list("category_id", "country_id", "city_id", *flags)
        .annotate(count=Count("pk"))
    )
    return tuple(
        Share(category, paths[category], country, city or "", bool(gi), bool(priced), count)
        for category, country, city, gi, priced, count in rows
        if category in paths
    )


def added_up(shares: Iterable[Share], filters: GoodsFilters) -> Counts:
    """Add up what each choice would show."""
    categories: Counter[int] = Counter()
    countries: Counter[str] = Counter()
    cities: Counter[str] = Counter()
    total = gi = priced = 0
    for share in shares:
        misses = _misses(share, filters)
        if not misses:
            total += share.count
            gi += share.count * share.gi
            priced += share.count * share.priced
        if misses <= {"category"}:
            categories[share.category] += share.count
        if misses <= {"country", "city"}:
            countries[share.country] += share.count
        if misses <= {"city"} and share.city:
            cities[share.city] += share.count
    return Counts(total, dict(categories), dict(countries), dict(cities), gi, priced)


def _misses(share: Share, filters: GoodsFilters) -> set[str]:
    """Return the filters that leave these goods out."""
    left_out = {
        "category": not share.path.startswith(filters.category),
        "country": bool(filters.countries) and share.country not in filters.countries,
        "city": bool(filters.cities) and share.city not in filters.cities,
        "gi": filters.gi and not share.gi,
        "priced": filters.priced and not share.priced,
    }
    return {name for name, out in left_out.items() if out}
