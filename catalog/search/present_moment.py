"""Facets that go with the clock: what they stand for is asked at the moment of the query, never indexed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from catalog.search.contributors import Facet, facets
from catalog.search.engine import Found
from catalog.search.plan import Plan

Values = Mapping[str, Sequence[str]]
NOBODY = "-"  # a value that no record has


def by_the_clock() -> list[Facet]:
    """Return the facets that go with the clock."""
    return [facet for facet in facets().values() if facet.now]


def settled(filters: Values) -> dict[str, Sequence[str]]:
    """Return filters as an engine can ask them: facets of the clock as values of those they are within."""
    kept = dict(filters)
    for facet in by_the_clock():
        chosen = kept.pop(facet.name, ())
        if chosen and facet.now:
            meant = facet.now()
            kept = _both(kept, facet.within, [value for name in chosen for value in meant.get(name, ())])
    return kept


def counted(
    plan: Plan, counts: Mapping[str, Mapping[str, int]], ask: Callable[[Plan], Found]
) -> dict[str, Mapping[str, int]]:
    """Count facets of the clock in an answer: one more question for each value that stands for something.

    Where ``counts``, those of the answer, have nothing of what a facet is within, nothing is asked.
    """
    found: dict[str, Mapping[str, int]] = {}
    for facet in by_the_clock():
        if facet.now and counts.get(facet.within):
            asked = {
                name: replace(plan.uncounted(), filters=_both(plan.filters, facet.within, values))
                for name, values in facet.now().items()
                if values
            }
            totals = {name: ask(one).total for name, one in asked.items()}
            found[facet.name] = {name: total for name, total in totals.items() if total}
    return found


def _both(filters: Values, name: str, values: Sequence[str]) -> dict[str, Sequence[str]]:
    """Narrow filters by more values of a facet; where some were chosen before, both must allow one."""
    beside = filters.get(name)
    allowed = [value for value in values if not beside or value in beside]
    return {**filters, name: allowed or [NOBODY]}
