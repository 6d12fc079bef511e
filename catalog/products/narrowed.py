"""The goods list narrowed and ordered by what the index of search knows beyond the list's own choices.

Prices compared, least quantities, lead times, certificates, properties of a category: the same code as on
the search page. Which goods are shown is looked up in the database as ever.
"""

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.core.cache import cache
from django.http import QueryDict

from catalog.glossary.selectors import lexicon
from catalog.products.documents.narrowing import CATEGORY, GI
from catalog.products.facets import Pair, held_below, kept_query
from catalog.products.forms import GoodsQuery
from catalog.products.found_goods import KIND
from catalog.products.selectors.cards import cards_by_id
from catalog.products.selectors.counting import Counts, counted_as
from catalog.products.selectors.goods import PER_PAGE, GoodsFilters, GoodsPage, goods_page
from catalog.products.selectors.tree import CategoryNode, CategoryTree
from catalog.seams.kept import keep
from catalog.seams.preferences import Preferences
from catalog.search.address import pairs_of, read_choice
from catalog.search.comparing import leading_units
from catalog.search.contributors import facets
from catalog.search.documents import NEWEST, PRICED, SMALLEST, UNPRICED
from catalog.search.engine import EngineDownError, IndexMissingError
from catalog.search.measured import BY_PRICE, Comparison
from catalog.search.plan import BEST
from catalog.search.selectors import Result, listed
from catalog.search.services import ask_rebuild
from catalog.search.understanding import Place, Query, understand

# What the list offers by itself, from the database.
OWN = frozenset({"country", "city", "mark", CATEGORY.name})
_ORDERS = {"new": NEWEST, "popular": BEST, "moq": SMALLEST} | {order: order for order in BY_PRICE}
_KEPT = 60  # seconds; the index follows changes within a few
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Listing:
    """A page of goods, how many each category holds with all below it, and what can be narrowed by further.

    `further` is None while there is no index to say; `waiting` when choices were left out for want of one.
    """

    page: GoodsPage
    held: Mapping[str, int]
    further: Result | None
    waiting: bool = False
    indexed: bool = False


@dataclass(frozen=True)
class Counted:
    """What narrowing a choice further would show, as search counts it."""

    facets: Mapping[str, Mapping[str, int]]
    spans: Mapping[str, tuple[int, int]]
    compared: Comparison


def choice_of(
    address: QueryDict, asked: GoodsQuery, category: str, reader: Preferences, place: Place
) -> Query:
    """Read what an address chooses beyond the list's own choices; `place` is the list with those."""
    given = address.copy()
    given.setlist(PRICED, [value for value in address.getlist(PRICED) if value != "1"])
    names = [name for name in facets() if name not in OWN]
    beside = {CATEGORY.name: (category,)} if category else {}
    query = read_choice(given, reader.language, reader.currency, names=names, beside=beside)
    return replace(query, at=place)


def place_of(path: str, asked: GoodsQuery) -> Place:
    """Return the list as a place where a query is asked."""
    beside = [("p", slug) for slug in asked.compared]
    return Place(path, tuple(kept_query(asked.filters, beside)))


def listing(query: Query, asked: GoodsQuery, tree: CategoryTree, node: CategoryNode | None) -> Listing:
    """Return a page of the list. A page beyond the last is answered with the last one."""
    waiting = query.narrowed or asked.filters.sort in BY_PRICE
    if waiting:
        try:
            return _from_index(query, asked, node)
        except IndexMissingError as error:
            logger.warning("Search has no usable index; it is being made anew. %s", error)
            ask_rebuild()
        except EngineDownError:
            logger.exception("Search has no engine that answers.")
    own = asked.filters
    filters = replace(own, sort="new") if own.sort in BY_PRICE else own
    page = goods_page(filters=filters, page=asked.page, language=query.language)
    further = None if waiting else _counted(query, filters, node)
    return Listing(page, held_below(tree, page.counts), further, waiting)


def _from_index(query: Query, asked: GoodsQuery, node: CategoryNode | None) -> Listing:
    whole = _whole(query, asked.filters, node, page=asked.page)
    kept = _counts_kept(whole)
    answer, keys = listed(whole, counted=kept is None)
    answer = _with_counts(answer, kept)
    ids = [record for _kind, record in keys]
    found = cards_by_id(ids, language=query.language)
    shown = [found[record] for record in ids if record in found]
    told = answer.facets
    counts = Counts(
        total=answer.total - (len(ids) - len(shown)),
        categories={},
        countries=dict(told.get("country", {})),
        cities=dict(told.get("city", {})),
        gi=told.get("mark", {}).get(GI, 0),
        priced=sum(count for unit, count in told.get(PRICED, {}).items() if unit != UNPRICED),
    )
    page = GoodsPage(shown, counts, answer.page, answer.pages)
    held = told.get(CATEGORY.name, {})
    return Listing(page, held, replace(answer, query=query), indexed=True)


def _whole(query: Query, filters: GoodsFilters, node: CategoryNode | None, *, page: int = 1) -> Query:
    """Return the query with the list's own choices in it."""
    own: dict[str, Sequence[str]] = {
        "kind": (KIND,),
        CATEGORY.name: (node.slug,) if node else (),
        "country": filters.countries,
        "city": filters.cities,
        "mark": (GI,) if filters.gi else (),
        PRICED: leading_units() if filters.priced else (),
    }
    chosen = {name: values for name, values in own.items() if values}
    return replace(
        query,
        filters={**chosen, **query.filters},
        sort=_ORDERS[filters.sort],
        page=max(1, page),
        per_page=PER_PAGE,
    )


def _counted(query: Query, filters: GoodsFilters, node: CategoryNode | None) -> Result | None:
    """Return what the list can be narrowed by further; None without an index."""
    whole = replace(_whole(query, filters, node), per_page=1, sort=BEST)
    kept = _counts_kept(whole)
    if kept is None:
        try:
            return replace(_with_counts(listed(whole)[0], None), query=query)
        except (IndexMissingError, EngineDownError):
            return None
    nothing = understand(Query(language=query.language), lexicon())
    return _with_counts(Result(query, nothing), kept)


def _counts_kept(whole: Query) -> Counted | None:
    """Return what was counted for the same choice since goods were counted last, if it is still kept."""
    kept: Counted | None = cache.get(_key(whole))
    return kept


def _with_counts(answer: Result, kept: Counted | None) -> Result:
    """Return the answer with the counts that were kept, or keep its own."""
    if kept is None:
        counted = Counted(answer.facets, answer.spans, answer.compared)
        keep(_key(answer.query), counted, _KEPT)
        return answer
    return replace(answer, facets=kept.facets, spans=kept.spans, compared=kept.compared)


def _key(whole: Query) -> str:
    chosen = sorted((name, sorted(values)) for name, values in whole.filters.items())
    plain = repr((chosen, sorted(whole.ranges.items()), whole.band, whole.per, whole.sort in BY_PRICE))
    return f"goods-further:{counted_as()}:{hashlib.blake2s(plain.encode(), digest_size=16).hexdigest()}"


def kept_pairs(query: Query) -> list[Pair]:
    """Return what an address says of a query, its own choices first."""
    from_place = query.at.pairs if query.at else ()
    return [*from_place, *pairs_of(query)]
