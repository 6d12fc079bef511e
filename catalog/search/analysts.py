"""Analysing many records on all cores: in an index made anew it is the greater part of the work.

Processes of our own rather than a pool from the library: those of a pool wait for ever when the
process they work for is killed; these end with it. They know nothing of Django or the database.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from multiprocessing.connection import Connection

from catalog.glossary.lexicon import Lexicon
from catalog.search.analysis import prepare
from catalog.search.documents import Entry, SearchDocument

Batch = Sequence[SearchDocument]
# Starting helpers takes about a second; so many batches are analysed sooner alone.
_ALONE = 10
_SPAWN = multiprocessing.get_context("spawn")


def analysed(
    batches: Iterable[Batch], lexicon: Lexicon, *, alone: int = _ALONE, helpers: int | None = None
) -> Iterator[list[Entry]]:
    """Analyse batches of records and yield their entries in the same order.

    The first `alone` batches are done here; if there are more, `helpers` processes (as many as
    there are cores) do the rest. Raises RuntimeError when one of them ends unexpectedly.
    """
    supply = iter(batches)
    for batch in islice(supply, alone):
        yield [prepare(document, lexicon) for document in batch]
    first = next(supply, None)
    if first is not None:
        with Analysts(lexicon, helpers or cores()) as analysts:
            yield from analysts.work_off(chain([first], supply))


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Analysts:
    """Helper processes, each with a pipe of its own and at most one batch in hand."""

    def __init__(self, lexicon: Lexicon, count: int) -> None:
        self.pipes: list[Connection] = []
        self.processes = []
        for _ in range(count):
            ours, theirs = _SPAWN.Pipe()
            process = _SPAWN.Process(target=serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self.pipes.append(ours)
            self.processes.append(process)
        for pipe in self.pipes:
            pipe.send(lexicon)

    def __enter__(self) -> "Analysts":
        return self

    def __exit__(self, *error: object) -> None:
        for pipe in self.pipes:
            pipe.close()
        for process in self.processes:
            process.join()

    def work_off(self, batches: Iterable[Batch]) -> Iterator[list[Entry]]:
        """Hand batches out in turn and yield what comes back, in order.

        Raises RuntimeError when a process ends unexpectedly, and what goes wrong in one.
        """
        idle = deque(self.pipes)
        busy: deque[Connection] = deque()
        try:
            for batch in batches:
                done = None if idle else _received(busy[0])
                pipe = idle.popleft() if idle else busy.popleft()
                pipe.send(list(batch))
                busy.append(pipe)
                if done is not None:
                    yield done
            for pipe in busy:
                yield _received(pipe)
        except (EOFError, OSError) as error:
            raise RuntimeError("A process that analysed records ended before it was done.") from error


def _received(pipe: Connection) -> list[Entry]:
    answer = pipe.recv()
    if isinstance(answer, BaseException):
        raise answer
    entries: list[Entry] = answer
    return entries


def serve(pipe: Connection) -> None:
    """Analyse what comes through the pipe until its other end is closed or gone."""
    try:
        lexicon: Lexicon = pipe.recv()
        while True:
            batch: Batch = pipe.recv()
            try:
                entries = [prepare(document, lexicon) for document in batch]
                for entry in entries:
                    entry.digest()  # travels with the entry once it was asked for
                pipe.send(entries)
            except Exception as error:
                pipe.send(error)
    except (EOFError, OSError):
        return
