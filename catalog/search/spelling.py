"""The nearest known word to one that matched nothing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache

from catalog.glossary.analyzer import UNSPACED, graphemes, script_of

_SHORTEST = 4  # letters; shorter words are too near to everything
_SHORTEST_NAME = 4  # graphemes of a name without spaces
_LONG_NAME = 9  # graphemes from which two slips are forgiven
_LONGEST_GRAPHEME = 4  # characters
_LONG = 8  # letters from which two slips are forgiven


def nearest(word: str, known: Mapping[str, int]) -> str | None:
    """Return the known word fewest slips away, the more frequent one of equals, or None.

    A slip is a letter left out, put in, changed, or two neighbours exchanged. The first letter is
    taken to be right: people rarely miss it, and it keeps the search short.
    """
    if len(word) < _SHORTEST or any(char.isdigit() for char in word):
        return None
    most = 2 if len(word) >= _LONG else 1
    best: tuple[int, int, str] | None = None
    for other, count in known.items():
        if other == word or other[:1] != word[:1] or abs(len(other) - len(word)) > most:
            continue
        slips = distance(word, other, most)
        if slips <= most and (best is None or (slips, -count, other) < best):
            best = (slips, -count, other)
    return best[2] if best else None


def nearest_name(name: str, known: Mapping[str, Collection[str]]) -> str | None:
    """Return the known name of a script without spaces that is a slip away (two in a long one), or None.

    `known` says by name what it may mean. Slips are counted in what a reader takes for one character,
    a base with its marks; of names that are as near one is taken only where all can mean the same.
    """
    letters = _letters(name)
    if (
        name in known
        or len(letters) < _SHORTEST_NAME
        or not all(script_of(letter[0]) in UNSPACED for letter in letters)
    ):
        return None
    most = 2 if len(letters) >= _LONG_NAME else 1
    slips: dict[str, int] = {}
    for other in known:
        if abs(len(other) - len(name)) <= _LONGEST_GRAPHEME * most:
            away = distance(letters, _letters(other), most)
            if away <= most:
                slips[other] = away
    near = [other for other, away in slips.items() if away == min(slips.values())]
    alike = [set(known[other]) for other in near]
    return min(near) if near and (len(near) == 1 or set.intersection(*alike)) else None


@lru_cache(maxsize=16_384)
def _letters(name: str) -> tuple[str, ...]:
    return tuple(graphemes(name))


def distance(one: Sequence[str], other: Sequence[str], most: int) -> int:
    """Return how many slips lie between two words, or more than `most` as soon as that is certain."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        current = [i]
        for j, against in enumerate(other, 1):
            cost = min(row[j] + 1, current[j - 1] + 1, row[j - 1] + (char != against))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > most:
            return most + 1
        before, row = row, current
    return row[-1]


def starting(words: Iterable[str], letter: str) -> dict[str, int]:
    """Return the words with that first letter, each counted once."""
    return {word: 1 for word in words if word.startswith(letter)}
