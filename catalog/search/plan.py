"""A question in terms every engine has: which terms in which field, worth how much, narrowed how.

Scores are sums of whole points instead of BM25: two engines with two index formats then give the
same hits in the same order, and `explain` can say where every point comes from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from catalog.search.documents import NUMBERS, ORDERS, Key

BEST = "best"
SORTS = (BEST, *ORDERS)


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
class Counting:
    """What is counted of the same records: values of facets, bands of numbers, ends of stated numbers."""

    facets: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    spans: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.facets or self.numbers or self.spans)


@dataclass(frozen=True)
class Plan:
    """A record matches when at least `least` groups do, or any of `instead`; no groups match everything.

    `filters` hold the wanted values by facet (any of them), `ranges` inclusive bounds by number.
    `counted` facets are counted without their own filter; `apart` names what is left out as well
    when one is (bounds on prices per kilogram say nothing of goods sold by the piece). `bands` are
    numbers to count: how many records have at most each, whatever bounds the number has. `stated` are
    inclusive bounds on what records state of themselves, in thousandths; `spans` names such numbers whose
    least and largest value are told, whatever bounds they have.
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
    stated: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    spans: Sequence[str] = ()
    sort: str = BEST
    offset: int = 0
    limit: int = 24
    nothing: bool = False
    among: Sequence[Key] | None = None

    def uncounted(self) -> "Plan":
        """Return the same with nothing counted but how many match, and one hit at most."""
        return replace(self, counted=(), bands={}, spans=(), limit=1)

    def free_of(self, facet: str) -> frozenset[str]:
        """Return which of the plan's filters and ranges are left out when this facet is counted."""
        chosen = {name for name, values in self.filters.items() if values}
        narrowing = chosen | self.ranges.keys() | self.stated.keys()
        return frozenset({facet, *self.apart.get(facet, ())} & narrowing)

    def countings(self) -> "dict[frozenset[str], Counting]":
        """Return what is counted, by what is left out for it: each with the like."""
        together = {frozenset[str](): Counting()}
        numbers = [name for name in self.bands if name in NUMBERS]
        for kind, names in (("facets", self.counted), ("numbers", numbers), ("spans", self.spans)):
            for name in names:
                getattr(together.setdefault(self.free_of(name), Counting()), kind).append(name)
        return together

    @property
    def required(self) -> tuple[Group, ...]:
        """Return the groups that count towards `least`."""
        return tuple(group for group in self.groups if not group.optional)
