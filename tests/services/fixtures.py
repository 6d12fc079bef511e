"""Addresses of running servers, for tests that need a real one."""

import pytest

from tests.services import SERVERS, place


def address_of(name: str) -> str:
    """Return a running server's address, or skip the test."""
    server = SERVERS[name]
    known = place.addresses().get(server.VARIABLE)
    if not known or not server.answers(known):
        pytest.skip(f"{name} is not running: python -m tests.services start {name}")
    return known


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of a PostgreSQL database whose owner may make others."""
    return address_of("postgres")


@pytest.fixture(scope="session")
def redis_url() -> str:
    return address_of("redis")


@pytest.fixture(scope="session")
def elasticsearch_url() -> str:
    return address_of("elasticsearch")
