"""When nothing matches: what to search instead, each with how much it would find."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from catalog.glossary.analyzer import Token
from catalog.glossary.lexicon import Lexicon
from catalog.search.engine import SearchEngine
from catalog.search.filler import is_filler, is_form
from catalog.search.groups import by_meaning
from catalog.search.plan import Group
from catalog.search.spelling import nearest, nearest_name, starting
from catalog.search.understanding import Query, Understanding

SPELLING, FILTERS, FEWER_WORDS, POPULAR = "spelling", "filters", "fewer-words", "popular"
RELATED = "related"
_MOST_PROPOSALS = 3
_MOST_TRIES = 12
_LONGEST_NAME = 4  # words

Count = Callable[[Query], int]


@dataclass(frozen=True)
class Proposal:
    """Another query and how much it finds; `kept` is what it still asks for, `dropped` what it leaves out."""

    query: Query
    kept: str
    dropped: Sequence[str]
    total: int


def otherwise(query: Query, asked: Understanding, lexicon: Lexicon, engine: SearchEngine) -> Iterator[Query]:
    """Yield what else may have been meant: another encoding of the letters, other spaces, a slip."""
    if asked.other:
        yield replace(query, text=asked.other)
    if spaced := respaced(query, asked, lexicon):
        yield spaced
    better = corrected(query, asked, lexicon, engine)
    if better:
        yield better


def respaced(query: Query, asked: Understanding, lexicon: Lexicon) -> Query | None:
    """Return the query with one name written as it is known, its words closed up or apart, or None.

    The longest run that is such a name by its letters is taken: "hommali" is hom mali.
    """
    tokens, text = asked.analysis.tokens, asked.analysis.normal.text
    for length in range(min(len(tokens), _LONGEST_NAME), 0, -1):
        for run in (tokens[at : at + length] for at in range(len(tokens) - length + 1)):
            typed = [token.key for token in run]
            names = lexicon.closed_up.get("".join(typed), ())
            if names and " ".join(typed) not in names:
                return replace(query, text=f"{text[: run[0].at]}{min(names)}{text[run[-1].until :]}".strip())
    return None


def corrected(query: Query, asked: Understanding, lexicon: Lexicon, engine: SearchEngine) -> Query | None:
    """Return the query with unknown words replaced by the nearest known ones, or None.

    Words that stand in no title and no label are touched; where there is none, those that are a name
    only together with other words and stand in no title. Every one of them must have a near
    neighbour: half a correction turns nonsense into an answer.
    """
    unknown = _unknown(asked, lambda token: _known(engine, lexicon, token.key))
    if not unknown:
        named = {at for match in asked.reading.matches for at in range(match.at, match.until)}
        unknown = {
            token: words
            for token, words in _unknown(asked, lambda token: engine.words(token.key[:1])).items()
            if token.at not in named and not is_filler(token.key, asked.language)
        }
    fixed = asked.analysis.normal.text
    for token, words in sorted(unknown.items(), key=lambda pair: -pair[0].at):
        better = nearest(token.key, words)
        if better is None:
            return _renamed(query, asked, lexicon)
        fixed = fixed[: token.at] + better + fixed[token.until :]
    return replace(query, text=fixed.strip()) if unknown else _renamed(query, asked, lexicon)


def slipped(query: Query, asked: Understanding, lexicon: Lexicon, engine: SearchEngine) -> Query | None:
    """Return the query with an unspaced name put right that found something only by its parts, or None.

    The word breaker takes a name with a slip for other words: of "dried mango" it leaves mango and a
    syllable. Where all of these stand in one title they were meant as they were typed.
    """
    if all(group.optional or by_meaning(group) for group in asked.groups):
        return None
    better = _renamed(query, asked, lexicon)
    return better if better and not engine.totals([asked.word_by_word()])[0] else None


def _renamed(query: Query, asked: Understanding, lexicon: Lexicon) -> Query | None:
    """Return the query with an unspaced name put right as a whole, or None.

    A slip in a script without spaces makes the word breaker find other words, often known ones. What
    is a name already is left alone: others are near it (sweet potato and cassava in Khmer).
    """
    forms = [match for match in asked.reading.matches if is_form(match.concepts)]
    tokens, text = asked.analysis.tokens, asked.analysis.normal.text
    wanted = [
        token
        for token in tokens
        if not is_filler(token.key, asked.language) or any(form.at <= token.at < form.until for form in forms)
    ]
    for run in dict.fromkeys((tuple(wanted), tokens)):
        if run and (
            better := nearest_name(text[run[0].at : run[-1].until], lexicon.unspaced.get(text[run[0].at], {}))
        ):
            return replace(query, text=f"{text[: run[0].at]}{better}{text[run[-1].until :]}".strip())
    return None


def _unknown(
    asked: Understanding, known: Callable[[Token], Mapping[str, int]]
) -> dict[Token, Mapping[str, int]]:
    """Return the words that are not among those known to begin alike, with these."""
    words = {token: known(token) for token in asked.analysis.tokens}
    return {token: alike for token, alike in words.items() if token.key not in alike}


def _known(engine: SearchEngine, lexicon: Lexicon, key: str) -> Mapping[str, int]:
    return starting(lexicon.words, key[:1]) | dict(engine.words(key[:1]))


def without_filters(query: Query, count: Count) -> Proposal | None:
    """Propose the same words without what narrows them."""
    if not query.narrowed:
        return None
    wider = query.wider()
    total = count(wider)
    return Proposal(wider, query.text.strip(), (), total) if total else None


def fewer_words(query: Query, asked: Understanding, count: Count) -> list[Proposal]:
    """Propose parts of what was asked for, the largest parts first."""
    wider = query.wider()
    found: list[Proposal] = []
    for tries, kept in enumerate(_parts(asked.groups)):
        if tries >= _MOST_TRIES or len(found) >= _MOST_PROPOSALS:
            break
        text = " ".join(group.text for group in kept)
        dropped = [group.text for group in asked.groups if group not in kept]
        part = replace(wider, text=text)
        total = count(part)
        if total:
            found.append(Proposal(part, text, dropped, total))
    return found


def _parts(groups: Sequence[Group]) -> Iterator[tuple[Group, ...]]:
    required = [group for group in groups if not group.optional]
    for size in range(len(required) - 1, 0, -1):
        yield from combinations(required, size)
