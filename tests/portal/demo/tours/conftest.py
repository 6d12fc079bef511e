"""The tours of the demonstration in small: two operators of two countries, on the places of the project."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from catalog.tourism.loading import load_journeys
from portal.demo.loading import load_demonstration
from portal.demo.reading import Content, content
from portal.demo.shelves import Tally
from portal.demo.tours.schema import ToursEntry
from tests.kept import Larder
from tests.portal.demo.conftest import Tell

Load = Callable[[], dict[str, Tally]]
Set = Callable[[datetime], None]
OPERATORS = {"both-banks-tours", "morning-market-journeys"}
# A week with a bridge and two countries, a zone on foot that fills up, one own car a month, and a flight.
FEW = {
    "nanning-ha-long-bay-cruise",
    "detian-ban-gioc-on-foot",
    "friendship-pass-by-own-car",
    "bangkok-guilin-li-river",
}
LOADED = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Say which moment it is from now on."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


@pytest.fixture
def told(piece: Content, tell: Tell, set_clock: Set, larder: Larder) -> Content:
    """A piece of the demonstration with some of its tours, and of everything else only what they need."""
    whole = content()
    assert whole.tours is not None
    larder.take("journeys", load_journeys)
    houses = OPERATORS | {"green-banyan-tea-house", "mekong-pepper-garden", "buyer-in-hanoi"}
    tours = replace(
        whole.tours,
        offers=tuple(entry for entry in whole.tours.offers if entry.slug in FEW),
        seats=tuple(entry for entry in whole.tours.seats if entry.tour in FEW),
    )
    few = replace(
        piece,
        organizations=tuple(entry for entry in whole.organizations if entry.slug in houses),
        brands=(),
        products=(),
        branches=(),
        indications=(),
        evidence=(),
        conversations=(),
        rules=(),
        drafts=(),
        tours=tours,
    )
    tell(few)
    set_clock(LOADED)
    return few


def tours_of(told: Content) -> ToursEntry:
    """Return the tours that are told; there are some."""
    assert told.tours is not None
    return told.tours


def load() -> dict[str, Tally]:
    """Load what is told, and return what became of each kind of it."""
    return {tally.label: tally for tally in load_demonstration(lambda line: None)}
