"""The engine this installation uses."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from catalog.search.embedded import EmbeddedEngine
from catalog.search.engine import SearchEngine


def engine() -> SearchEngine:
    """Return the engine; one per process and data folder, because it keeps its index open."""
    return _embedded(settings.SEARCH_ROOT)


@lru_cache(maxsize=4)
def _embedded(root: Path) -> SearchEngine:
    return EmbeddedEngine(root)
