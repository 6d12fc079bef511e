"""One page of hits in the order that every engine has to give.

tantivy orders by a 32-bit score or by one number, and leaves equals in the order in which they lie
in the index. Where a page begins or ends among equals, their neighbours are looked at too.
"""

from collections.abc import Sequence
from typing import Any

import tantivy
from tantivy import Order, Query

from catalog.search.documents import key_text, read_key
from catalog.search.embedded.schema import read_tie
from catalog.search.engine import DEEPEST, Scored
from catalog.search.plan import BEST, Plan

_NEIGHBOURS = 16


def page(searcher: tantivy.Searcher, query: Query, plan: Plan) -> tuple[list[Scored], int]:
    """Return the hits that the plan's page holds, and how many there are in all."""
    limit = max(0, min(plan.limit, DEEPEST - plan.offset))
    margin = _NEIGHBOURS
    while True:
        first = max(0, plan.offset - margin)
        wanted = plan.offset - first + max(1, limit) + margin
        result = _ask(searcher, query, plan, first, wanted)
        start, end = plan.offset - first, min(plan.offset - first + limit, len(result.hits))
        low, high = _widened(result.hits, start, end)
        whole = (low > 0 or first == 0) and (high < len(result.hits) or len(result.hits) < wanted)
        if whole or wanted > DEEPEST:
            ranked = _ranked(searcher, result.hits[low:high], plan)
            total = int(result.count)  # type: ignore[attr-defined]  # missing in its stubs
            return ranked[start - low : end - low], total
        margin *= 4


def _ask(
    searcher: tantivy.Searcher, query: Query, plan: Plan, offset: int, limit: int
) -> tantivy.SearchResult:
    if plan.sort == BEST:
        return searcher.search(query, limit, offset=offset, weight_by_field="tie")
    return searcher.search(query, limit, offset=offset, order_by_field=plan.sort, order=Order.Desc)


def _widened(hits: Sequence[Any], start: int, end: int) -> tuple[int, int]:
    """Return the bounds moved outwards over hits that equal the first and the last within."""
    if start >= end:
        return start, start
    low, high = start, end
    while low > 0 and hits[low - 1][0] == hits[start][0]:
        low -= 1
    while high < len(hits) and hits[high][0] == hits[end - 1][0]:
        high += 1
    return low, high


def _ranked(searcher: tantivy.Searcher, hits: Sequence[Any], plan: Plan) -> list[Scored]:
    found = []
    for order, address in hits:
        kept = searcher.doc(address)
        key = read_key(kept["key"][0])
        if plan.sort == BEST:
            tie = read_tie(kept["tie"][0])
            points = round(order / tie)
            found.append(((-points, -tie), Scored(key, points * tie)))
        else:
            found.append(((-order, 0.0), Scored(key, 0.0)))
    found.sort(key=lambda pair: (*pair[0], key_text(*pair[1].key)))
    return [scored for _, scored in found]
