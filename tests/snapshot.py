"""A migrated database with the reference data, made once and copied for every test run.

Migrating takes most of a minute; copying the result takes milliseconds. The snapshot is kept under
a key made of every migration and data file, every permission, the version of each library and this
file, so it is made again exactly when one of them changed.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import distributions
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection

FOLDER = Path(__file__).parent / ".snapshots"
KEPT = 8


def key() -> str:
    """Return the name of the state that the migrations of the installed apps lead to."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for name in sorted(f"{found.name}=={found.version}" for found in distributions()):
        digest.update(name.encode())
    for config in sorted(apps.get_app_configs(), key=lambda found: found.label):
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            digest.update(path.name.encode() + path.read_bytes())
        for path in [
            *sorted((Path(config.path) / "data").glob("*.*")),
            *Path(config.path).glob("loading.py"),
        ]:
            digest.update(path.name.encode() + path.read_bytes())
        for model in config.get_models():
            options = model._meta
            digest.update(f"{options.label}{options.default_permissions}{options.permissions}".encode())
    return digest.hexdigest()[:16]


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Let one process at a time make the snapshot called name."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def point_at(name: str) -> None:
    """Make the default connection use another database of the same server or another file."""
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.features.__dict__.pop("supports_transactions", None)


def migrate() -> None:
    # Each change of a table's state makes Django look through all models for the one that takes another's
    # place, a sixth of the time; which that is does not change while it migrates.
    swapped = cache(apps.get_swappable_settings_name)
    with patch.object(apps, "get_swappable_settings_name", swapped):
        call_command("migrate", verbosity=0, interactive=False)
    call_command("load_reference", stdout=StringIO())
    # What the loaded facts set going is another test's business.
    for label in ("search.IndexChange", "django_tasks_database.DBTaskResult"):
        apps.get_model(label)._default_manager.all().delete()


def _written_at(path: Path) -> float:
    """Return when a file was written; a run beside this one may have removed it since it was listed."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0


class FileSnapshot:
    """SQLite: the snapshot is a file, a copy is another file or a database in memory."""

    def __init__(self) -> None:
        name = key()
        self.path = FOLDER / f"{name}.sqlite3"
        with only_one(name):
            if not self.path.exists():
                self._make()
        self.path.touch()
        self._forget_old()

    def _make(self) -> None:
        draft = self.path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        usual = str(connection.settings_dict["NAME"])
        point_at(str(draft))
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous=OFF")
            migrate()
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode=DELETE")
        finally:
            connection.close()
            connection.settings_dict["NAME"] = usual
        draft.replace(self.path)

    def _forget_old(self) -> None:
        """Keep the newest few: work on several branches at once would otherwise migrate each time."""
        files = sorted(FOLDER.glob("*.sqlite3"), key=_written_at, reverse=True)
        for path in files[KEPT:]:
            path.unlink(missing_ok=True)

    def copy_to(self, name: str) -> None:
        """Write a fresh copy to the file called name."""
        shutil.copyfile(self.path, name)

    def discard(self, name: str) -> None:
        """Remove a copy and what SQLite keeps beside it."""
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)

    def fill(self) -> None:
        """Replace everything in the open database (in memory) by the snapshot."""
        connection.ensure_connection()
        raw: Any = connection.connection
        source = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)
        try:
            source.backup(raw)
        finally:
            source.close()


class ServerSnapshot:
    """PostgreSQL: the snapshot is a template database, a copy is made from the template."""

    def __init__(self) -> None:
        name = key()
        self.template = f"portal_snapshot_{name}"
        with only_one(name):
            if not self._exists(self.template):
                self._make()

    def _server(self, statement: str, *values: str) -> list[tuple[Any, ...]]:
        with connection._nodb_cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    def _exists(self, name: str) -> bool:
        return bool(self._server("SELECT 1 FROM pg_database WHERE datname = %s", name))

    def _make(self) -> None:
        draft = f"{self.template}_draft"
        usual = str(connection.settings_dict["NAME"])
        self._server(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
        self._server(f'CREATE DATABASE "{draft}"')
        point_at(draft)
        try:
            migrate()
        finally:
            point_at(usual)
        self._server(f'ALTER DATABASE "{draft}" RENAME TO "{self.template}"')

    def copy_to(self, name: str) -> None:
        """Make (again) the database called name as a fresh copy."""
        self.discard(name)
        self._server(f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')

    def discard(self, name: str) -> None:
        self._server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def fill(self) -> None:
        """Replace the database in use by a fresh copy; connections of other threads are cut."""
        connection.close()
        self.copy_to(str(connection.settings_dict["NAME"]))


def snapshot() -> FileSnapshot | ServerSnapshot:
    """Return the snapshot for the configured database, making it where it is missing."""
    return FileSnapshot() if connection.vendor == "sqlite" else ServerSnapshot()


def sqlite_file() -> Path:
    """Return the SQLite snapshot's file without touching the database this process works on."""
    path = FOLDER / f"{key()}.sqlite3"
    if path.exists():
        return path
    with tempfile.TemporaryDirectory(prefix="portal-snapshot-") as data:
        environment = {**os.environ, "DATA_DIR": data, "DATABASE_URL": ""}
        made = subprocess.run(
            [sys.executable, "-m", "tests.snapshot"],
            check=True,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
    return Path(made.stdout.splitlines()[-1])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    django.setup()
    sys.stdout.write(f"{FileSnapshot().path}\n")
