"""What has to happen again and again; the clock (`catalog.jobs`) runs it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from catalog.seams.registry import Registry


@dataclass(frozen=True)
class Schedule:
    """A function to be run every so often.

    `run` takes nothing and may be repeated: after a clock was killed in the middle, it starts again.
    `longest` is how long one run can take at most; only after that may another clock take it over.
    """

    name: str
    every: timedelta
    run: Callable[[], object]
    longest: timedelta = timedelta(minutes=15)


SCHEDULES: Registry[Schedule] = Registry("schedule")


def register(schedule: Schedule) -> None:
    """Add a schedule while the site starts."""
    SCHEDULES.register(schedule)


def registered() -> list[Schedule]:
    """Return all schedules in order of registration."""
    return list(SCHEDULES)
