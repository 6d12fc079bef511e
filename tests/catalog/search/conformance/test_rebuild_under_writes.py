"""Thousands of changes while an index is being made anew: afterwards it holds exactly what is there."""

import os
import random
import threading
import time
from collections.abc import Iterator, Sequence

from catalog.glossary.selectors import lexicon
from catalog.search import services
from catalog.search.analysis import prepare
from catalog.search.documents import Entry, SearchDocument
from catalog.search.engine import SearchEngine
from tests.catalog.search.shelf import Shelf

# The database has no part in it, so the run on PostgreSQL need not repeat it at full length.
THOROUGH = os.environ.get("REQUIRE_ALL") == "1" and not os.environ.get("DATABASE_URL")
CHANGES = 10_000 if THOROUGH else 800
RECORDS = CHANGES // 4
AT_ONCE = 40
WRITERS = 2
SEED = 5


class Bustle:
    """Writers that change, add and take away while a rebuild reads, and index it as a worker does."""

    def __init__(self, shelf: Shelf, engine: SearchEngine) -> None:
        self.shelf = shelf
        self.engine = engine
        self.done = 0
        self.failures: list[BaseException] = []
        self._counting = threading.Lock()
        self._threads = [threading.Thread(target=self._write, args=(seat,)) for seat in range(WRITERS)]

    def _write(self, seat: int) -> None:
        chance = random.Random(SEED + seat)
        try:
            for _ in range(CHANGES // AT_ONCE // WRITERS):
                # Each writer has records of its own: what two of them make of one is the database's affair.
                ids = {chance.randrange(RECORDS * 2) * WRITERS + seat for _ in range(AT_ONCE)}
                for record in ids:
                    self._change(record, chance)
                services.write_now({"thing": ids}, self.engine)
                with self._counting:
                    self.done += AT_ONCE
        except BaseException as error:
            self.failures.append(error)

    def _change(self, record: int, chance: random.Random) -> None:
        if chance.random() < 0.3:
            self.shelf.records.pop(record, None)
        else:
            self.shelf.put(record, f"box {chance.randrange(1000)}")

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def keep_pace(self, share: float) -> None:
        """Wait until so large a share of the changes is made, so that they are spread over the rebuild."""
        deadline = time.monotonic() + 300
        while self.done < share * CHANGES and not self.failures:
            assert time.monotonic() < deadline
            time.sleep(0.002)

    def end(self) -> None:
        for thread in self._threads:
            thread.join()
        assert self.failures == []


def documents_slowly(shelf: Shelf, bustle: Bustle) -> Iterator[Sequence[SearchDocument]]:
    """Read the shelf in batches as a rebuild does, each at another moment of the bustle."""
    ids = sorted(shelf.records)
    for start in range(0, len(ids), AT_ONCE):
        documents = list(shelf.documents(ids[start : start + AT_ONCE]))
        bustle.keep_pace(start / len(ids) * 0.95)
        yield documents


def test_every_change_made_during_a_rebuild_is_in_the_new_index(shelf: Shelf, engine: SearchEngine) -> None:
    for record in range(RECORDS):
        shelf.put(record, "box")
    labels = lexicon()
    bustle = Bustle(shelf, engine)

    def entries() -> Iterator[Entry]:
        bustle.start()
        for documents in documents_slowly(shelf, bustle):
            yield from (prepare(document, labels) for document in documents)
        bustle.keep_pace(0.95)

    engine.rebuild(entries())
    bustle.end()
    assert bustle.done == CHANGES // AT_ONCE // WRITERS * AT_ONCE * WRITERS
    truth = {document.key: prepare(document, labels).digest() for document in shelf.records.values()}
    held = dict(engine.digests())
    assert held.keys() - truth.keys() == set(), "came back from the dead"
    assert truth.keys() - held.keys() == set(), "lost"
    assert held == truth
