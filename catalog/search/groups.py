"""What a query asks for, one group for each name or word in it, and where each is looked for."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from catalog.glossary.analyzer import UNSPACED, Analysis, Token, code_key, graphemes, script_of
from catalog.glossary.analyzer.scripts import unspaced_runs
from catalog.glossary.lexicon import Match, Reading
from catalog.search.analysis import holds_another, whole
from catalog.search.filler import is_aside, is_filler, is_form, says_more
from catalog.search.plan import Clause, Group
from catalog.search.rules import Meant

_SHARE_OF_GRAMS = 0.75
_LEAST_CODE = 4  # letters and digits
# Two neighbouring letters of these scripts stand inside many unrelated words; two Chinese ones rarely.
_LEAST_GRAMS = {"han": 1, "thai": 3, "lao": 3, "khmer": 3, "burmese": 3}
POINTS = {"exact": 6, "title": 5, "body": 2, "code": 20, "concept": 8, "broader": 4, "gram": 2, "form": 12}
# Words that editors hold to mean the typed ones are worth less than those, in the same place.
_SAID_POINTS = {"exact": 5, "title": 4, "body": 1, "concept": 5, "broader": 3}


def groups_of(
    analysis: Analysis, reading: Reading, language: str, things: Sequence[Match], meant: Sequence[Meant] = ()
) -> list[Group]:
    """Return a group for each name in a query, and for each word beside them.

    `things` are the names of what can be bought; `meant` is what editors said of runs of words.
    """
    groups: list[Group] = []
    taken: set[int] = set()
    spoken_of = {(one.match.at, one.match.until): one for one in meant}
    named_runs = {(match.at, match.until) for match in reading.matches}
    extra = [one.match for bounds, one in spoken_of.items() if bounds not in named_runs]
    for match in sorted([*reading.matches, *extra], key=lambda match: match.at):
        inside = [token for token in analysis.tokens if match.at < token.until and token.at < match.until]
        if any(token.at in taken for token in inside):
            if is_form(match.concepts):
                groups.append(Group(_typed(match, analysis), (_meant(match),), optional=True))
            continue
        taken.update(token.at for token in inside)
        group = (
            _concept_group(match, inside, analysis, reading)
            if (match.at, match.until) in named_runs
            else Group(_typed(match, analysis), (_token_clauses(inside),))
        )
        group = replace(group, beside=match in things and _beside(match, things, language))
        said = spoken_of.get((match.at, match.until))
        groups.append(_with_others(group, said) if said else group)
    groups += _left_over(analysis, reading, language, things, taken)
    return groups if _mostly_named(groups) else [replace(group, beside=False) for group in groups]


def _left_over(
    analysis: Analysis, reading: Reading, language: str, things: Sequence[Match], taken: set[int]
) -> list[Group]:
    """Return a group for each word that is no name."""
    named = any(match.until - match.at > 1 for match in reading.matches)
    return [
        Group(
            token.exact,
            (_token_clauses((token,)),),
            optional=is_filler(token.key, language) or (named and _lone(token)),
            beside=_beside(token, things, language),
        )
        for token in analysis.tokens
        if token.at not in taken
    ]


def _beside(what: Match | Token, things: Sequence[Match], language: str) -> bool:
    """Say whether it only tells more of a thing: of "truck diesel engine", the engine is what is wanted."""
    word = what.exact if isinstance(what, Token) else ""
    return any(
        says_more(word, before=what.until <= thing.at, language=language)
        for thing in things
        if what.until <= thing.at or thing.until <= what.at
    )


def _mostly_named(groups: Sequence[Group]) -> bool:
    """Say whether names of things make up at least half of what was typed.

    In Vietnamese every syllable stands by itself: that one of several names a thing means little.
    """
    required = [group for group in groups if not group.optional]
    plain = sum(len(group.text.split()) for group in required if not by_meaning(group))
    return plain <= sum(len(group.text.split()) for group in required if by_meaning(group))


def _typed(match: Match, analysis: Analysis) -> str:
    return analysis.normal.text[match.at : match.until]


def _meant(match: Match) -> tuple[Clause, ...]:
    """Ask for what a name means. A form counts more than whether the thing is named by itself:

    "dried mango" is only by the way a mango, and has to come before a fresh one all the same.
    """
    form = is_form(match.concepts)
    return tuple(
        Clause(name, (slug,), POINTS["form" if form else name])
        for slug in match.concepts
        for name in ("concept", "broader")
    )


def _lone(token: Token) -> bool:
    """Say whether it is one Chinese character that the breaker left over beside a name (煌 in 金煌芒果)."""
    return len(token.exact) == 1 and script_of(token.exact) == "han"


def _concept_group(match: Match, tokens: Sequence[Token], analysis: Analysis, reading: Reading) -> Group:
    if holds_another(match, reading) or not tokens:
        term, exact = whole(match, analysis), whole(match, analysis, exact=True)
        words = _word_clauses((exact,), (term,))
    else:
        words = _token_clauses(tokens, whole(match, analysis, exact=True), whole(match, analysis))
    return Group(_typed(match, analysis), (words, _meant(match)), optional=is_aside(match.concepts))


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


def _token_clauses(tokens: Sequence[Token], exact: str = "", key: str = "") -> tuple[Clause, ...]:
    """Ask for words, of a name all of them: in a title in any order, in a longer text only as one."""
    return _word_clauses(
        tuple(dict.fromkeys(token.exact for token in tokens)),
        tuple(dict.fromkeys(token.key for token in tokens)),
        (exact,) if exact and len(tokens) > 1 else (),
        (key,) if key and len(tokens) > 1 else (),
    )


def _word_clauses(
    exact: tuple[str, ...],
    keys: tuple[str, ...],
    exact_body: tuple[str, ...] = (),
    body: tuple[str, ...] = (),
) -> tuple[Clause, ...]:
    """Typed with accents, a word is itself: "dừa" (coconut) is not "dứa" (pineapple).

    Its unaccented form then counts only in texts that were written without accents.
    """
    marked = exact != keys
    return (
        Clause("exact", exact, POINTS["exact"]),
        Clause("exact" if marked else "title", keys, POINTS["title"]),
        Clause("body_exact", exact_body or exact, POINTS["body"])
        if marked
        else Clause("body", body or keys, POINTS["body"]),
    )


def by_meaning(group: Group) -> bool:
    """Say whether the typed words themselves name something, whatever editors named besides."""
    return any(clause.field == "concept" for part in group.parts[1:] for clause in part)


def codes(text: str) -> list[Clause]:
    """Read each part between spaces, and the whole, as a code: 0902.10 and 0902 10 are 090210."""
    parts = [part for part in text.split() if part.lower() != "hs"]
    spaced = "".join(parts) if parts and parts[0][0].isdigit() else ""
    codes = dict.fromkeys(code for code in map(code_key, [*parts, spaced]) if len(code) >= _LEAST_CODE)
    return [Clause("code", (code,), POINTS["code"]) for code in codes]


def grams(analysis: Analysis) -> list[Clause]:
    """Ask for neighbouring letters of text without spaces, most of them."""
    clauses = []
    text = analysis.normal.text
    for start, end in unspaced_runs(text):
        pieces = graphemes(text[start:end])
        pairs = tuple(dict.fromkeys("".join(pair) for pair in pairwise(pieces)))
        script = script_of(text[start])
        if script in UNSPACED and len(pairs) >= _LEAST_GRAMS[script]:
            needed = math.ceil(_SHARE_OF_GRAMS * len(pairs))
            clauses.append(Clause("gram", pairs, POINTS["gram"], needed))
    return clauses
