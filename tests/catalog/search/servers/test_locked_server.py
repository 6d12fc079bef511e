"""A server with TLS and passwords, as an operator runs one: it lets us in by what the settings say."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from catalog.search.analysis import prepare
from catalog.search.documents import SearchDocument
from catalog.search.elastic import ElasticEngine, Servers
from catalog.search.engine import EngineDownError
from catalog.search.plan import Plan
from portal import search_servers
from tests.catalog.glossary.from_files import file_lexicon
from tests.catalog.search.cluster import PATIENCE_SECONDS
from tests.services import elastic_nodes

pytestmark = pytest.mark.server
USER, PASSWORD = "portal", "a-long-password"


@pytest.fixture(scope="module")
def locked() -> Iterator[tuple[str, Path]]:
    with elastic_nodes.locked(USER, PASSWORD) as server:
        yield server


def test_what_the_environment_says_opens_it(
    locked: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    address, authority = locked
    monkeypatch.setenv("ELASTICSEARCH_USER", USER)
    monkeypatch.setenv("ELASTICSEARCH_PASSWORD", PASSWORD)
    monkeypatch.setenv("ELASTICSEARCH_CA_FILE", str(authority))
    servers = replace(Servers(**search_servers.servers([address])), patience=PATIENCE_SECONDS)
    engine = ElasticEngine(servers)
    assert engine.rebuild([prepare(SearchDocument("thing", 1, {"en": "box"}), file_lexicon())]) == 1
    assert engine.search(Plan()).total == 1
    assert engine.status().ready
    wrong = ElasticEngine(replace(servers, password="another"))
    with pytest.raises(EngineDownError, match="answered 401"):
        wrong.search(Plan())
    assert not wrong.status().ready
    stranger = ElasticEngine(replace(servers, ca_file=""))
    with pytest.raises(EngineDownError, match="CERTIFICATE_VERIFY_FAILED"):
        stranger.search(Plan())
