"""What a query asks for: its words, codes and concepts, and the plan that finds them."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from catalog.glossary.analyzer import UNSPACED, Analysis, Token, analyze, code_key, graphemes, script_of
from catalog.glossary.analyzer.scripts import unspaced_runs
from catalog.glossary.lexicon import Lexicon, Match, Reading, guess_language
from catalog.search.analysis import holds_another, whole
from catalog.search.filler import is_aside, is_filler
from catalog.search.plan import BEST, Clause, Group, Plan
from catalog.search.rules import NOTHING_SAID, Meant, Rules

LONGEST_QUERY = 200  # characters that are looked at; a buyer's sentence is shorter
_MOST_GROUPS = 24
_SHARE_OF_GROUPS = 0.6
_SHARE_OF_GRAMS = 0.75
_LEAST_CODE = 4  # letters and digits
# Two neighbouring letters of these scripts stand inside many unrelated words; two Chinese ones rarely.
_LEAST_GRAMS = {"han": 1, "thai": 3, "lao": 3, "khmer": 3, "burmese": 3}
POINTS = {"exact": 6, "title": 5, "body": 2, "code": 20, "concept": 8, "broader": 4, "gram": 2}
# Words that editors hold to mean the typed ones are worth less than those, in the same place.
_SAID_POINTS = {"exact": 5, "title": 4, "body": 1, "concept": 5, "broader": 3}
# More than anything else can add up to, and so much for each place among several.
_PIN_POINTS = 1000


@dataclass(frozen=True)
class Query:
    """What a visitor asked, as it stands in the address.

    `filters` are wanted values by facet, `ranges` inclusive bounds by number, `page` counts from 1;
    `literal` asks for the typed words alone, without their meaning in other languages.
    """

    text: str = ""
    language: str = "en"
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    sort: str = BEST
    page: int = 1
    per_page: int = 24
    literal: bool = False


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
    language = guess_language(analyze(text[:LONGEST_QUERY]).normal.text, query.language)
    (analysis, reading), *others = lexicon.read_all(text[:LONGEST_QUERY], language, query=True)
    languages = (language, query.language)
    meant = () if query.literal else rules.meant(analysis, languages, lexicon)
    if query.literal:
        reading = Reading((), ())
    meant, reading = _longest(meant, reading)
    groups = _required_somewhere(_groups(analysis, reading, language, meant)[:_MOST_GROUPS])
    understood = bool(groups) and all(_by_meaning(group) or group.optional for group in groups)
    return Understanding(
        analysis,
        language,
        reading,
        tuple(groups),
        instead=(*_codes(text[:LONGEST_QUERY]), *(() if understood else _grams(analysis))),
        cut=len(text) > LONGEST_QUERY,
        other=others[0][0].normal.text if others else "",
        meant=meant,
        pinned=rules.pinned(analysis, languages),
        rules=rules,
    )


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


def _groups(analysis: Analysis, reading: Reading, language: str, meant: Sequence[Meant] = ()) -> list[Group]:
    groups: list[Group] = []
    taken: set[int] = set()
    spoken_of = {(one.match.at, one.match.until): one for one in meant}
    named_runs = {(match.at, match.until) for match in reading.matches}
    extra = [one.match for bounds, one in spoken_of.items() if bounds not in named_runs]
    for match in sorted([*reading.matches, *extra], key=lambda match: match.at):
        inside = [token for token in analysis.tokens if match.at < token.until and token.at < match.until]
        if any(token.at in taken for token in inside):
            continue
        taken.update(token.at for token in inside)
        group = (
            _concept_group(match, inside, analysis, reading)
            if (match.at, match.until) in named_runs
            else Group(analysis.normal.text[match.at : match.until], (_token_clauses(inside),))
        )
        said = spoken_of.get((match.at, match.until))
        groups.append(_with_others(group, said) if said else group)
    named = any(match.until - match.at > 1 for match in reading.matches)
    for token in analysis.tokens:
        if token.at not in taken:
            aside = is_filler(token.key, language) or (named and _lone(token))
            groups.append(Group(token.exact, (_token_clauses((token,)),), optional=aside))
    return groups


def _lone(token: Token) -> bool:
    """Say whether it is one Chinese character that the breaker left over beside a name (煌 in 金煌芒果)."""
    return len(token.exact) == 1 and script_of(token.exact) == "han"


def _concept_group(match: Match, tokens: Sequence[Token], analysis: Analysis, reading: Reading) -> Group:
    concepts = tuple(
        Clause(name, (slug,), POINTS[name]) for slug in match.concepts for name in ("concept", "broader")
    )
    text = analysis.normal.text[match.at : match.until]
    if holds_another(match, reading) or not tokens:
        term, exact = whole(match, analysis), whole(match, analysis, exact=True)
        words = _word_clauses((exact,), (term,))
    else:
        words = _token_clauses(tokens)
    return Group(text, (words, concepts), optional=is_aside(match.concepts))


def _with_others(group: Group, meant: Meant) -> Group:
    """Return the group so that it is also answered by the words editors named."""
    others = [clause for other in meant.others for clause in _other_clauses(*other)]
    first, *rest = group.parts
    return replace(group, parts=((*first, *others), *rest), optional=False)


def _other_clauses(analysis: Analysis, reading: Reading) -> list[Clause]:
    """Return what finds other words: all of them in one text, or what they name and nothing besides."""
    tokens = analysis.tokens
    if not tokens:
        return []
    words = _token_clauses(tokens)
    named = [match for match in reading.matches if len(match.concepts) == 1]
    if len(named) == 1 and named[0].at <= tokens[0].at and tokens[-1].until <= named[0].until:
        words = _concept_group(named[0], tokens, analysis, reading).parts[0]
    worth = [_SAID_POINTS[name] for name in ("exact", "title", "body")]
    clauses = [replace(clause, points=points) for clause, points in zip(words, worth, strict=True)]
    if all(any(match.at <= token.at and token.until <= match.until for match in named) for token in tokens):
        concepts = tuple(match.concepts[0] for match in named)
        clauses += [Clause(name, concepts, _SAID_POINTS[name]) for name in ("concept", "broader")]
    return clauses


def _token_clauses(tokens: Sequence[Token]) -> tuple[Clause, ...]:
    return _word_clauses(
        tuple(dict.fromkeys(token.exact for token in tokens)),
        tuple(dict.fromkeys(token.key for token in tokens)),
    )


def _word_clauses(exact: tuple[str, ...], keys: tuple[str, ...]) -> tuple[Clause, ...]:
    """Typed with accents, a word is itself: "dừa" (coconut) is not "dứa" (pineapple).

    Its unaccented form then counts only in texts that were written without accents.
    """
    marked = exact != keys
    return (
        Clause("exact", exact, POINTS["exact"]),
        Clause("exact" if marked else "title", keys, POINTS["title"]),
        Clause("body_exact" if marked else "body", exact, POINTS["body"]),
    )


def _by_meaning(group: Group) -> bool:
    """Say whether the typed words themselves name something, whatever editors named besides."""
    return any(clause.field == "concept" for part in group.parts[1:] for clause in part)


def _required_somewhere(groups: list[Group]) -> list[Group]:
    """When only filler was typed, it is what was asked for."""
    if groups and all(group.optional for group in groups):
        return [replace(group, optional=False) for group in groups]
    return groups


def _codes(text: str) -> list[Clause]:
    """Read each part between spaces, and the whole, as a code: 0902.10 and 0902 10 are 090210."""
    parts = [part for part in text.split() if part.lower() != "hs"]
    spaced = "".join(parts) if parts and parts[0][0].isdigit() else ""
    codes = dict.fromkeys(code for code in map(code_key, [*parts, spaced]) if len(code) >= _LEAST_CODE)
    return [Clause("code", (code,), POINTS["code"]) for code in codes]


def _grams(analysis: Analysis) -> list[Clause]:
    clauses = []
    text = analysis.normal.text
    for start, end in unspaced_runs(text):
        pieces = graphemes(text[start:end])
        grams = tuple(dict.fromkeys("".join(pair) for pair in pairwise(pieces)))
        script = script_of(text[start])
        if script in UNSPACED and len(grams) >= _LEAST_GRAMS[script]:
            needed = math.ceil(_SHARE_OF_GRAMS * len(grams))
            clauses.append(Clause("gram", grams, POINTS["gram"], needed))
    return clauses
