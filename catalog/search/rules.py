"""What editors have said of searches: words that mean other words, and what comes first for a query.

Applied to the query, never to the index: both engines get the same terms, and a rule holds from the
next search on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from catalog.glossary.analyzer import Analysis
from catalog.glossary.kinship import Kinship, Meaning
from catalog.glossary.lexicon import Lexicon, Match, Reading, joined, label_keys
from catalog.search.documents import Key, key_text


@dataclass(frozen=True)
class Same:
    """Whoever types one of `typed` in this language also gets what `means` finds; perhaps the reverse too."""

    language: str
    typed: tuple[str, ...]
    means: tuple[str, ...]
    both_ways: bool = False


@dataclass(frozen=True)
class Pinned:
    """A record that comes first for a query in this language; of several the lowest position does."""

    language: str
    text: str
    record: Key
    position: int = 0


@dataclass(frozen=True)
class Meant:
    """A run of a query for which editors named other words, each read as a query is."""

    match: Match
    others: tuple[tuple[Analysis, Reading], ...]


@dataclass(frozen=True)
class Rules:
    """All that holds now, ready to be looked up; made by `rules_of`."""

    names: Mapping[str, Lexicon] = field(default_factory=dict)
    means: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    pins: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def meant(self, analysis: Analysis, languages: Sequence[str], lexicon: Lexicon) -> tuple[Meant, ...]:
        """Find the runs of a query that editors spoke of, longest first; none of them overlap."""
        found: dict[tuple[int, int], list[str]] = defaultdict(list)
        matches: dict[tuple[int, int], Match] = {}
        for language in dict.fromkeys(languages):
            if language in self.names:
                for match in self.names[language].read(analysis, language, query=True).matches:
                    bounds = (match.at, match.until)
                    matches.setdefault(bounds, match)
                    found[bounds] += chain(*(self.means[language, key] for key in match.concepts))
        chosen: list[Meant] = []
        for bounds in sorted(found, key=lambda run: (run[0] - run[1], run[0])):
            if all(bounds[1] <= other.match.at or other.match.until <= bounds[0] for other in chosen):
                texts = dict.fromkeys(found[bounds])
                others = [lexicon.read_all(text, languages[0], query=True)[0] for text in texts]
                chosen.append(Meant(matches[bounds], tuple(others)))
        return tuple(chosen)

    def pinned(self, analysis: Analysis, languages: Sequence[str]) -> tuple[str, ...]:
        """Return the keys of the records that come first for exactly this query, in order."""
        key = joined([token.exact for token in analysis.tokens])
        folded = joined([token.key for token in analysis.tokens])
        asked = {key, _unmarked(folded)} if key == folded else {key}
        return tuple(
            dict.fromkeys(
                record
                for language in dict.fromkeys(languages)
                for form in sorted(asked)
                for record in self.pins.get((language, form), ())
            )
        )


NOTHING_SAID = Rules()


def rules_of(same: Iterable[Same], pins: Iterable[Pinned]) -> Rules:
    """Make what can be looked up of what editors said."""
    means: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    forms: dict[str, dict[str, str]] = defaultdict(dict)
    for rule in same:
        ways = [(rule.typed, rule.means), *([(rule.means, rule.typed)] if rule.both_ways else [])]
        for typed, meant in ways:
            for text in typed:
                key, folded = label_keys(text)
                forms[rule.language][key] = folded
                means[rule.language, key].update(dict.fromkeys(meant))
    return Rules(
        {language: _lexicon(language, keys) for language, keys in forms.items()},
        {place: tuple(texts) for place, texts in means.items()},
        _places(pins),
    )


def _lexicon(language: str, forms: Mapping[str, str]) -> Lexicon:
    meanings = {key: Meaning(key, "", (), {}) for key in forms}
    return Lexicon(
        ((key, language, key, folded, False) for key, folded in forms.items()), Kinship(meanings, {})
    )


def _places(pins: Iterable[Pinned]) -> dict[tuple[str, str], tuple[str, ...]]:
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for pin in sorted(pins, key=lambda pin: (pin.position, pin.record)):
        key, folded = label_keys(pin.text)
        for form in {key, _unmarked(folded)}:
            places[pin.language, form].append(key_text(*pin.record))
    return {place: tuple(records) for place, records in places.items()}


def _unmarked(folded: str) -> str:
    """Return the form of words typed without their accents; no word typed with them looks like it."""
    return f" {folded}"
