"""Drains: for each kind of work row, the function that does it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from catalog.jobs.claims import Claim
from catalog.jobs.models import WorkRow
from catalog.seams.registry import Registry


@dataclass(frozen=True)
class Drain:
    """How rows of one model are worked off.

    `work(claim)` does the rows of `claim.rows` (at most `batch`) and must bear being repeated: a
    worker may die after doing a row and before it is marked. What it leaves unsettled when it
    returns counts as done; when it raises, each unsettled row is tried alone, so that one bad row
    fails alone. `lease` must exceed the longest time one batch can take, or `work` renews it with
    `claim.hold(row)`. After `attempts` tries a row is failed and keeps its last error. Waiting
    before the next try doubles from `pause` up to `longest_pause`. Done rows are deleted after
    `keep`, failed ones after `keep_failed`. A drain that `gives_way` does what nobody waits for:
    the others go first, and it holds a worker for little more than a batch.
    """

    name: str
    model: type[WorkRow]
    work: Callable[[Claim[Any]], None]
    batch: int = 50
    lease: timedelta = timedelta(minutes=5)
    attempts: int = 8
    pause: timedelta = timedelta(seconds=30)
    longest_pause: timedelta = timedelta(hours=6)
    keep: timedelta = timedelta(days=7)
    keep_failed: timedelta = timedelta(days=90)
    gives_way: bool = False


DRAINS: Registry[Drain] = Registry("drain")


def register(drain: Drain) -> None:
    """Add a drain while the site starts."""
    DRAINS.register(drain)


def drains() -> list[Drain]:
    """Return all drains in order of registration, but those that give way last."""
    return sorted(DRAINS, key=lambda drain: drain.gives_way)
