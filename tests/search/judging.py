"""The relevance set as data, and how one answer is judged."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

QUERIES = Path(__file__).parent / "queries"
TERMS = frozenset({"term", "misspelling", "unaccented", "place"})
PHRASES = frozenset({"phrase", "mixed"})
TRAPS = frozenset({"trap"})
NONSENSE = frozenset({"nonsense"})
FORMS = frozenset({"form"})  # dried, fresh, whole: what is asked for has to come first of all
# What share of each must be right, as the owner of the portal asked for.
TARGETS = {"terms": 0.95, "phrases": 0.85, "traps": 0.90, "nonsense": 0.95, "forms": 0.95}
KINDS = {"terms": TERMS, "phrases": PHRASES, "traps": TRAPS, "nonsense": NONSENSE, "forms": FORMS}
TUNE, KEPT, FRESH, LATER, ANEW = HALVES = "tune", "kept", "fresh", "later", "anew"
DEPTH = 5


@dataclass(frozen=True)
class Asked:
    """One judged query; `wanted` and `unwanted` are patterns of "kind:slug"."""

    language: str
    half: str
    kind: str
    query: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A query with the first hits it got, each as "kind:slug", and the recovery step that answered."""

    asked: Asked
    hits: Sequence[str]
    step: str

    @property
    def right(self) -> bool:
        """Say whether a buyer gets what the query is about, and no match where there is none."""
        if self.asked.kind in NONSENSE:
            return not self.hits
        first = self.hits[: 1 if self.asked.kind in FORMS else DEPTH]
        found = not self.asked.wanted or _any(first, self.asked.wanted)
        return found and not _any(first, self.asked.unwanted)


def _any(hits: Iterable[str], patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(hit, pattern) for hit in hits for pattern in patterns)


@cache
def asked() -> tuple[Asked, ...]:
    """Read every query of every language."""
    return tuple(row for path in sorted(QUERIES.glob("*.tsv")) for row in _read(path))


def _read(path: Path) -> list[Asked]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Asked(
                path.stem,
                line["half"],
                line["kind"],
                line["query"],
                _patterns(line["wanted"]),
                _patterns(line["unwanted"]),
            )
            for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def _patterns(cell: str) -> tuple[str, ...]:
    return tuple(pattern if ":" in pattern else f"*:{pattern}" for pattern in cell.split())


def share(judged: Iterable[Judged]) -> tuple[int, int]:
    """Return how many are right, and of how many."""
    answers = [one.right for one in judged]
    return sum(answers), len(answers)


def of(
    judged: Iterable[Judged], kinds: frozenset[str], *, language: str = "", half: str = ""
) -> list[Judged]:
    """Pick those of some kinds, of one language and of one half (all where empty)."""
    return [
        one
        for one in judged
        if one.asked.kind in kinds and language in ("", one.asked.language) and half in ("", one.asked.half)
    ]
