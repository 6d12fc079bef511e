"""Our Elasticsearch engine beside the official client with the same bodies and documents."""

import time
from collections.abc import Callable, Sequence
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from catalog.search.documents import Entry, key_text
from catalog.search.elastic import ElasticEngine
from catalog.search.elastic.engine import named
from catalog.search.elastic.question import bodies
from catalog.search.elastic.schema import as_source, mappings, settings
from catalog.search.plan import Plan
from tests.bench.timing import Report, side_by_side, suggesting
from tests.catalog.search.cluster import corner

Asked = Sequence[tuple[Any, Plan]]


def measure(report: Report, entries: Sequence[Entry], asked: Asked, address: str) -> None:
    """Print what our engine takes, and what the bare client would."""
    size = len(entries)
    with corner(address) as servers:
        engine = ElasticEngine(servers)
        bare_rate = size / index_barely(engine.writer, entries, f"{servers.prefix}-bare")
        began = time.perf_counter()
        engine.rebuild(entries)
        rate = size / (time.perf_counter() - began)
        share = rate / bare_rate
        text = f"{rate:,.0f} records/s, {share:.2f} of bare"
        report.say(size, "elasticsearch rebuild", text, fine=share >= 0.8)
        pairs = [(question(engine, plan), bare_question(engine, plan)) for _, plan in asked]
        ours, bare = side_by_side(pairs)
        ratio = sum(ours.spent) / sum(bare.spent)
        report.say(size, "elasticsearch search, ms", str(ours), fine=ratio <= 1.15)
        report.say(size, "  bare client, ms", f"{bare}  ratio of sums {ratio:.2f}")
        report.searched("elasticsearch", size, ours, bare)
        suggesting(report, size, "elasticsearch", engine, entries)


def question(engine: ElasticEngine, plan: Plan) -> Callable[[], object]:
    return lambda: engine.search(plan)


def bare_question(engine: ElasticEngine, plan: Plan) -> Callable[[], object]:
    """Return the same search through the client alone, its body ready made."""
    (asked,) = bodies(plan)
    parameters = named(asked.body)
    return lambda: engine.reader.search(index=engine.names.current, **parameters)


def index_barely(client: Elasticsearch, entries: Sequence[Entry], name: str) -> float:
    """Return the seconds that the client's helper takes for documents that are ready."""
    client.indices.create(index=name, settings=settings(1) | {"refresh_interval": "-1"}, mappings=mappings())
    actions = [
        {"_index": name, "_id": key_text(*entry.key), "_source": as_source(entry)} for entry in entries
    ]
    began = time.perf_counter()
    bulk(client, actions, chunk_size=500)
    client.indices.refresh(index=name)
    spent = time.perf_counter() - began
    client.indices.delete(index=name)
    return spent
