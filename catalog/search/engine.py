"""What search asks of an engine, whichever it is."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import Protocol

from catalog.search.documents import Entry, Key
from catalog.search.plan import Plan

# An engine's own hits beyond this are counted but not paged through.
DEEPEST = 10_000
# Entries handed to a new index at a time.
REBUILD_BATCH = 500
# Values of one facet that are counted, the most frequent first.
MOST_VALUES = 200


def reachable_pages(total: int, per_page: int) -> int:
    """Return how many pages of hits can be turned to, at least one."""
    return max(1, math.ceil(min(total, DEEPEST // per_page * per_page) / per_page))


class IndexMissingError(Exception):
    """There is no index that can be read: none was made yet, it is of another shape, or it is damaged."""


class EngineBusyError(Exception):
    """Somebody else is writing; nothing was written, trying again later is right."""


class EngineDownError(Exception):
    """The engine cannot be reached, is not answering in time, or will not have us; what it did is unknown."""


class EngineRefusedError(Exception):
    """The engine answers, but not this question: another engine may."""


@dataclass(frozen=True)
class Scored:
    """A record that matched, and its score in points."""

    key: Key
    score: float


@dataclass(frozen=True)
class Found:
    """The records of one page in order, how many match in all, and how many by facet and value.

    Each facet is counted without its own filter, so that its other values stay choosable. A number
    with bands stands among the facets: by bound, as text, how many records have at most that. `spans`
    are the least and the largest value of what records state, where any does.
    """

    hits: Sequence[Scored] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    spans: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def bands(bounds: Sequence[int]) -> list[tuple[int | None, int]]:
    """Return bounds as spans that follow one another: from the first number, up to but without the second."""
    ends = [bound + 1 for bound in sorted(bounds)]
    return list(zip([None, *ends], ends, strict=False))


def cumulated(bounds: Sequence[int], each: Sequence[int]) -> dict[str, int]:
    """Return how many records have at most each bound, from how many lie in each of its `bands`."""
    sums = zip(sorted(bounds), accumulate(each), strict=False)
    return {str(bound): count for bound, count in sums if count}


@dataclass(frozen=True)
class Suggestion:
    """A title, its language, and the record it stands on."""

    text: str
    language: str
    kind: str
    id: int

    @property
    def key(self) -> Key:
        """Return the record."""
        return self.kind, self.id


@dataclass(frozen=True)
class EngineStatus:
    """What an engine says of itself; `ready` when it answers searches.

    Of two engines side by side it is what the one that answers now says of itself: `answering` names
    it, `owed` counts changes that the first has yet to hear of, `each` is what both say.
    """

    name: str
    ready: bool
    documents: int = 0
    index: str = ""
    bytes: int = 0
    trouble: str = ""
    answering: str = ""
    owed: int = 0
    each: "Sequence[EngineStatus]" = ()


class Building(Protocol):
    """A new index on its way. Readers stay on the old one until `finish`."""

    def add(self, entries: Sequence[Entry]) -> None:
        """Put entries in, unless something newer was written under their keys meanwhile."""

    def finish(self) -> int:
        """Take the new index into use at once and return its size.

        What was written to the engine since `build` is in it too.
        """

    def abandon(self) -> None:
        """Drop it and stay on the old one; never raises for an engine that is down."""


class SearchEngine(Protocol):
    """All of it may raise IndexMissingError, except `build` and `status`.

    An engine that runs elsewhere raises EngineDownError or EngineRefusedError too.
    """

    name: str

    @property
    def members(self) -> "Sequence[SearchEngine]":
        """Return the engines that keep an index each: itself, unless it stands for several."""
        return (self,)

    def index(self, entries: Sequence[Entry], gone: Sequence[Key] = ()) -> None:
        """Put entries in place of what was kept under their keys, and drop the keys in `gone`.

        Searches that begin after it returns see it. Raises EngineBusyError.
        """

    def delete(self, keys: Sequence[Key]) -> None:
        """Drop records. Raises EngineBusyError."""
        self.index([], keys)

    def search(self, plan: Plan) -> Found:
        """Answer a plan. Equals are ordered by `Entry.tie`, larger first, and then by key."""

    def totals(self, plans: Sequence[Plan]) -> list[int]:
        """Return how many records each plan finds, in one request where the engine runs elsewhere."""

    def suggest(self, prefix: str, limit: int, languages: Sequence[str]) -> list[Suggestion]:
        """Return titles in these languages, in their order, from one of whose words on the prefix stands.

        The prefix is normalised and without Latin accents. Titles of one language come by their letters.
        """

    def near(self, vectors: Sequence[str], limit: int) -> list[list[Scored]]:
        """Return for each vector the records nearest to it with the cosine, nearest first.

        An index of records without vectors has none.
        """

    def words(self, start: str) -> Mapping[str, int]:
        """Return the words of titles that begin so, with how many records have them."""

    def build(self) -> Building:
        """Begin a new index. Raises EngineBusyError when another one is being built."""

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Make a new index of these entries, which are asked for one batch at a time; return its size."""
        building = self.build()
        try:
            supply = iter(entries)
            while batch := list(islice(supply, REBUILD_BATCH)):
                building.add(batch)
            return building.finish()
        except BaseException:
            building.abandon()
            raise

    def digests(self) -> Iterator[tuple[Key, str]]:
        """Yield the key and digest of every entry kept."""

    def status(self) -> EngineStatus:
        """Say how it is; never raises."""
