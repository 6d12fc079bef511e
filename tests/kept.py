"""Stock that a run makes once through the services, and afterwards writes again row by row.

Most tests begin with the same tea house and the same tea, and making them takes longer than what is
tested. So the first test that asks has them made by the services, as ever, and the rows that came of
it are remembered; the next ones get those rows, numbers included, in a tenth of the time. That holds
only where everything is as it was: a test that wrote something of its own into one of these tables
before, that has set the clock, or that does not roll back, has its stock made by the services again.
PostgreSQL hands out numbers that no rollback takes back; there the services make it each time.
"""

import pickle
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

import pytest
from django.db import connection
from django.utils import timezone

from catalog.seams import freshness
from tests import references
from tests.snapshot import sqlite_file

AREAS = ("goods", "storefronts", "fair", "pages", "reference", "settings")
WRITES = re.compile(r'^(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
CLOCK_SECONDS = 60

Rows = dict[int, tuple[Any, ...]]
Piece = TypeVar("Piece")


@dataclass(frozen=True)
class Step:
    """What one piece of stock wrote, and what its maker returned."""

    new: dict[str, Rows]
    changed: dict[str, Rows]
    gone: dict[str, list[int]]
    made: bytes


_steps: dict[tuple[str, ...], Step] = {}


@dataclass
class Larder:
    """The stock of one test: which pieces stand on it, and the rows they are made of."""

    taken: tuple[str, ...] = ()
    steps: list[Step] = field(default_factory=list)
    known: bool = True
    """Whether the rows in the touched tables are those of the pieces taken, and no others."""

    def take(self, name: str, make: Callable[[], Piece]) -> Piece:
        """Return a piece of stock: its rows written again, or made where they are not known to fit."""
        self.known = self.known and may_be_kept()
        if not self.known:
            return make()
        self.taken = (*self.taken, name)
        step = _steps.get(self.taken)
        if step is None:
            return self._make(make)
        if not written(step):
            self.known = False
            return make()
        self.steps.append(step)
        freshness.changed(*AREAS)
        piece: Piece = pickle.loads(step.made)
        return piece

    def _make(self, make: Callable[[], Piece]) -> Piece:
        with watched() as before:
            piece = make()
        self.known = all(rows == self._expected(table) for table, rows in before.items())
        if self.known:
            step = _steps[self.taken] = difference(before, pickle.dumps(piece))
            self.steps.append(step)
        return piece

    def _expected(self, table: str) -> Rows:
        """Return the rows of a table as they are where only stock was added to the snapshot."""
        rows = dict(at_first(table))
        for step in self.steps:
            rows |= step.new.get(table, {}) | step.changed.get(table, {})
            for number in step.gone.get(table, []):
                del rows[number]
        return rows


@cache
def at_first(table: str) -> Rows:
    """Return the rows of a table of the snapshot."""
    with closing(sqlite3.connect(f"file:{snapshot_file()}?mode=ro", uri=True)) as snapshot:
        return rows_of(table, snapshot)


def may_be_kept() -> bool:
    """Tell whether rows can be written as they were: on SQLite, to be rolled back, at the true time."""
    set_back = abs(timezone.now().timestamp() - time.time()) > CLOCK_SECONDS
    return connection.vendor == "sqlite" and connection.in_atomic_block and not set_back


@contextmanager
def watched() -> Iterator[dict[str, Rows]]:
    """Collect the tables that are written to, with their rows as they were before."""
    before: dict[str, Rows] = {}

    def look(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        table = WRITES.match(sql)
        if table and table[1] not in before:
            before[table[1]] = rows_of(table[1], opened())
        return execute(sql, *rest)

    with connection.execute_wrapper(look):
        yield before


snapshot_file = cache(sqlite_file)


def opened() -> sqlite3.Connection:
    connection.ensure_connection()
    raw: sqlite3.Connection = connection.connection
    return raw


def rows_of(table: str, database: sqlite3.Connection) -> Rows:
    """Return the rows as the file holds them: behind a sign, a column has no type to be turned into."""
    names = [name for _number, name, *_ in database.execute(f'PRAGMA table_info("{table}")')]
    columns = ", ".join(f'+"{name}"' for name in names)
    return {row[0]: row[1:] for row in database.execute(f'SELECT rowid, {columns} FROM "{table}"')}


def difference(before: dict[str, Rows], made: bytes) -> Step:
    """Return what became of the tables since."""
    after = {table: rows_of(table, opened()) for table in before}
    return Step(
        new={
            table: {number: row for number, row in rows.items() if number not in before[table]}
            for table, rows in after.items()
        },
        changed={
            table: {n: row for n, row in rows.items() if n in before[table] and row != before[table][n]}
            for table, rows in after.items()
        },
        gone={table: sorted(before[table].keys() - rows.keys()) for table, rows in after.items()},
        made=made,
    )


def written(step: Step) -> bool:
    """Write the rows of a step; return False, with nothing written, where another's stand in their place."""
    raw = opened()
    references.written.tables.update(step.new, step.changed, step.gone)
    raw.execute("SAVEPOINT kept")
    try:
        for table, numbers in step.gone.items():
            raw.executemany(f'DELETE FROM "{table}" WHERE rowid = ?', [(number,) for number in numbers])
        for verb, tables in (("REPLACE", step.changed), ("INSERT", step.new)):
            for table, rows in tables.items():
                if rows:
                    places = ", ".join("?" * len(next(iter(rows.values()))))
                    raw.executemany(f'{verb} INTO "{table}" VALUES ({places})', rows.values())
    except sqlite3.IntegrityError:
        raw.execute("ROLLBACK TO kept")
        return False
    finally:
        raw.execute("RELEASE kept")
    return True


@pytest.fixture
def larder(db: None) -> Larder:
    """Where this test's stock stands."""
    return Larder()
