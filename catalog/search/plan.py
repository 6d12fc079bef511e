"""A question in terms every engine has: which terms in which field, worth how much, narrowed how.

Scores are sums of whole points instead of BM25: two engines with two index formats then give the
same hits in the same order, and `explain` can say where every point comes from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog.search.documents import CHEAPEST, DEAREST, NEWEST

BEST = "best"
SORTS = (BEST, NEWEST, CHEAPEST, DEAREST)


@dataclass(frozen=True)
class Clause:
    """Matches a record that has at least `least` of the terms (all, when None) in the field."""

    field: str
    terms: tuple[str, ...]
    points: int
    least: int | None = None

    @property
    def needed(self) -> int:
        """Return how many of the terms must be there."""
        return len(self.terms) if self.least is None else self.least


@dataclass(frozen=True)
class Group:
    """One thing that was asked for. Each part adds the points of its best matching clause."""

    text: str
    parts: tuple[tuple[Clause, ...], ...]
    optional: bool = False


@dataclass(frozen=True)
class Plan:
    """A record matches when at least `least` groups do, or any of `instead`; no groups match everything.

    `filters` hold the wanted values by facet (any of them), `ranges` inclusive bounds by number.
    """

    groups: tuple[Group, ...] = ()
    least: int = 0
    instead: tuple[Clause, ...] = ()
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    counted: Sequence[str] = ()
    sort: str = BEST
    offset: int = 0
    limit: int = 24
    nothing: bool = False

    @property
    def required(self) -> tuple[Group, ...]:
        """Return the groups that count towards `least`."""
        return tuple(group for group in self.groups if not group.optional)
