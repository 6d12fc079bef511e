"""What a query asks for: its words, codes and concepts, and the plan that finds them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from catalog.glossary.analyzer import Analysis, analyze
from catalog.glossary.lexicon import Lexicon, Match, Reading, guess_language
from catalog.search.contributors import Facet
from catalog.search.filler import is_aside, is_filler, is_form
from catalog.search.groups import by_meaning, codes, grams, groups_of
from catalog.search.plan import BEST, Clause, Group, Plan
from catalog.search.rules import NOTHING_SAID, Meant, Rules

LONGEST_QUERY = 200  # characters that are looked at; a buyer's sentence is shorter
_MOST_GROUPS = 24
_SHARE_OF_GROUPS = 0.6
_THINGS = frozenset({"food", "goods"})
# More than anything else can add up to, and so much for each place among several.
_PIN_POINTS = 1000


@dataclass(frozen=True)
class PriceBand:
    """Wanted prices: major units of a currency for one unit compared in, both ends included."""

    low: Decimal | None
    high: Decimal | None
    currency: str


@dataclass(frozen=True)
class Place:
    """A page that lists records by a query: its path, and what its address says beside the query."""

    path: str
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Query:
    """What a visitor asked, as it stands in the address.

    `filters` are wanted values by facet, `ranges` inclusive bounds by number, `band` wanted prices,
    `per` the unit to compare in; `page` counts from 1; `literal` asks for the typed words alone,
    without their meaning in other languages; `read` is the language to read them in, instead of a
    guess; `grid` how hits are shown, `at` the page it is asked on, where that is not the search page.
    `further` are the facets that a choice brought with it, `unknown` what stood in the address and
    means nothing here.
    """

    text: str = ""
    language: str = "en"
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    sort: str = BEST
    page: int = 1
    per_page: int = 24
    literal: bool = False
    band: PriceBand | None = None
    per: str = ""
    read: str = ""
    grid: bool = False
    at: Place | None = field(default=None, compare=False)
    further: Sequence[Facet] = field(default=(), compare=False)
    unknown: Sequence[str] = field(default=(), compare=False)

    @property
    def narrowed(self) -> bool:
        """Say whether anything but its words narrows it down."""
        return bool(self.filters or self.ranges or self.band)

    def wider(self) -> "Query":
        """Return it without what narrows it down, from its first page on."""
        return replace(self, filters={}, ranges={}, band=None, per="", page=1, further=(), unknown=())


@dataclass(frozen=True)
class Understanding:
    """A query as read: `language` is the guess, `cut` says that its end was not looked at.

    `other` is the same text as Burmese of the other encoding would have it, where that cannot be told.
    `meant` are the runs for which editors named other words, `pinned` the keys of what they want first,
    both by the `rules` it was read with.
    """

    analysis: Analysis
    language: str
    reading: Reading
    groups: tuple[Group, ...]
    instead: tuple[Clause, ...]
    cut: bool
    other: str = ""
    meant: tuple[Meant, ...] = ()
    pinned: tuple[str, ...] = ()
    rules: Rules = NOTHING_SAID

    @property
    def empty(self) -> bool:
        """Say whether nothing in it can be searched for."""
        return not self.groups and not self.instead

    @property
    def concepts(self) -> tuple[str, ...]:
        """Return the slugs of the concepts it names."""
        return self.reading.concepts

    @property
    def loosely(self) -> "Understanding":
        """Return the same with all that is said beside a thing as a wish only."""
        groups = tuple(replace(group, optional=group.optional or group.beside) for group in self.groups)
        return replace(self, groups=groups)

    @property
    def titled(self) -> "Understanding":
        """Return the same with all that is said beside a thing asked for in titles, or by its meaning."""
        groups = tuple(
            replace(group, parts=tuple(map(_in_titles, group.parts))) if group.beside else group
            for group in self.groups
        )
        return replace(self, groups=groups)

    def word_by_word(self) -> Plan:
        """Return the plan for records whose titles hold each part of it, or name what it means."""
        groups = tuple(replace(group, parts=tuple(map(_in_titles, group.parts))) for group in self.groups)
        return Plan(groups, sum(not group.optional for group in groups), limit=1)

    def plan(self, *, least: int | None = None) -> Plan:
        """Return the plan without filters; `least` overrules how many of its parts must match."""
        required = sum(not group.optional for group in self.groups)
        needed = required if required <= 2 else math.ceil(_SHARE_OF_GROUPS * required)
        first = [
            Clause("key", (key,), _PIN_POINTS * (len(self.pinned) - place))
            for place, key in enumerate(self.pinned)
        ]
        instead = (*first, *self.instead)
        return Plan(self.groups, needed if least is None else least, instead, nothing=self.empty)


def understand(query: Query, lexicon: Lexicon, rules: Rules = NOTHING_SAID) -> Understanding:
    """Read a query. Nothing in it is syntax: quotes, stars and operators are just not words.

    `rules` are what editors said; of them a query for the typed words alone keeps what comes first.
    """
    text = query.text.strip()
    language = query.read or guess_language(analyze(text[:LONGEST_QUERY]).normal.text, query.language)
    (analysis, reading), *others = lexicon.read_all(text[:LONGEST_QUERY], language, query=True)
    languages = (language, query.language)
    meant = () if query.literal else rules.meant(analysis, languages, lexicon)
    reading = Reading((), ()) if query.literal else _names(reading, analysis, language)
    meant, reading = _longest(meant, reading)
    things = [match for match in reading.matches if _names_thing(match, lexicon)]
    groups = _required_somewhere(groups_of(analysis, reading, language, things, meant)[:_MOST_GROUPS])
    understood = bool(groups) and all(by_meaning(group) or group.optional for group in groups)
    return Understanding(
        analysis,
        language,
        reading,
        tuple(groups),
        instead=(*codes(text[:LONGEST_QUERY]), *(() if understood else grams(analysis))),
        cut=len(text) > LONGEST_QUERY,
        other=others[0][0].normal.text if others else "",
        meant=meant,
        pinned=rules.pinned(analysis, languages),
        rules=rules,
    )


def _in_titles(part: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return tuple(clause for clause in part if clause.field not in {"body", "body_exact"})


def _names(reading: Reading, analysis: Analysis, language: str) -> Reading:
    """Return the names in a query: without talk that is a name elsewhere, with the forms in longer names.

    "saya" (I) is a skirt in Filipino; "fresh" in "fresh mango" orders the hits too.
    """
    talk = {token.at for token in analysis.tokens if is_filler(token.key, language)}
    names = tuple(
        match
        for match in reading.matches
        if is_aside(match.concepts)
        or any(match.at <= token.at < match.until and token.at not in talk for token in analysis.tokens)
    )
    forms = dict.fromkeys(match for match in reading.inner if is_form(match.concepts))
    return replace(reading, matches=(*(names or reading.matches), *forms))


def _names_thing(match: Match, lexicon: Lexicon) -> bool:
    return any(lexicon.kinship.meanings[slug].kind in _THINGS for slug in match.concepts)


def _longest(meant: tuple[Meant, ...], reading: Reading) -> tuple[tuple[Meant, ...], Reading]:
    """Where a run that editors spoke of and a name of the glossary overlap, keep the longer one.

    Of the same run both count.
    """
    if not meant:
        return meant, reading
    kept = tuple(one for one in meant if not any(_over(match, one.match) for match in reading.matches))
    matches = tuple(
        match for match in reading.matches if not any(_over(one.match, match, equal=True) for one in kept)
    )
    return kept, replace(reading, matches=matches)


def _over(longer: Match, other: Match, *, equal: bool = False) -> bool:
    """Say whether two runs overlap and the first is the longer; with `equal`, or as long but elsewhere."""
    if other.until <= longer.at or longer.until <= other.at:
        return False
    more = (longer.until - longer.at) - (other.until - other.at)
    return more > 0 or (equal and more == 0 and longer.at != other.at)


def _required_somewhere(groups: list[Group]) -> list[Group]:
    """When only filler was typed, it is what was asked for."""
    if groups and all(group.optional for group in groups):
        return [replace(group, optional=False) for group in groups]
    return groups
