"""A shelf to watch, and somebody who watches it."""

from collections.abc import Callable

import pytest

from catalog.jobs.draining import drain
from catalog.search import services as search
from catalog.search.alerts import services
from catalog.search.alerts.changes import DRAIN
from catalog.search.models import AlertHit, SavedSearch
from catalog.search.understanding import Query
from portal.accounts.models import User
from tests.catalog.search.shelf import Shelf

Save = Callable[..., SavedSearch]
Change = Callable[..., None]
ADDRESS = "stranger@example.com"


@pytest.fixture
def save(shelf: Shelf, nok: User) -> Save:
    """Save a search for Nok, as it stands with what is on the shelf now."""

    def make(
        text: str = "durian", owner: User | None = None, frequency: str = "at_once", **more: object
    ) -> SavedSearch:
        search.rebuild()
        query = Query(text=text, **more)  # type: ignore[arg-type]
        return services.save_search(owner=owner or nok, query=query, frequency=frequency)

    return make


@pytest.fixture
def change(shelf: Shelf) -> Change:
    """Have index and saved searches follow records that changed."""

    def follow(*records: int, rebuild: bool = False) -> None:
        search.mark_dirty(kind=shelf.kind, ids=records)
        if rebuild:
            search.ask_rebuild()
        drain(search.DRAIN)
        drain(DRAIN)

    return follow


def found(saved: SavedSearch) -> list[int]:
    """Return the records found for a saved search."""
    return list(AlertHit.objects.filter(saved=saved).order_by("record").values_list("record", flat=True))


def of_stranger(text: str = "durian", frequency: str = "at_once", address: str = ADDRESS) -> SavedSearch:
    """Save a search for an address whose owner has confirmed it."""
    services.ask_address(address=address, query=Query(text=text), frequency=frequency)
    asked = SavedSearch.objects.filter(address=address).latest("created_at")
    confirmed = services.confirm(key=asked.pk)
    assert confirmed is not None
    return confirmed
