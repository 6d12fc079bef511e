"""The bell: a task that says which drain to run. It carries no work, so losing one loses nothing."""

from datetime import timedelta

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from catalog.jobs import draining, registry

# Short enough that a worker gets round to the other bells, and that one still running much later is dead.
LONGEST_RUN = timedelta(minutes=1)


@task()
def drain_bell(name: str) -> None:
    """Run a drain for a while, and ring again if there is more."""
    if name not in registry.DRAINS:
        return  # rung by a version of the site that had more rooms
    draining.drain(name, at_most=LONGEST_RUN)
    if draining.has_due(registry.DRAINS.get(name)):
        ring_once(name)


def ring_once(name: str) -> None:
    """Enqueue a bell unless one waits that no worker has heard yet: that one will see our rows too."""
    unheard = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=drain_bell.module_path, args_kwargs__args__0=name
    )
    if not unheard.exists():
        drain_bell.enqueue(name)
