"""A corner of a real cluster for one test: names of its own, gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex

from elasticsearch import Elasticsearch

from catalog.search.elastic import Servers

PATIENCE_SECONDS = 30.0
"""Tests share a slow machine; only those about time-outs are in a hurry."""


@contextmanager
def corner(*hosts: str, patience: float = PATIENCE_SECONDS, **more: str) -> Iterator[Servers]:
    """Yield servers with a prefix that nobody else uses, and remove what was made under it."""
    servers = Servers(hosts, prefix=f"test-{token_hex(4)}", patience=patience, **more)  # type: ignore[arg-type]
    try:
        yield servers
    finally:
        with servers.writer() as client:
            sweep(client, servers.prefix)


def sweep(client: Elasticsearch, prefix: str) -> None:
    """Delete every index whose name begins so; the server refuses to do that by pattern."""
    for name in client.indices.get(index=f"{prefix}-*"):
        client.indices.delete(index=name)
