"""tantivy behind the engine protocol."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Query

from catalog.search.analysis import read_suggestion, suggested_from
from catalog.search.documents import Entry, Key, read_key
from catalog.search.embedded import schema
from catalog.search.embedded.building import EmbeddedBuilding, write
from catalog.search.embedded.folder import SearchFolder
from catalog.search.embedded.question import Question, facet_path
from catalog.search.embedded.ranking import page
from catalog.search.embedded.schema import stated_path
from catalog.search.engine import (
    MOST_VALUES,
    Building,
    EngineStatus,
    Found,
    IndexMissingError,
    Scored,
    SearchEngine,
    Suggestion,
    bands,
    cumulated,
)
from catalog.search.meaning.embedder import mark
from catalog.search.meaning.vectors import Held
from catalog.search.plan import Counting, Plan

# Beginnings as short as this stand before very many terms, and are what everybody types first.
_SHORT = 2


@dataclass(frozen=True)
class _Open:
    """An index held open, the moment of the commit it shows, and what was read of it for all who ask."""

    folder: Path
    index: tantivy.Index
    commit: int
    suggested: dict[tuple[str, str, int], list[Suggestion]] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)


class EmbeddedEngine(SearchEngine):
    """One index in a folder, read by any number of processes and written by one at a time."""

    name = "embedded"

    def __init__(self, root: Path) -> None:
        self.folder = SearchFolder(root)
        self._opened: _Open | None = None
        self._opening = threading.Lock()

    # --- writing

    def index(self, entries: Sequence[Entry], gone: Sequence[Key] = ()) -> None:
        """See the protocol. A commit costs some 25 ms whatever its size, so callers write in batches."""
        lines = [entry.as_json() for entry in entries] + [json.dumps(list(key)) for key in gone]
        with self.folder.writing():
            kept = self.folder.append(lines)
            folder = self.folder.current()
            if folder is None and kept:
                return
            with _readable():
                write(self._usable(folder), entries, gone)

    def build(self) -> Building:
        """See the protocol."""
        return EmbeddedBuilding(self.folder)

    # --- reading

    def search(self, plan: Plan) -> Found:
        """See the protocol."""
        question = Question(plan)
        query = question.query()
        with self._searching() as searcher:
            hits, total = page(searcher, query, plan)
            return _counted(Found(hits, total), searcher, question, query, plan)

    def totals(self, plans: Sequence[Plan]) -> list[int]:
        """See the protocol."""
        with self._searching() as searcher:
            found = [searcher.search(Question(plan).query(), limit=1) for plan in plans]
        return [int(one.count) for one in found]  # type: ignore[attr-defined]  # missing in its stubs

    def suggest(self, prefix: str, limit: int, languages: Sequence[str]) -> list[Suggestion]:
        """See the protocol."""
        found: list[Suggestion] = []
        with self._reading() as opened:
            for language in languages:
                if len(found) < limit:
                    found += _suggested(opened, language, prefix, limit)
        return found[:limit]

    def near(self, vectors: Sequence[str], limit: int) -> list[list[Scored]]:
        """See the protocol. The vectors of a commit are read when they are first asked for."""
        with self._reading() as opened:
            model = mark()
            held = opened.held.get(model) or Held(_vectors(opened.index.searcher()))
            opened.held[model] = held
        return [held.nearest(vector, limit) for vector in vectors]

    def words(self, start: str) -> Mapping[str, int]:
        """See the protocol."""
        with self._searching() as searcher:
            return dict(searcher.terms_with_prefix("title", start))

    def digests(self) -> Iterator[tuple[Key, str]]:
        """See the protocol."""
        with self._searching() as searcher:
            everything = searcher.search(Query.all_query(), limit=max(1, searcher.num_docs))
            for _, address in everything.hits:
                kept = searcher.doc(address)
                yield read_key(kept["key"][0]), kept["digest"][0]

    def status(self) -> EngineStatus:
        """See the protocol."""
        folder = self.folder.current()
        try:
            with self._searching() as searcher:
                size = sum(path.stat().st_size for path in folder.iterdir()) if folder else 0
                return EngineStatus(self.name, True, searcher.num_docs, folder.name if folder else "", size)
        except (IndexMissingError, OSError) as error:
            return EngineStatus(self.name, False, index=folder.name if folder else "", trouble=str(error))

    @contextmanager
    def _searching(self) -> Iterator[tantivy.Searcher]:
        with self._reading() as opened:
            yield opened.index.searcher()

    @contextmanager
    def _reading(self) -> Iterator[_Open]:
        with _readable():
            try:
                opened = self._open()
            except (ValueError, OSError, IndexMissingError):
                # Between reading the pointer and opening, a rebuild may have taken the folder away.
                opened = self._open()
            yield opened

    def _open(self) -> _Open:
        folder = self.folder.current()
        commit = _commit(folder)
        with self._opening:
            opened = self._opened
            if opened is None or opened.folder != folder:
                opened = _Open(self._folder_of(folder), self._usable(folder), commit)
            elif opened.commit != commit:
                opened.index.reload()
                opened = _Open(opened.folder, opened.index, commit)
            self._opened = opened
            return opened

    @staticmethod
    def _folder_of(folder: Path | None) -> Path:
        if folder is None:
            raise IndexMissingError("No search index has been made yet.")
        if not folder.name.startswith(f"{schema.version()}-"):
            raise IndexMissingError(f"The search index {folder.name} was made by another version.")
        return folder

    def _usable(self, folder: Path | None) -> tantivy.Index:
        return tantivy.Index.open(str(self._folder_of(folder)))


def _suggested(opened: _Open, language: str, prefix: str, limit: int) -> list[Suggestion]:
    if (known := opened.suggested.get((language, prefix, limit))) is not None:
        return known
    # One title may stand there from several of its words on.
    begun = suggested_from(language, prefix)
    terms = opened.index.searcher().terms_with_prefix("suggest", begun, limit=limit * 4)
    found = list({read_suggestion(term): None for term, _ in terms})[:limit]
    if found and len(prefix) <= _SHORT:
        opened.suggested[language, prefix, limit] = found
    return found


def _vectors(searcher: tantivy.Searcher) -> Iterator[tuple[Key, str]]:
    everything = searcher.search(Query.all_query(), limit=max(1, searcher.num_docs))
    for _, address in everything.hits:
        kept = searcher.doc(address)
        for vector in kept["vectors"] if mark() else ():
            yield read_key(kept["key"][0]), bytes(vector).decode()


def _commit(folder: Path | None) -> int:
    """Return a number that changes with every commit; missing files are found out about on opening."""
    if folder is not None:
        with suppress(OSError):
            return (folder / "meta.json").stat().st_mtime_ns
    return 0


def _counted(found: Found, searcher: tantivy.Searcher, question: Question, query: Query, plan: Plan) -> Found:
    counts: dict[str, Mapping[str, int]] = {}
    spans: dict[str, tuple[int, int]] = {}
    for without, counting in plan.countings().items():
        if counting:
            asked = question.query(without) if without else query
            answer = searcher.aggregate(asked, _aggregations(plan, counting))
            counts |= _counts(answer, plan, counting)
            ends = [(name, answer[name]["min"], answer[name]["max"]) for name in counting.spans]
            spans |= {name: (round(least), round(most)) for name, least, most in ends if least is not None}
    return replace(found, facets=counts, spans=spans)


def _aggregations(plan: Plan, counting: Counting) -> dict[str, dict[str, Any]]:
    asked: dict[str, dict[str, Any]] = {
        name: {"terms": {"field": facet_path(name), "size": MOST_VALUES}} for name in counting.facets
    }
    for name in counting.numbers:
        asked[name] = {"range": {"field": name, "ranges": [_span(*band) for band in bands(plan.bands[name])]}}
    return asked | {name: {"stats": {"field": stated_path(name)}} for name in counting.spans}


def _counts(answer: Mapping[str, Any], plan: Plan, counting: Counting) -> dict[str, Mapping[str, int]]:
    counts: dict[str, Mapping[str, int]] = {
        name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
        for name in counting.facets
    }
    for name in counting.numbers:
        each = [bucket["doc_count"] for bucket in answer[name]["buckets"]]
        counts[name] = cumulated(plan.bands[name], each)
    return counts


def _span(at: int | None, until: int) -> dict[str, int]:
    return {"to": until} if at is None else {"from": at, "to": until}


@contextmanager
def _readable() -> Iterator[None]:
    """Turn whatever tantivy says of a damaged index into IndexMissingError.

    A damaged file can also make its Rust code panic, which arrives as a BaseException of a class
    that cannot be imported.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexMissingError(f"The search index cannot be read: {error}") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise IndexMissingError(f"The search index is damaged: {error}") from error
        raise
