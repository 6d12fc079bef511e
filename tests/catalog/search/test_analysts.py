"""Many records are analysed by several processes, in order, and with nobody left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import psutil
import pytest

from catalog.search import services
from catalog.search.analysis import prepare
from catalog.search.analysts import Analysts, analysed, cores
from catalog.search.documents import SearchDocument
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.shelf import Shelf

DOCUMENTS = [
    SearchDocument("thing", record, {"en": f"durian {record}", "th": "ทุเรียน"}) for record in range(90)
]


def batches(size: int = 10) -> Iterator[list[SearchDocument]]:
    for start in range(0, len(DOCUMENTS), size):
        yield DOCUMENTS[start : start + size]


def helpers() -> list[psutil.Process]:
    """Return our helper processes; the library starts another one that tracks its resources."""
    return [
        child
        for child in psutil.Process().children()
        if "spawn_main" in " ".join(child.cmdline()) and child.status() != psutil.STATUS_ZOMBIE
    ]


def test_helpers_give_the_same_entries_in_the_same_order() -> None:
    alone = [prepare(document, file_lexicon()) for document in DOCUMENTS]
    together = [
        entry for entries in analysed(batches(), file_lexicon(), alone=2, helpers=3) for entry in entries
    ]
    assert together == alone
    assert helpers() == []


def test_few_records_need_no_helpers() -> None:
    found = analysed(batches(), file_lexicon(), alone=9, helpers=2)
    assert [len(entries) for entries in found] == [10] * 9
    assert helpers() == []
    assert list(analysed([], file_lexicon())) == []


def test_a_record_that_cannot_be_analysed_is_an_error_here() -> None:
    broken = [[SearchDocument("thing", 1, {"en": 5})]]  # type: ignore[dict-item]
    with pytest.raises((TypeError, AttributeError)):
        list(analysed(broken, file_lexicon(), alone=0, helpers=1))
    assert helpers() == []


def test_a_helper_that_dies_is_an_error_not_a_wait_for_ever() -> None:
    with Analysts(file_lexicon(), 2) as analysts:
        work = analysts.work_off(batches())
        next(work)
        for process in analysts.processes:
            assert process.pid is not None
            os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(RuntimeError, match="ended before it was done"):
            for _ in work:
                pass
    assert helpers() == []


def test_one_who_stops_asking_leaves_no_helpers() -> None:
    work = analysed(batches(), file_lexicon(), alone=0, helpers=2)
    next(work)
    assert len(helpers()) == 2
    work.close()  # type: ignore[attr-defined]
    assert helpers() == []


@pytest.mark.django_db
def test_a_rebuild_tells_how_far_it_is(shelf: Shelf) -> None:
    for record in range(450):
        shelf.put(record, "box")
    told: list[int] = []
    assert services.rebuild(told.append) == 450
    assert told == [200, 400, 450]
    assert cores() >= 1


ORPHANS = """
import sys
from catalog.search.analysts import Analysts
from tests.catalog.glossary.from_files import file_lexicon
if __name__ == "__main__":
    analysts = Analysts(file_lexicon(), 2)
    print(*(process.pid for process in analysts.processes), flush=True)
    sys.stdin.read()
"""


def test_helpers_end_with_the_process_they_work_for() -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", "import django; django.setup()\n" + ORPHANS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout is not None
    pids = [int(pid) for pid in worker.stdout.readline().split()]
    assert len(pids) == 2
    worker.kill()
    worker.communicate()
    deadline = time.monotonic() + 30
    while any(psutil.pid_exists(pid) for pid in pids):
        assert time.monotonic() < deadline
        time.sleep(0.1)
