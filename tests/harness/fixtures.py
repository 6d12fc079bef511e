"""Fixtures of the harness: a race track per kind of database, an installation to break."""

import shutil
from collections.abc import Iterator

import pytest

from tests.harness.fault import Installation
from tests.harness.race import Track


@pytest.fixture(scope="session")
def sqlite_track() -> Iterator[Track]:
    track = Track("")
    yield track
    track.close()


@pytest.fixture(scope="session")
def postgresql_track(postgres_url: str) -> Iterator[Track]:
    track = Track(postgres_url)
    yield track
    track.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def track(request: pytest.FixtureRequest) -> Track:
    """A race track, once on an SQLite file and once on PostgreSQL."""
    found: Track = request.getfixturevalue(f"{request.param}_track")
    return found


@pytest.fixture
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A migrated installation in a folder of its own, whose processes can be killed.

    Always the same folder, emptied: one process that forks then serves the installations of all tests.
    """
    folder = tmp_path_factory.getbasetemp() / "installation"
    shutil.rmtree(folder, ignore_errors=True)
    with Installation(folder) as made:
        yield made
