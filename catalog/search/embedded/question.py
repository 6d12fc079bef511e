"""A plan as tantivy queries."""

from collections.abc import Collection, Iterable

from tantivy import FieldType, Occur, Query

from catalog.search.documents import NUMBERS, Key, key_text
from catalog.search.embedded.schema import reader, schema, stated_path
from catalog.search.plan import Clause, Group, Plan

Part = tuple[Occur, Query]
_LARGEST = 2**62


class Question:
    """Builds the queries of one plan: for hits, and for counting each facet without its own filter."""

    def __init__(self, plan: Plan) -> None:
        self.schema = schema()
        self.plan = plan
        self._text = self._matching()

    def query(self, without: Collection[str] = ()) -> Query:
        """Return the query, leaving out the filters and ranges `without`."""
        parts: list[Part] = [(Occur.Must, self._text)]
        parts += [
            (Occur.Must, Query.const_score_query(self._values(name, values), 0.0))
            for name, values in self.plan.filters.items()
            if name not in without and values
        ]
        parts += [
            (Occur.Must, Query.const_score_query(self._within(name, *bounds), 0.0))
            for name, bounds in self.plan.ranges.items()
            if name in NUMBERS and name not in without
        ]
        parts += [
            (Occur.Must, Query.const_score_query(_stated(name, *bounds), 0.0))
            for name, bounds in self.plan.stated.items()
            if name not in without
        ]
        if self.plan.among is not None:
            parts.append((Occur.Must, Query.const_score_query(self._among(self.plan.among), 0.0)))
        parts += [(Occur.Should, self._group(group)) for group in self.plan.groups if group.optional]
        return Query.boolean_query(parts)

    def _matching(self) -> Query:
        if self.plan.nothing:
            return Query.empty_query()
        required = self.plan.required
        ways = [self._clause(clause) for clause in self.plan.instead]
        if required:
            groups = [(Occur.Should, self._group(group)) for group in required]
            ways.append(Query.boolean_query(groups, minimum_number_should_match=max(1, self.plan.least)))
        return _any(ways) if ways else Query.const_score_query(Query.all_query(), 1.0)

    def _group(self, group: Group) -> Query:
        return _any(
            Query.disjunction_max_query([self._clause(clause) for clause in part]) for part in group.parts
        )

    def _clause(self, clause: Clause) -> Query:
        terms: list[Part] = [
            (Occur.Should, Query.term_query(self.schema, clause.field, term, "basic"))
            for term in clause.terms
        ]
        found = (
            terms[0][1]
            if len(terms) == 1
            else Query.boolean_query(terms, minimum_number_should_match=clause.needed)
        )
        return Query.const_score_query(found, float(clause.points))

    def _values(self, name: str, values: Iterable[str]) -> Query:
        path = facet_path(name)
        return _any(Query.term_query(self.schema, path, value, "basic") for value in values)

    def _among(self, keys: Iterable[Key]) -> Query:
        return Query.term_set_query(self.schema, "key", [key_text(*key) for key in keys])

    def _within(self, name: str, low: int | None, high: int | None) -> Query:
        least = -_LARGEST if low is None else _bounded(low)
        most = _LARGEST if high is None else _bounded(high)
        return Query.range_query(self.schema, name, FieldType.Integer, least, most)


def _stated(name: str, low: int | None, high: int | None) -> Query:
    """Return the query for a number inside a JSON field, which only tantivy's own language can ask for."""
    if low is None and high is None:
        return Query.all_query()
    least, most = ("*" if end is None else str(_bounded(end)) for end in (low, high))
    return reader().parse_query(f"{stated_path(name)}:[{least} TO {most}]", ["key"])


def _bounded(number: int) -> int:
    return max(-_LARGEST, min(_LARGEST, number))


def facet_path(name: str) -> str:
    """Return where tantivy keeps a facet; a dot in its name must not read as a path."""
    escaped = name.replace(".", "\\.")
    return f"facets.{escaped}"


def _any(queries: Iterable[Query]) -> Query:
    return Query.boolean_query([(Occur.Should, query) for query in queries])
