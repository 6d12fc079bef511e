"""The clock: runs schedules when they are due.

Each schedule is taken by one conditional UPDATE and held for its longest run. Two clocks therefore
never run the same schedule at the same time, and a second clock on another machine takes over by
itself when the first one dies.
"""

import logging
from uuid import uuid4

from django.db.models import Q
from django.utils import timezone

from catalog.jobs.claims import describe
from catalog.jobs.models import ScheduleState
from catalog.seams import schedules
from catalog.seams.schedules import Schedule

log = logging.getLogger(__name__)


def run_due() -> list[str]:
    """Run every schedule that is due and not running elsewhere; return their names."""
    known = schedules.registered()
    ScheduleState.objects.bulk_create([ScheduleState(name=one.name) for one in known], ignore_conflicts=True)
    return [schedule.name for schedule in known if run_if_due(schedule)]


def run_if_due(schedule: Schedule) -> bool:
    """Run one schedule if it is due and free. What it raises is logged and kept, never raised here."""
    token = uuid4().hex
    started = timezone.now()
    taken = (
        ScheduleState.objects.filter(name=schedule.name, due_at__lte=started)
        .filter(Q(claimed_by="") | Q(claimed_until__lte=started))
        .update(claimed_by=token, claimed_until=started + schedule.longest, started_at=started)
    )
    if not taken:
        return False
    error = ""
    try:
        schedule.run()
    except Exception as problem:
        log.exception("The schedule %s failed; it runs again in %s.", schedule.name, schedule.every)
        error = describe(problem)
    finished = timezone.now()
    ScheduleState.objects.filter(name=schedule.name, claimed_by=token).update(
        claimed_by="",
        claimed_until=None,
        finished_at=finished,
        due_at=max(started + schedule.every, finished),
        last_error=error,
    )
    return True
