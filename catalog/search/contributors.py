"""Rooms whose records can be found, and how each describes and shows its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from catalog.seams.preferences import Preferences
from catalog.seams.registry import Registry
from catalog.search.documents import SearchDocument
from catalog.search.plan import Plan
from catalog.translation.texts import LocalText


@dataclass(frozen=True)
class Row:
    """A record as it stands now, ready for components/hit.html, whose names most fields bear.

    `title` is in the reader's language or the nearest; `original` the maker's own when that is
    another; `texts` whatever else may show why it matched (titles in other languages, a summary).
    `picture` is a manifest, `price` what components/price.html takes, `marks` badges.
    """

    url: str
    title: LocalText
    original: LocalText | None = None
    texts: Sequence[LocalText] = ()
    picture: Any = None
    alt: str = ""
    line: str = ""
    marks: Sequence[Any] = ()
    price: Any = None
    side: Sequence[str] = ()
    slots: Any = ""


Labels = Callable[[Sequence[str], str], Mapping[str, Any]]


@dataclass(frozen=True)
class Step:
    """A place in a tree of values as a reader sees it: `above` the chosen one or it, else right below."""

    value: str
    label: LocalText
    above: bool


@dataclass(frozen=True)
class Facet:
    """Something answers can be narrowed by.

    `labels` names values, given them and a language, and leaves out what is no value at all.
    Values of a tree have `steps`: given the chosen one (or nothing) and a language, the way down to
    it and what lies right below. A `quiet` facet is chosen from elsewhere on the page. A number
    has a `unit`, which may be empty, and bounds in place of values; what is no number has None.
    What goes with the clock is in no index: `now` says at the moment of asking which values of the
    facet `within` each of its values stands for. Values `in_order` (months) are offered in the order of
    their names, the others by how many records have them.
    """

    name: str
    label: Any
    labels: Labels
    steps: Callable[[str, str], Sequence[Step]] | None = None
    quiet: bool = False
    unit: str | None = None
    within: str = ""
    now: Callable[[], Mapping[str, Sequence[str]]] | None = None
    in_order: bool = False


Chosen = Mapping[str, Sequence[str]]


def _nothing_further(chosen: Chosen, language: str) -> Sequence[Facet]:
    return ()


@dataclass(frozen=True)
class Contributor:
    """One kind of record.

    `documents(ids)` describes those that may be shown to the public and leaves out the rest;
    `all_ids()` yields every id worth asking for; `present(ids, preferences)` returns rows of those
    that may be shown at this very moment, so that what was withdrawn never shows while the index lags.
    `further` gives the facets that a choice brings with it: what goods of one category state.
    `addresses(ids, language)`, where a room has it, says of the same records only where they are; it
    is asked while somebody types.
    """

    name: str
    label: Any
    documents: Callable[[Sequence[int]], Iterable[SearchDocument]]
    all_ids: Callable[[], Iterator[int]]
    present: Callable[[Sequence[int], Preferences], Mapping[int, Row]]
    facets: Sequence[Facet] = field(default=())
    further: Callable[[Chosen, str], Sequence[Facet]] = _nothing_further
    addresses: Callable[[Sequence[int], str], Mapping[int, str]] | None = None

    def addresses_now(self, ids: Sequence[int], preferences: Preferences) -> Mapping[int, str]:
        """Return the paths of those that may be shown at this very moment."""
        if self.addresses:
            return self.addresses(ids, preferences.language)
        return {record: row.url for record, row in self.present(ids, preferences).items()}


@dataclass(frozen=True)
class Named:
    """Something with a name worth suggesting that is no record; `plan` finds what it stands for."""

    text: str
    language: str
    url: str
    plan: Plan


@dataclass(frozen=True)
class Naming:
    """One kind of what has names but no record: categories, concepts.

    `starting(typed, languages)` returns those with a name that begins so, in whatever case or spelling
    it was typed; names in the first languages first.
    """

    name: str
    label: Any
    starting: Callable[[str, Sequence[str]], Sequence[Named]]


@dataclass(frozen=True)
class Addition:
    """What another room says of records of a kind that is not its own.

    `values(ids)` returns, by record, values by the name of one of the `facets`, in a number of queries
    that does not depend on how many ids there are. Who changes what it says marks the records dirty.
    """

    name: str
    kind: str
    facets: Sequence[Facet]
    values: Callable[[Sequence[int]], Mapping[int, Mapping[str, Sequence[str]]]]


CONTRIBUTORS: Registry[Contributor] = Registry("kind of record in search")


ADDITIONS: Registry[Addition] = Registry("addition to records in search")


NAMINGS: Registry[Naming] = Registry("kind of name in search")


def register(contributor: Contributor) -> None:
    """Add a kind of record while the site starts."""
    CONTRIBUTORS.register(contributor)


def add(addition: Addition) -> None:
    """Say more of another room's records, while the site starts."""
    ADDITIONS.register(addition)


def described(contributor: Contributor, ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe those of the records that may be shown, with what other rooms say of them."""
    documents = list(contributor.documents(ids))
    found = [document.id for document in documents]
    more = [one.values(found) for one in ADDITIONS if found and one.kind == contributor.name]
    for document in documents:
        said: dict[str, Sequence[str]] = dict(document.facets)
        for values in more:
            said |= values.get(document.id, {})
        yield replace(document, facets=said) if more else document


def facets() -> dict[str, Facet]:
    """Return every facet of every kind by name; kinds that share a name share the facet."""
    every = (*CONTRIBUTORS, *(one for one in ADDITIONS if one.kind in CONTRIBUTORS))
    return {facet.name: facet for room in every for facet in room.facets}


def further(chosen: Chosen, language: str) -> dict[str, Facet]:
    """Return the facets that a choice brings with it, named in a language."""
    found = (facet for contributor in CONTRIBUTORS for facet in contributor.further(chosen, language))
    return {facet.name: facet for facet in found}
