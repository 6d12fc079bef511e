"""How much work waits, and how the clock fares."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from catalog.jobs import registry
from catalog.jobs.models import ScheduleState, State


@dataclass(frozen=True)
class Backlog:
    """One drain: rows waiting or held, rows failed, and since when the oldest due row has been due."""

    name: str
    waiting: int
    failed: int
    due_since: datetime | None


def backlog() -> list[Backlog]:
    """Return the backlog of every drain (one query each)."""
    return [_backlog(drain) for drain in registry.drains()]


def _backlog(drain: registry.Drain) -> Backlog:
    waiting = Q(state__in=[State.WAITING, State.CLAIMED])
    counted = drain.model._default_manager.aggregate(
        waiting=Count("pk", filter=waiting),
        failed=Count("pk", filter=Q(state=State.FAILED)),
        due_since=Min("due_at", filter=waiting & Q(due_at__lte=timezone.now())),
    )
    return Backlog(drain.name, counted["waiting"], counted["failed"], counted["due_since"])


def clock_is_late(*, patience: timedelta = timedelta(minutes=5)) -> bool:
    """Tell whether some schedule should have been started longer ago than `patience`: no clock is running."""
    overdue = ScheduleState.objects.filter(due_at__lte=timezone.now() - patience)
    return overdue.filter(Q(claimed_by="") | Q(claimed_until__lte=timezone.now())).exists()
