"""The foreign keys of what a test wrote on SQLite, looked through as it ends.

After each test that rolls back, Django has SQLite look through every row of every table: 4 ms, most of
them for the headings of customs, which nearly no test writes. The snapshot a test begins with is sound, so
a row without its counterpart stands in a table that was written to, or in one that refers to such a table.
Those are looked through; after a test that wrote past Django alone, all are, as ever.
"""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import TestCase

WRITTEN = re.compile(r'\s*(?:INSERT (?:OR \w+ )?INTO|REPLACE INTO|UPDATE|DELETE FROM) "(\w+)"')
HARMLESS = ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "PRAGMA")


@dataclass
class Written:
    """What the present test wrote through Django: tables, and whether something of unknown kind."""

    tables: set[str] = field(default_factory=set)
    unknown: bool = False
    rows: int = 0
    """How many rows the connection had changed when the last test ended."""

    def look(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        """Note what a statement writes to, then run it; stands among the connection's wrappers."""
        if not sql.startswith(HARMLESS):
            table = WRITTEN.match(sql)
            if table:
                self.tables.add(table[1])
            else:
                self.unknown = True
        return execute(sql, *rest)

    def wanted(self, raw: sqlite3.Connection) -> set[str] | None:
        """Return the tables to look through, or None for all of them; begin anew for the next test."""
        past_django = raw.total_changes != self.rows and not self.tables
        tables = None if self.unknown or past_django else self.tables.union(*map(referring, self.tables))
        self.tables, self.unknown, self.rows = set(), False, raw.total_changes
        return tables


written = Written()


@cache
def _referring() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            for _, _, other, *_ in cursor.execute(f'PRAGMA foreign_key_list("{table}")').fetchall():
                found[other].add(table)
    return found


def referring(table: str) -> set[str]:
    """Return the tables whose rows refer to rows of a table."""
    return _referring().get(table, set())


def check_written(wrapper: BaseDatabaseWrapper) -> None:
    """Raise IntegrityError where a row that the present test left refers to one that is not there."""
    raw: sqlite3.Connection = wrapper.connection
    tables = written.wanted(raw)
    # Asked of SQLite itself: with Django's cursors between, a hundred tables take longer than all of them.
    if tables is None or any(broken(raw, table) for table in tables):
        wrapper.check_constraints()


def broken(raw: sqlite3.Connection, table: str) -> bool:
    """Tell whether a row of a table refers to one that is not there."""
    return raw.execute(f'PRAGMA foreign_key_check("{table}")').fetchone() is not None


def watch(patch: pytest.MonkeyPatch) -> None:
    """Have the tests of this run checked so, where the database is SQLite."""
    if connection.vendor != "sqlite":
        return
    usual: Callable[[TestCase, BaseDatabaseWrapper], bool] = vars(TestCase)["_should_check_constraints"]

    def should(case: TestCase, wrapper: BaseDatabaseWrapper) -> bool:
        if usual(case, wrapper):
            check_written(wrapper)
        return False

    patch.setattr(TestCase, "_should_check_constraints", should)
    patch.setattr(connection, "execute_wrappers", [*connection.execute_wrappers, written.look])
