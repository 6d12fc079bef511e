"""The engine this installation uses."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from catalog.search.elastic import ElasticEngine, Servers
from catalog.search.embedded import EmbeddedEngine
from catalog.search.engine import SearchEngine
from catalog.search.paired import PairedEngine


def engine() -> SearchEngine:
    """Return the engine; one per process and place, because it keeps indexes and connections open."""
    if settings.SEARCH_ENGINE == "elasticsearch":
        return _paired(settings.SEARCH_ROOT, Servers(**settings.SEARCH_SERVERS))
    return _embedded(settings.SEARCH_ROOT)


@lru_cache(maxsize=4)
def _embedded(root: Path) -> EmbeddedEngine:
    return EmbeddedEngine(root)


@lru_cache(maxsize=4)
def _paired(root: Path, servers: Servers) -> PairedEngine:
    return PairedEngine(ElasticEngine(servers), _embedded(root))
