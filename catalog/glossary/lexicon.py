"""The labels in memory, and the search for them in a text: longest run first."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from catalog.glossary.analyzer import UNSPACED, Analysis, analyses, analyze, fold, graphemes, script_of
from catalog.glossary.analyzer.scripts import LANGUAGE_OF_SCRIPT, unspaced_runs
from catalog.glossary.kinship import Kinship

# A run may begin or end within a word only in scripts without spaces, where the word breaker is
# sometimes wrong (in Khmer in 3 of 10 compounds, measured 2026-11-23), and only for labels this
# many graphemes long: very short ones match as whole words alone.
LEAST_GRAPHEMES = {"khmer": 3, "burmese": 3, "han": 3, "thai": 4, "lao": 4}
_LONGEST_RUN = 8  # words of a label
_LEAST_UNMARKED = 3  # letters of a label typed without its accents
_LEAST_MISMARKED = 6  # letters of a label typed with other accents than its own
_LEAST_CLOSED_UP = 7  # letters of a label found whatever spaces are in it
_LATIN_LANGUAGES = ("vi", "id", "ms", "fil")


@dataclass(frozen=True, slots=True)
class Name:
    """One label: the concept it names and in which language; `key` keeps its accents."""

    concept: str
    language: str
    key: str
    scoped: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A run of text that names concepts; bounds as those of a `Token`."""

    names: tuple[Name, ...]
    at: int
    until: int
    start: int
    end: int

    @property
    def concepts(self) -> tuple[str, ...]:
        """Return the slugs of what it names, without repeats."""
        return tuple(dict.fromkeys(name.concept for name in self.names))


@dataclass(frozen=True)
class Reading:
    """Which concepts a text names, and which stretches of it look like names but are not.

    `inner` are names within longer names that do count: mango in dried mango.
    """

    matches: tuple[Match, ...]
    hidden: tuple[tuple[int, int], ...]
    inner: tuple[Match, ...] = ()

    @property
    def concepts(self) -> tuple[str, ...]:
        """Return the slugs of all named concepts, without repeats."""
        return tuple(dict.fromkeys(slug for match in self.matches for slug in match.concepts))


Allowed = Callable[[Name], bool]


class Lexicon:
    """All labels, by the form in which they are matched."""

    def __init__(self, labels: Iterable[tuple[str, str, str, str, bool]], kinship: Kinship) -> None:
        """Take (concept, language, key, folded key, scoped) of every label; see `label_keys`."""
        self.kinship = kinship
        self._exact: dict[str, list[Name]] = defaultdict(list)
        self._folded: dict[str, list[Name]] = defaultdict(list)
        self._starts: set[str] = set()
        self.words: set[str] = set()
        # What labels without spaces name, by their first letter.
        self.unspaced: dict[str, dict[str, set[str]]] = defaultdict(dict)
        for concept, language, key, folded, scoped in labels:
            self._add(Name(concept, language, key, scoped), folded)
            if language == "en" and (many := plural(key)) and folded == key:
                self._add(Name(concept, language, many, scoped), many)

    def _add(self, name: Name, folded: str) -> None:
        key = name.key
        if not key:
            return
        self._exact[key].append(name)
        if folded != key:
            self._folded[folded].append(name)
        if script_of(key[0]) not in UNSPACED:
            self.words.update(folded.split())
        elif " " not in key:
            self.unspaced[key[0]].setdefault(key, set()).add(name.concept)
        for form in {key, folded}:
            self._starts.update(_beginnings(form))

    def starting(self, prefix: str, language: str) -> Iterator[Name]:
        """Yield labels from one of whose words on the folded prefix stands, in the order of letters.

        Those that mean something else in `language` are left out; a label may come twice.
        """
        words = self._by_letters
        allowed = _allowed(language)
        for start, name in islice(words, bisect_left(words, prefix, key=lambda pair: pair[0]), None):
            if not start.startswith(prefix):
                return
            if allowed(name):
                yield name

    @cached_property
    def _by_letters(self) -> list[tuple[str, Name]]:
        """Every label from each of its words on, without accents; made when first asked for."""
        folded = [(key, name) for key, names in self._folded.items() for name in names]
        kept = {id(name) for _, name in folded}
        folded += [
            (key, name) for key, names in self._exact.items() for name in names if id(name) not in kept
        ]
        starts = [
            (key[at:], name)
            for key, name in folded
            for at in (0, *(place + 1 for place, char in enumerate(key) if char == " "))
        ]
        return sorted(starts, key=lambda pair: pair[0])

    @cached_property
    def closed_up(self) -> dict[str, list[str]]:
        """The labels of letters that stand apart, by their letters alone: "hom mali" by "hommali".

        Without accents; short ones are left out, whose letters stand side by side by chance.
        """
        found: dict[str, list[str]] = defaultdict(list)
        for key in (*self._exact, *self._folded):
            if script_of(key[0]) not in UNSPACED and len(key) >= _LEAST_CLOSED_UP:
                found[fold(key).replace(" ", "")].append(fold(key))
        return found

    def read(self, analysis: Analysis, language: str, *, query: bool = False) -> Reading:
        """Find the concepts that a text in `language` names.

        In a query, labels typed without their accents count, and a label that means something else
        in this language counts when it is all that was typed.
        """
        candidates = list(self._candidates(analysis, language, query=query))
        if query and not candidates and analysis.tokens:
            candidates = list(self._whole(analysis))
        candidates.sort(key=lambda match: (match.at - match.until, match.at))
        chosen: list[Match] = []
        for match in candidates:
            if all(match.until <= other.at or other.until <= match.at for other in chosen):
                chosen.append(match)
        hidden: set[tuple[int, int]] = set()
        inner: list[Match] = []
        for outer in chosen:
            for match in candidates:
                if match is not outer and outer.at <= match.at and match.until <= outer.until:
                    if self._apart(match, outer):
                        hidden.add((match.at, match.until))
                    else:
                        inner.append(match)
        return Reading(tuple(sorted(chosen, key=lambda match: match.at)), tuple(sorted(hidden)), tuple(inner))

    def read_all(
        self, text: str, language: str, *, query: bool = False
    ) -> tuple[tuple[Analysis, Reading], ...]:
        """Read a text in each of its readings, and keep those that name most: usually there is one.

        Burmese that could be Unicode or Zawgyi is both where neither reading names more.
        """
        found = [(analysis, self.read(analysis, language, query=query)) for analysis in analyses(text)]
        named = [sum(match.until - match.at for match in reading.matches) for _, reading in found]
        return tuple(pair for pair, much in zip(found, named, strict=True) if much == max(named))

    def _apart(self, inner: Match, outer: Match) -> bool:
        return all(self.kinship.apart(thing, whole) for thing in inner.concepts for whole in outer.concepts)

    def _candidates(self, analysis: Analysis, language: str, *, query: bool) -> Iterator[Match]:
        tokens = analysis.tokens
        allowed = _allowed(language)
        # Who types accents means a syllable without one: the "ung" of cancer is no "ủng" (boots).
        accented = any(token.exact != token.key for token in tokens)
        for first, begin in enumerate(tokens):
            key = folded = ""
            for token in tokens[first : first + _LONGEST_RUN]:
                key, folded = _longer(key, token.exact), _longer(folded, token.key)
                if key not in self._starts and (not query or folded not in self._starts):
                    break  # no label begins so, and none will by growing longer
                names = self._named(key, folded, allowed, query=query and not (accented and key == folded))
                if names:
                    yield _match(analysis, names, begin.at, token.until)
        yield from self._inside(analysis, allowed)

    def _named(self, key: str, folded: str, allowed: Allowed, *, query: bool) -> list[Name]:
        exact = list(filter(allowed, self._exact.get(key, ())))
        if exact or not query:
            return exact
        if len(folded) < (_LEAST_UNMARKED if key.isascii() else _LEAST_MISMARKED):
            return []
        return [name for name in self._folded.get(folded, ()) if _allowed_unmarked(name, allowed)]

    def _inside(self, analysis: Analysis, allowed: Allowed) -> Iterator[Match]:
        """Find long labels of unspaced scripts that share at least one edge with a word."""
        text = analysis.normal.text
        edges = {token.at for token in analysis.tokens} | {token.until for token in analysis.tokens}
        for start, end in unspaced_runs(text):
            places = [start]
            for piece in graphemes(text[start:end]):
                places.append(places[-1] + len(piece))
            for index, at in enumerate(places[:-1]):
                for until in places[index + 1 :]:
                    key = text[at:until]
                    if key not in self._starts:
                        break
                    if at in edges and until in edges:
                        continue  # a run of words, found already
                    if (at in edges or until in edges) and self._long(key):
                        names = list(filter(allowed, self._exact.get(key, ())))
                        if names:
                            yield _match(analysis, names, at, until)

    @staticmethod
    def _long(key: str) -> bool:
        return len(graphemes(key)) >= LEAST_GRAPHEMES[script_of(key[0])]

    def _whole(self, analysis: Analysis) -> Iterator[Match]:
        tokens = analysis.tokens
        key = joined([token.exact for token in tokens])
        names = self._exact.get(key) or self._folded.get(joined([token.key for token in tokens]), [])
        if names:
            yield _match(analysis, names, tokens[0].at, tokens[-1].until)


def plural(label: str) -> str:
    """Return an English label with its last word in the plural, or "" where it is none or is one already."""
    if len(label) < _LEAST_UNMARKED or not label[-1].isalpha() or not label.isascii() or label.endswith("s"):
        return ""
    if label[-1] == "y" and label[-2] not in "aeiou":
        return f"{label[:-1]}ies"
    return f"{label}es" if label.endswith(("ch", "sh", "x", "z")) else f"{label}s"


def label_keys(text: str) -> tuple[str, str]:
    """Return the two forms in which a label is matched: accents kept, and Latin accents dropped."""
    tokens = analyze(text).tokens
    return joined([token.exact for token in tokens]), joined([token.key for token in tokens])


def joined(words: Sequence[str]) -> str:
    """Join words as they are matched: with a space, except between words of unspaced scripts."""
    text = ""
    for word in words:
        text = _longer(text, word)
    return text


def _longer(text: str, word: str) -> str:
    if not text:
        return word
    tight = script_of(text[-1]) in UNSPACED and script_of(word[0]) in UNSPACED
    return f"{text}{word}" if tight else f"{text} {word}"


def _beginnings(key: str) -> Iterator[str]:
    """Yield the starts of a label that a run of whole words, or of letters of unspaced scripts, may be."""
    for length in range(1, len(key) + 1):
        if length == len(key) or key[length] == " " or script_of(key[length - 1]) in UNSPACED:
            yield key[:length]


def guess_language(text: str, fallback: str) -> str:
    """Guess the language of a query: by its script, by Vietnamese letters, else the page's language."""
    scripts = [script_of(char) for char in text]
    for script, language in LANGUAGE_OF_SCRIPT.items():
        if script in scripts:
            return language
    if any("\u1ea0" <= char <= "\u1ef9" or char in "ăâđêôơư" for char in text.lower()):
        return "vi"
    return fallback if "latin" not in scripts or fallback in _LATIN_LANGUAGES else "en"


def _allowed(language: str) -> Allowed:
    def allowed(name: Name) -> bool:
        return not name.scoped or name.language == language or not name.key.isascii()

    return allowed


def _allowed_unmarked(name: Name, allowed: Allowed) -> bool:
    """Without its accents a scoped label no longer shows its language by its letters."""
    return allowed(Name(name.concept, name.language, "", name.scoped))


def _match(analysis: Analysis, names: Sequence[Name], at: int, until: int) -> Match:
    start, end = analysis.normal.span(at, until)
    return Match(tuple(names), at, until, start, end)
