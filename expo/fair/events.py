"""What happens at the fair, for the rooms above and for its own other parts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class EditionMoved:
    """An edition came into another state; ``state`` is the new one."""

    edition_id: int
    state: str


@dataclass(frozen=True)
class CurrentEditionChanged:
    """Another edition is the current one; ``before`` is the one that was, None where there was none."""

    before: int | None
    now: int


@dataclass(frozen=True)
class BoothPlaced:
    """A booth was placed on a stand, moved to another, or taken off (``stand_id`` None)."""

    booth_id: int
    stand_id: int | None


@dataclass(frozen=True)
class BoothChanged:
    """A booth says something else, shows something else, is published or withdrawn; ``status`` is now's."""

    booth_id: int
    organization_id: int
    status: str


@dataclass(frozen=True)
class CardExchanged:
    """A visitor and a booth have each other's cards; ``language`` is the one the visitor reads."""

    exchange_id: str
    booth_id: int
    language: str
