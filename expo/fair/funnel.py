"""From a visit to a meeting: the steps that are counted for each booth, and what counts as a lead.

The fair counts what it knows; rooms above it add their own steps while the site starts. Nothing here
follows a visitor: steps are counted each by itself, by the organization's own records and daily counters.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.functional import Promise

from catalog.seams.registry import Registry
from expo.fair.models import Edition

HALF_A_YEAR = timedelta(days=182)


@dataclass(frozen=True)
class BoothOf:
    """A booth whose steps are counted, with its organization and what it exhibits (products' ids)."""

    booth: int
    organization: int
    products: frozenset[int]


@dataclass(frozen=True)
class Window:
    """The days that belong to an edition: half a year to either side of its middle, UTC, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Lead:
    """Somebody who turned to a booth: when, in which language, and the name they let it know."""

    at: datetime
    language: str
    name: str


def _nobody(booth: BoothOf, window: Window) -> Iterable[Lead]:
    return ()


@dataclass(frozen=True)
class Step:
    """One step. `count` is asked for many booths at once, in a number of queries that does not depend on
    how many there are, and may leave out those with none; `leads` says who they were at one booth.
    """

    name: str
    label: str | Promise
    count: Callable[[Sequence[BoothOf], Window], Mapping[int, int]]
    order: int
    leads: Callable[[BoothOf, Window], Iterable[Lead]] = _nobody


STEPS: Registry[Step] = Registry("step of the fair's funnel")


def register(step: Step) -> None:
    """Add a step while the site starts."""
    STEPS.register(step)


def steps() -> list[Step]:
    """Return the steps in their order."""
    return sorted(STEPS, key=lambda step: step.order)


def window_of(edition: Edition) -> Window:
    """Return the days that belong to an edition: the fair is yearly and never closes."""
    middle = edition.begins_on + (edition.ends_on - edition.begins_on) / 2
    return Window(middle - HALF_A_YEAR, middle + HALF_A_YEAR)
