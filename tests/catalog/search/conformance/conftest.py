"""One set of cases for two engines: the embedded one, and a real Elasticsearch where one runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catalog.search.elastic import ElasticEngine
from catalog.search.embedded import EmbeddedEngine
from catalog.search.engine import SearchEngine
from tests.catalog.search.cluster import corner


@pytest.fixture
def embedded(tmp_path: Path) -> EmbeddedEngine:
    engine = EmbeddedEngine(tmp_path / "search")
    engine.rebuild([])
    return engine


@pytest.fixture
def elastic(elasticsearch_url: str) -> Iterator[ElasticEngine]:
    with corner(elasticsearch_url) as servers:
        engine = ElasticEngine(servers)
        engine.rebuild([])
        yield engine
        engine.reader.close()
        engine.writer.close()


@pytest.fixture(params=["embedded", pytest.param("elastic", marks=pytest.mark.server)])
def engine(request: pytest.FixtureRequest) -> SearchEngine:
    """Each engine in turn, with an empty index."""
    found: SearchEngine = request.getfixturevalue(request.param)
    return found
