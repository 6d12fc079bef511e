"""Whether a tour's way can be travelled: between two countries there is a crossing that joins them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """A place on the way: by which day, in which country.

    A crossing joins its country with ``other``; with ``other`` empty it is a port or an airport, which
    joins it with every country. Both sides of a ``zone`` are one place to who walks in it.
    """

    slug: str
    country: str
    day: int
    crossing: bool = False
    other: str = ""
    zone: bool = False


@dataclass(frozen=True)
class Gap:
    """Where the way breaks: this place cannot be reached from the countries one is in before it."""

    step: Step
    before: frozenset[str]


ANYWHERE: frozenset[str] = frozenset()


def gaps(steps: Iterable[Step]) -> list[Gap]:
    """Return every place of a way that no crossing before it leads to, in their order.

    After a gap the way is followed on from where it says one is, so that each is told once.
    """
    found: list[Gap] = []
    here: frozenset[str] | None = None
    for step in steps:
        if here is not None and not _reached(step, here):
            found.append(Gap(step, here))
            here = None
        here = _after(step, here)
    return found


def _reached(step: Step, here: frozenset[str]) -> bool:
    sides = {step.country, step.other} - {""}
    # A port or an airport is also where one arrives from abroad.
    return here == ANYWHERE or (step.crossing and not step.other) or bool(sides & here)


def _after(step: Step, here: frozenset[str] | None) -> frozenset[str]:
    """Return the countries one may be in after a step."""
    if not step.crossing:
        return frozenset({step.country})
    if not step.other:
        return ANYWHERE
    sides = frozenset({step.country, step.other})
    stood = (here or sides) & sides or sides
    return sides if step.zone or stood == sides else sides - stood
