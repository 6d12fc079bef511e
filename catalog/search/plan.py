"""A question in terms every engine has: which terms in which field, worth how much, narrowed how.

Scores are sums of whole points instead of BM25: two engines with two index formats then give the
same hits in the same order, and `explain` can say where every point comes from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog.search.documents import CHEAPEST, DEAREST, NEWEST, NUMBERS, Key

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
    """One thing that was asked for. Each part adds the points of its best matching clause.

    `optional` groups only add points. One that is `beside` the name of a thing says more of it: it
    is missed, but where no record has all that was asked for, those without it are a match too.
    """

    text: str
    parts: tuple[tuple[Clause, ...], ...]
    optional: bool = False
    beside: bool = False


@dataclass(frozen=True)
class Plan:
    """A record matches when at least `least` groups do, or any of `instead`; no groups match everything.

    `filters` hold the wanted values by facet (any of them), `ranges` inclusive bounds by number.
    `counted` facets are counted without their own filter; `apart` names what is left out as well
    when one is (bounds on prices per kilogram say nothing of goods sold by the piece). `bands` are
    numbers to count: how many records have at most each, whatever bounds the number has.
    `among`, where it is given, are the records that are asked about, all others left out.
    """

    groups: tuple[Group, ...] = ()
    least: int = 0
    instead: tuple[Clause, ...] = ()
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    counted: Sequence[str] = ()
    apart: Mapping[str, Sequence[str]] = field(default_factory=dict)
    bands: Mapping[str, Sequence[int]] = field(default_factory=dict)
    sort: str = BEST
    offset: int = 0
    limit: int = 24
    nothing: bool = False
    among: Sequence[Key] | None = None

    def free_of(self, facet: str) -> frozenset[str]:
        """Return which of the plan's filters and ranges are left out when this facet is counted."""
        narrowing = {name for name, values in self.filters.items() if values} | self.ranges.keys()
        return frozenset({facet, *self.apart.get(facet, ())} & narrowing)

    def countings(self) -> "dict[frozenset[str], tuple[list[str], list[str]]]":
        """Return what is counted, by what is left out for it: facets and numbers, each with the like."""
        together: dict[frozenset[str], tuple[list[str], list[str]]] = {frozenset(): ([], [])}
        for place, names in enumerate((self.counted, [name for name in self.bands if name in NUMBERS])):
            for name in names:
                together.setdefault(self.free_of(name), ([], []))[place].append(name)
        return together

    @property
    def required(self) -> tuple[Group, ...]:
        """Return the groups that count towards `least`."""
        return tuple(group for group in self.groups if not group.optional)
