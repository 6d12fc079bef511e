"""The fair of the demonstration in small: the tea house and the pepper garden, now and last year."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from expo.fair.models import Booth, Edition
from portal.demo.fair.schema import BoothEntry, FairEntry
from portal.demo.loading import load_demonstration
from portal.demo.reading import Content, content
from portal.demo.shelves import Tally
from tests.kept import Larder
from tests.portal.demo.conftest import Tell

Load = Callable[[], dict[str, Tally]]
HALLS = {"china", "china-tea-and-food", "asean", "cambodia"}
SESSIONS = {"opening", "tea-of-both-countries", "matching-food"}


def small(fair: FairEntry, told: Content) -> FairEntry:
    """Return the fair as far as a piece of the demonstration stands at it."""
    houses = {entry.slug for entry in told.organizations}
    goods = {entry.slug for entry in told.products}

    def of(booths: tuple[BoothEntry, ...]) -> tuple[BoothEntry, ...]:
        return tuple(
            replace(booth, exhibits=tuple(one for one in booth.exhibits if one.product in goods))
            for booth in booths
            if booth.organization in houses
        )

    visits = fair.visits
    assert fair.archive is not None
    return replace(
        fair,
        halls=tuple(hall for hall in fair.halls if hall.slug in HALLS),
        booths=of(fair.booths),
        sessions=tuple(session for session in fair.sessions if session.slug in SESSIONS),
        visits=replace(
            visits, meetings=tuple(meeting for meeting in visits.meetings if meeting.exhibitor in houses)
        ),
        archive=replace(fair.archive, booths=of(fair.archive.booths)),
    )


@pytest.fixture
def told(piece: Content, tell: Tell) -> Content:
    """A piece of the demonstration with its fair, and of everything else only what the fair needs."""
    fair = content().fair
    assert fair is not None
    whole = replace(piece, fair=small(fair, piece), evidence=())
    tell(whole)
    return whole


def load() -> dict[str, Tally]:
    """Load what is told, and return what became of each kind of it."""
    return {tally.label: tally for tally in load_demonstration(lambda line: None)}


@dataclass(frozen=True)
class Fair:
    """The fair of the demonstration as it was loaded."""

    edition: Edition
    past: Edition

    def booth(self, organization: str) -> Booth:
        """Return the booth of an organization at the current edition."""
        return self.edition.booths.get(organization__slug=f"demo-{organization}")


@pytest.fixture
def fair(larder: Larder, told: Content) -> Fair:
    """The fair, loaded: once for all tests that want it."""
    return larder.take("demonstration's fair", loaded)


def loaded() -> Fair:
    load()
    return Fair(Edition.objects.get(slug="demo-23"), Edition.objects.get(slug="demo-22"))
