"""A plan as the bodies of Elasticsearch searches.

Every clause is worth whole points (a constant score), a part is worth its best clause, and parts and
groups add up: sums of whole numbers are exact, so the scores are those of the embedded engine.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.search.documents import NUMBERS, key_text
from catalog.search.elastic.schema import facet_name
from catalog.search.engine import DEEPEST, MOST_VALUES, bands
from catalog.search.plan import BEST, Clause, Counting, Group, Plan

Body = dict[str, Any]
_LARGEST = 2**62
_LIVING = [{"term": {"gone": True}}]


@dataclass(frozen=True)
class Asked:
    """One search: its body, and what it counts, whose names its aggregations number in order."""

    body: Body
    counting: Counting


def bodies(plan: Plan) -> list[Asked]:
    """Return the searches that answer a plan; the first gives the hits."""
    asked = []
    for without, counted in plan.countings().items():
        counting = {"size": 0, "track_total_hits": False, "query": query(plan, without)}
        page = counting if without else _page(plan)
        asked.append(Asked({**page, **_aggregations(plan, counted)}, counted))
    return asked


def total(plan: Plan) -> Body:
    """Return the search that only counts what a plan finds."""
    return {"size": 0, "track_total_hits": True, "query": query(plan)}


def _page(plan: Plan) -> Body:
    order = [{"_score": "desc"}, {"tie": "desc"}] if plan.sort == BEST else [{f"order.{plan.sort}": "desc"}]
    return {
        "query": query(plan),
        "from": plan.offset,
        "size": max(0, min(plan.limit, DEEPEST - plan.offset)),
        "sort": [*order, {"key": "asc"}],
        "track_total_hits": True,
        "_source": False,
    }


def _aggregations(plan: Plan, counted: Counting) -> Body:
    wanted: list[Body] = [
        {"terms": {"field": f"facets.{facet_name(name)}", "size": MOST_VALUES}} for name in counted.facets
    ]
    wanted += [
        {"range": {"field": f"numbers.{name}", "ranges": [_span(*band) for band in bands(plan.bands[name])]}}
        for name in counted.numbers
    ]
    wanted += [{"stats": {"field": f"stated.{facet_name(name)}"}} for name in counted.spans]
    return {"aggs": {f"{number}": one for number, one in enumerate(wanted)}} if wanted else {}


def _span(at: int | None, until: int) -> Body:
    return {"to": until} if at is None else {"from": at, "to": until}


def query(plan: Plan, without: Collection[str] = ()) -> Body:
    """Return the query, leaving out the filters and ranges `without`."""
    narrowing: list[Body] = [
        {"terms": {f"facets.{facet_name(name)}": list(values)}}
        for name, values in plan.filters.items()
        if name not in without and values
    ]
    narrowing += [
        {"range": {f"numbers.{name}": _within(*bounds)}}
        for name, bounds in plan.ranges.items()
        if name in NUMBERS and name not in without
    ]
    narrowing += [
        {"range": {f"stated.{facet_name(name)}": _within(*bounds)}}
        for name, bounds in plan.stated.items()
        if name not in without
    ]
    if plan.among is not None:
        narrowing.append({"terms": {"key": [key_text(*key) for key in plan.among]}})
    return {
        "bool": {
            "must": [_matching(plan)],
            "filter": narrowing,
            "should": [_group(group) for group in plan.groups if group.optional],
            "must_not": _LIVING,
        }
    }


def _matching(plan: Plan) -> Body:
    if plan.nothing:
        return {"match_none": {}}
    ways = [_clause(clause) for clause in plan.instead]
    if plan.required:
        groups = [_group(group) for group in plan.required]
        ways.append({"bool": {"should": groups, "minimum_should_match": max(1, plan.least)}})
    return _any(ways) if ways else {"match_all": {}}


def _group(group: Group) -> Body:
    return _any([_part(part) for part in group.parts])


def _part(part: Sequence[Clause]) -> Body:
    clauses = [_clause(clause) for clause in part]
    return clauses[0] if len(clauses) == 1 else {"dis_max": {"queries": clauses}}


def _clause(clause: Clause) -> Body:
    terms = [{"term": {clause.field: term}} for term in clause.terms]
    found: Body
    if len(terms) == 1:
        found = terms[0]
    elif clause.needed == len(terms):
        found = {"bool": {"filter": terms}}
    else:
        found = {"bool": {"should": terms, "minimum_should_match": clause.needed}}
    return {"constant_score": {"filter": found, "boost": clause.points}}


def _any(queries: list[Body]) -> Body:
    return queries[0] if len(queries) == 1 else {"bool": {"should": queries}}


def _within(low: int | None, high: int | None) -> Body:
    bounds = {"gte": low, "lte": high}
    return {name: max(-_LARGEST, min(_LARGEST, bound)) for name, bound in bounds.items() if bound is not None}


def near(vector: Sequence[float], limit: int) -> Body:
    """Return the search for the records one of whose titles is nearest to a vector."""
    nearest = {"field": "vectors.of", "query_vector": list(vector), "k": limit, "num_candidates": 5 * limit}
    return {"knn": nearest, "size": limit, "_source": False, "track_total_hits": False}


def starting(field: str, prefix: str, most: int) -> Body:
    """Return the search for the most frequent terms of a field that begin with `prefix`."""
    counted = {"field": field, "include": f"{_literal(prefix)}.*", "size": most}
    order = [{"_count": "desc"}, {"_key": "asc"}]
    return {
        "size": 0,
        "track_total_hits": False,
        "query": {"bool": {"filter": [{"prefix": {field: prefix}}], "must_not": _LIVING}},
        "aggs": {"terms": {"terms": {**counted, "order": order}}},
    }


def _literal(text: str) -> str:
    """Return a text as Lucene's regular expressions name it."""
    return "".join(char if char.isalnum() else f"\\{char}" for char in text)
