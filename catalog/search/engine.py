"""What search asks of an engine, whichever it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from catalog.search.documents import Entry, Key
from catalog.search.plan import Plan

# An engine's own hits beyond this are counted but not paged through.
DEEPEST = 10_000


class IndexMissingError(Exception):
    """There is no index that can be read: none was made yet, it is of another shape, or it is damaged."""


class EngineBusyError(Exception):
    """Somebody else is writing; nothing was written, trying again later is right."""


@dataclass(frozen=True)
class Scored:
    """A record that matched, and its score in points."""

    key: Key
    score: float


@dataclass(frozen=True)
class Found:
    """The records of one page in order, how many match in all, and how many by facet and value.

    Each facet is counted without its own filter, so that its other values stay choosable.
    """

    hits: Sequence[Scored] = ()
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Suggestion:
    """A text worth searching for, its language and the kind of record it stands on."""

    text: str
    language: str
    kind: str


@dataclass(frozen=True)
class EngineStatus:
    """What an engine says of itself; `ready` when it answers searches."""

    name: str
    ready: bool
    documents: int = 0
    index: str = ""
    bytes: int = 0
    trouble: str = ""


class SearchEngine(Protocol):
    """All of it may raise IndexMissingError, except `rebuild` and `status`."""

    def index(self, entries: Sequence[Entry], gone: Sequence[Key] = ()) -> None:
        """Put entries in place of what was kept under their keys, and drop the keys in `gone`.

        Raises EngineBusyError.
        """

    def delete(self, keys: Sequence[Key]) -> None:
        """Drop records. Raises EngineBusyError."""

    def search(self, plan: Plan) -> Found:
        """Answer a plan."""

    def suggest(self, prefix: str, limit: int) -> list[Suggestion]:
        """Return texts one of whose words starts with the normalised prefix, most frequent first."""

    def words(self, start: str) -> Mapping[str, int]:
        """Return the words of titles that begin so, with how many records have them."""

    def rebuild(self, entries: Iterable[Entry]) -> int:
        """Make a new index of these entries, take it into use at once, and return its size.

        What is written meanwhile is in the new index too. Raises EngineBusyError when another
        rebuild runs.
        """

    def digests(self) -> Iterator[tuple[Key, str]]:
        """Yield the key and digest of every entry kept."""

    def status(self) -> EngineStatus:
        """Say how it is; never raises."""
