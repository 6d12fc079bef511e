"""Ringing for work, and doing it."""

from collections.abc import Iterable

from django.utils import timezone

from catalog.jobs import registry, tasks
from catalog.jobs.draining import drain as drain
from catalog.jobs.models import State
from catalog.seams.commits import after_commit


def ring(name: str) -> None:
    """Have a worker run the drain soon after the current transaction commits.

    Ringing is cheap and may be repeated: one transaction rings a drain once, and a bell that no
    worker has heard yet is not rung again. A bell that gets lost costs time only: the clock drains too.
    """
    registry.DRAINS.get(name)
    after_commit(tasks.ring_once, name)


def retry(name: str, *, ids: Iterable[object] | None = None) -> int:
    """Give failed rows (all of the drain, or those with these ids) all their tries again; return how many."""
    found = registry.DRAINS.get(name)
    failed = found.model._default_manager.filter(state=State.FAILED)
    if ids is not None:
        failed = failed.filter(pk__in=list(ids))
    count = failed.update(state=State.WAITING, attempts=0, due_at=timezone.now(), settled_at=None)
    ring(name)
    return count
