"""The glossary's files as rows, and what must hold before any of them is believed."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from django.conf import settings

from catalog.glossary.analyzer import normalize

DATA = Path(__file__).parent / "data"
CONCEPT_FILES = ("food.tsv", "goods.tsv", "travel-trade.tsv", "properties.tsv")
# Thai, Khmer, Lao and Burmese have no settled word for some goods; these three always do.
REQUIRED_LANGUAGES = ("zh-hans", "en", "vi")
_PINYIN = "py:"


class GlossaryError(ValueError):
    """The files contradict one another; the message lists every place."""


@dataclass(frozen=True)
class LabelRow:
    """One name of a concept as the files give it."""

    language: str
    text: str
    romanised: bool = False
    scoped: bool = False
    search_only: bool = False

    @property
    def key(self) -> str:
        """Return the form in which it is matched, accents kept."""
        return normalize(self.text).text


@dataclass(frozen=True)
class ConceptRow:
    """One concept as the files give it, labels in order of preference."""

    slug: str
    parent: str
    kind: str
    hs6: str
    confidence: str
    note: str
    labels: tuple[LabelRow, ...]


@dataclass(frozen=True)
class ApartRow:
    """`inner` is (`apart`) or is not to be kept from matching inside a name of `outer`."""

    inner: str
    outer: str
    apart: bool
    why: str


@dataclass(frozen=True)
class GlossaryRows:
    """All that the files say."""

    concepts: tuple[ConceptRow, ...]
    apart: tuple[ApartRow, ...] = field(default=())


def read_files(folder: Path = DATA) -> GlossaryRows:
    """Read and check the files. Raises GlossaryError naming every contradiction found."""
    scoped = _marked(folder / "scoped.tsv")
    search_only = _marked(folder / "search_only.tsv")
    concepts = [
        _concept(line, scoped, search_only) for name in CONCEPT_FILES for line in _lines(folder / name)
    ]
    apart = tuple(
        ApartRow(line["inner"], line["outer"], line["apart"] == "yes", line["why"])
        for line in _lines(folder / "apart.tsv")
    )
    problems = [*problems_of(concepts), *_strays(concepts, scoped, "scoped.tsv")]
    problems += [*_strays(concepts, search_only, "search_only.tsv"), *_unknown(concepts, apart)]
    if problems:
        raise GlossaryError("\n".join(problems))
    return GlossaryRows(tuple(concepts), apart)


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _marked(path: Path) -> set[tuple[str, str, str]]:
    return {(line["slug"], line["language"], line["label"]) for line in _lines(path)}


def _concept(
    line: dict[str, str], scoped: set[tuple[str, str, str]], search_only: set[tuple[str, str, str]]
) -> ConceptRow:
    labels = []
    for language, _ in settings.LANGUAGES:
        for text in dict.fromkeys(filter(None, (part.strip() for part in line[language].split("|")))):
            mark = (line["slug"], language, text)
            plain = text.removeprefix(_PINYIN)
            labels.append(LabelRow(language, plain, plain != text, mark in scoped, mark in search_only))
    return ConceptRow(
        line["slug"],
        line["parent"],
        line["kind"],
        line["hs6"],
        line["confidence"],
        line["note"],
        tuple(labels),
    )


def problems_of(concepts: Sequence[ConceptRow]) -> list[str]:
    """Return what is wrong with these concepts, one sentence each."""
    return [*_twice(concepts), *_parents(concepts), *_missing(concepts), *_ambiguous(concepts)]


def _twice(concepts: Iterable[ConceptRow]) -> Iterator[str]:
    seen: set[str] = set()
    for concept in concepts:
        if concept.slug in seen:
            yield f"{concept.slug}: the slug occurs twice."
        seen.add(concept.slug)


def _parents(concepts: Iterable[ConceptRow]) -> Iterator[str]:
    parents = {concept.slug: concept.parent for concept in concepts}
    for slug, parent in parents.items():
        if parent and parent not in parents:
            yield f"{slug}: its parent {parent} does not exist."
        path = [slug]
        while (parent := parents.get(path[-1], "")) and parent not in path:
            path.append(parent)
        if parent == slug:
            yield f"{slug}: its parents lead back to itself."


def _missing(concepts: Iterable[ConceptRow]) -> Iterator[str]:
    for concept in concepts:
        there = {label.language for label in concept.labels if not label.romanised and not label.search_only}
        for language in REQUIRED_LANGUAGES:
            if language not in there:
                yield f"{concept.slug}: has no name in {language}."


def _ambiguous(concepts: Iterable[ConceptRow]) -> Iterator[str]:
    """Find labels that name one thing in one language and another in another, and are not scoped."""
    named: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    free: dict[str, set[str]] = defaultdict(set)
    for concept in concepts:
        for label in concept.labels:
            named[label.key][label.language].add(concept.slug)
            if not label.scoped:
                free[label.key].add(label.language)
    for key, languages in named.items():
        for one, other in combinations(languages, 2):
            if not languages[one] & languages[other] and free[key] & {one, other}:
                slugs = ", ".join(sorted(languages[one] | languages[other]))
                yield f"{key}: means different things in {one} and {other} ({slugs}); put it into scoped.tsv."


def _strays(concepts: Iterable[ConceptRow], marks: set[tuple[str, str, str]], name: str) -> list[str]:
    known = {
        (concept.slug, label.language, (_PINYIN if label.romanised else "") + label.text)
        for concept in concepts
        for label in concept.labels
    }
    return [f"{name}: {' / '.join(mark)} is no label of that concept." for mark in sorted(marks - known)]


def _unknown(concepts: Iterable[ConceptRow], apart: Iterable[ApartRow]) -> Iterator[str]:
    slugs = {concept.slug for concept in concepts}
    for row in apart:
        for slug in (row.inner, row.outer):
            if slug not in slugs:
                yield f"apart.tsv: {slug} does not exist."
