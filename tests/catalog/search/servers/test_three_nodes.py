"""Three nodes, one killed under a thousand writes and searches: no visitor sees an error, nothing is lost."""

import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalog.search.analysis import prepare
from catalog.search.documents import Entry, SearchDocument
from catalog.search.elastic import ElasticEngine, Servers
from catalog.search.embedded import EmbeddedEngine
from catalog.search.paired import PairedEngine
from catalog.search.plan import Plan
from tests.catalog.glossary.from_files import file_lexicon
from tests.services import elastic_nodes
from tests.services.elastic_nodes import Node

pytestmark = pytest.mark.server

WRITES = 1000
AT_ONCE = 5
SEARCHES = 1000
KILLED_AFTER = 300
# Twice what a visitor waits at most: here three servers and who asks them share one machine.
LONGEST_ANSWER_SECONDS = 4.0


@pytest.fixture
def cluster() -> Iterator[list[Node]]:
    with elastic_nodes.nodes(3) as nodes:
        yield nodes


def entry(record: int) -> Entry:
    return prepare(SearchDocument("thing", record, {"en": "box"}), file_lexicon())


def master(nodes: list[Node]) -> Node:
    """Return the node that leads: losing it is the worst."""
    with urllib.request.urlopen(f"{nodes[0].plain}/_cat/master?h=node", timeout=5) as answer:
        name = answer.read().decode().strip()
    return next(node for node in nodes if node.name == name)


class Traffic:
    """One who writes and one who searches; each counts, and keeps what goes wrong."""

    def __init__(self, servers: Servers, spare: EmbeddedEngine) -> None:
        self.writer = ElasticEngine(servers)
        self.reader = PairedEngine(ElasticEngine(servers), spare)
        self.written = self.searched = self.by_the_server = 0
        self.slowest = 0.0
        self.errors: list[BaseException] = []
        works = (self._write, self._search)
        self._threads = [threading.Thread(target=self._run, args=(work,)) for work in works]

    def _run(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            self.errors.append(error)

    def _write(self) -> None:
        for first in range(0, WRITES, AT_ONCE):
            self.writer.index([entry(record) for record in range(first, first + AT_ONCE)])
            self.written += AT_ONCE

    def _search(self) -> None:
        while self.written < WRITES or self.by_the_server < SEARCHES:
            began = time.monotonic()
            assert self.reader.search(Plan(counted=("kind",))).total >= 1
            self.slowest = max(self.slowest, time.monotonic() - began)
            self.searched += 1
            self.by_the_server += not self.reader.breaker.trouble
            if self.errors:
                return

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        for thread in self._threads:
            thread.join()


def test_a_killed_node_costs_no_answer_and_no_write(cluster: list[Node], tmp_path: Path) -> None:
    servers = Servers(tuple(node.address for node in cluster), shards=3)
    spare = EmbeddedEngine(tmp_path)
    spare.rebuild([entry(0)])
    first = ElasticEngine(servers)
    assert first.rebuild([entry(0)]) == 1
    first.writer.cluster.health(index=first.names.current, wait_for_status="green", timeout="60s")
    traffic = Traffic(servers, spare)
    traffic.start()
    while traffic.written < KILLED_AFTER:
        assert not traffic.errors
        time.sleep(0.01)
    master(cluster).kill()
    traffic.end()
    assert traffic.errors == []
    assert (traffic.written, traffic.by_the_server >= SEARCHES) == (WRITES, True)
    assert traffic.slowest < LONGEST_ANSWER_SECONDS
    held = {key[1]: digest for key, digest in first.digests()}
    assert held == {record: entry(record).digest() for record in range(WRITES)}
