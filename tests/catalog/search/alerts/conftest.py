"""A shelf to watch, and somebody who watches it."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from catalog.jobs.draining import drain
from catalog.seams import person_check
from catalog.seams.person_check import Outcome
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


class Content:
    """A check of persons that thinks of every form what it is told to."""

    outcome = Outcome.PASSED

    def __init__(self, *about: object) -> None:
        pass

    def examine(self, posted: object) -> Outcome:
        return self.outcome

    def ask_again(self, *, doubted: bool) -> dict[str, object]:
        return {"token": "fresh", "question": None}


@pytest.fixture
def ground(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index, no limits used up, and a check of persons that is content."""
    search.rebuild()
    cache.clear()
    monkeypatch.setattr(person_check, "_makers", [Content])


@pytest.fixture
def as_nok(client: Client, nok: User) -> Client:
    """Nok's browser."""
    client.force_login(nok)
    return client
