"""What the clock does for the jobs room itself: drain, revive, prune."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalog.jobs import draining, registry
from catalog.jobs.models import State
from catalog.jobs.tasks import drain_bell
from catalog.seams.schedules import Schedule

# How long one drain may occupy the clock per round; the workers do the bulk.
CLOCK_SHARE = timedelta(seconds=5)
# django-tasks keeps no sign of life of its workers, so age has to tell. Bells end after one minute
# and Wagtail's own tasks take seconds.
DEAD_AFTER = timedelta(minutes=15)
MOST_WORKERS = 3
KEEP_HEARD_BELLS = timedelta(days=1)
KEEP_FAILED_TASKS = timedelta(days=14)
PRUNE_AT_ONCE = 1000


def drain_all() -> None:
    """Do a share of what is due in every drain: the net under lost bells, dead workers and later tries."""
    for drain in registry.drains():
        draining.drain(drain.name, at_most=CLOCK_SHARE)


def revive_tasks() -> int:
    """Put tasks back that a killed worker left running; give up on one that has outlived several workers.

    Bells are not put back: the clock drains anyway. They become failed, not deleted, so that a
    worker that was only slow can still report. Returns how many were dead.
    """
    dead = DBTaskResult.objects.running().filter(started_at__lte=timezone.now() - DEAD_AFTER)
    count = 0
    for result in dead:
        once_more = result.task_path != drain_bell.module_path and len(result.worker_ids) < MOST_WORKERS
        still_running = DBTaskResult.objects.filter(
            pk=result.pk, status=TaskResultStatus.RUNNING, started_at=result.started_at
        )
        if once_more:
            count += still_running.update(status=TaskResultStatus.READY, started_at=None)
        else:
            count += still_running.update(
                status=TaskResultStatus.FAILED, finished_at=timezone.now(), traceback=draining.DIED
            )
    return count


def prune() -> int:
    """Delete settled rows and finished tasks that nobody will ask for any more; return how many."""
    now = timezone.now()
    finished = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lte=now - KEEP_HEARD_BELLS
    ) | DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__lte=now - KEEP_FAILED_TASKS)
    count = finished.delete()[0]
    for drain in registry.drains():
        for state, keep in ((State.DONE, drain.keep), (State.FAILED, drain.keep_failed)):
            settled = drain.model._default_manager.filter(state=state, settled_at__lte=now - keep)
            # In pieces: one long transaction would keep every other writer waiting.
            while pks := list(settled.values_list("pk", flat=True)[:PRUNE_AT_ONCE]):
                count += drain.model._default_manager.filter(pk__in=pks).delete()[0]
    return count


SCHEDULES = [
    Schedule("jobs.drain", timedelta(seconds=15), drain_all, longest=timedelta(minutes=2)),
    Schedule("jobs.revive", timedelta(minutes=1), revive_tasks, longest=timedelta(minutes=2)),
    Schedule("jobs.prune", timedelta(hours=1), prune),
]
