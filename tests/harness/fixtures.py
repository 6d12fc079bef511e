"""Fixtures of the harness: a race track per kind of database, an installation to break."""

from collections.abc import Iterator
from pathlib import Path

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
def installation(tmp_path: Path) -> Iterator[Installation]:
    """A migrated installation in a folder of its own, whose processes can be killed."""
    with Installation(tmp_path / "installation") as made:
        yield made
