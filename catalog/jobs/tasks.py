"""The bell: a task that says which drain to run. It carries no work, so losing one loses nothing."""

from datetime import timedelta

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from catalog.jobs import draining, registry

# Short enough that a worker gets round to the other bells, and that one still running much later is dead.
LONGEST_RUN = timedelta(minutes=1)
# With one worker this is how long a mail, or a change of the index, waits for what nobody waits for.
SHORT_RUN = timedelta(seconds=1)
LAST = -10  # below every other task, those of Wagtail among them


@task()
def drain_bell(name: str) -> None:
    """Run a drain for a while, and ring again if there is more."""
    if name not in registry.DRAINS:
        return  # rung by a version of the site that had more rooms
    drain = registry.DRAINS.get(name)
    draining.drain(name, at_most=SHORT_RUN if drain.gives_way else LONGEST_RUN)
    if draining.has_due(drain):
        ring_once(name)


def ring_once(name: str) -> None:
    """Enqueue a bell unless one waits that no worker has heard yet: that one will see our rows too."""
    unheard = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=drain_bell.module_path, args_kwargs__args__0=name
    )
    if not unheard.exists():
        priority = LAST if registry.DRAINS.get(name).gives_way else drain_bell.priority
        drain_bell.using(priority=priority).enqueue(name)
