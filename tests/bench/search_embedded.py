"""The embedded engine beside tantivy itself: the same index, the same queries, the same facets."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import tantivy

from catalog.search.documents import Entry
from catalog.search.embedded import EmbeddedEngine, schema
from catalog.search.embedded.question import Question, facet_path
from catalog.search.engine import MOST_VALUES
from catalog.search.plan import Plan
from tests.bench.timing import Report, side_by_side, suggesting


def measure(report: Report, entries: Sequence[Entry], asked: Sequence[tuple[Any, Plan]], root: Path) -> None:
    """Print what the embedded engine takes, and what tantivy would."""
    size = len(entries)
    bare_rate = size / index_barely(entries, root / "bare")
    engine = EmbeddedEngine(root)
    began = time.perf_counter()
    engine.rebuild(entries)
    rate = size / (time.perf_counter() - began)
    report.say(size, "embedded rebuild", f"{rate:,.0f} records/s, {rate / bare_rate:.2f} of bare")
    searcher = tantivy.Index.open(str(root / engine.status().index)).searcher()
    pairs = [(question(engine, plan), bare_question(searcher, plan)) for _, plan in asked]
    ours, bare = side_by_side(pairs)
    fine = ours.at(0.95) <= 1.5 * bare.at(0.95) + 5
    report.say(size, "embedded search, ms", str(ours), fine=fine)
    report.say(size, "  bare tantivy, ms", f"{bare}  ratio of p95 {ours.at(0.95) / bare.at(0.95):.2f}")
    report.searched("embedded", size, ours, bare)
    suggesting(report, size, "embedded", engine, entries)


def question(engine: EmbeddedEngine, plan: Plan) -> Callable[[], object]:
    return lambda: engine.search(plan)


def bare_question(searcher: tantivy.Searcher, plan: Plan) -> Callable[[], object]:
    """Return the query ready made, with its facets, and nothing read of the hits."""
    query = Question(plan).query()
    counted = {name: {"terms": {"field": facet_path(name), "size": MOST_VALUES}} for name in plan.counted}

    def ask() -> None:
        searcher.search(query, plan.limit, weight_by_field="tie")
        searcher.aggregate(query, counted)

    return ask


def index_barely(entries: Sequence[Entry], folder: Path) -> float:
    """Return the seconds that tantivy takes for documents that are ready."""
    folder.mkdir(parents=True)
    documents = [schema.as_document(entry) for entry in entries]
    began = time.perf_counter()
    writer = tantivy.Index(schema.schema(), str(folder)).writer(100_000_000, 1)
    for document in documents:
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    return time.perf_counter() - began
