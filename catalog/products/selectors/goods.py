"""The goods list: which products, in which order, on which page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.products.selectors.cards import ProductCard, cards_by_id
from catalog.products.selectors.counting import Counts as Counts
from catalog.products.selectors.counting import goods_counts as goods_counts
from catalog.products.selectors.narrowing import GoodsFilters as GoodsFilters
from catalog.products.selectors.narrowing import filtered as filtered
from catalog.products.selectors.tree import CategoryNode

PER_PAGE = 24
LATELY = 20  # how many times the wanted number is looked through for variety
SORTS = {
    "new": ("-published_at", "-pk"),
    "popular": ("-popularity", "-published_at", "-pk"),
    "moq": ("moq", "-published_at", "-pk"),
}


@dataclass(frozen=True)
class GoodsPage:
    """One page of the list. ``page`` is within 1 and ``pages``; there is always at least one page."""

    cards: Sequence[ProductCard]
    counts: Counts
    page: int
    pages: int


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
    by_id = cards_by_id(ids, language=language)
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
    by_id = cards_by_id(ids, language=language)
    return [by_id[pk] for pk in ids if pk in by_id]
