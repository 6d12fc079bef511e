"""The clock's own work: lost bells, dead workers, old rows."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalog.jobs import draining, selectors, tasks, tending
from catalog.jobs.models import State
from catalog.jobs.registry import Drain
from catalog.seams import schedules
from tests.catalog.jobs.conftest import Rows
from tests.catalog.jobs.ground import Work, a_lease_ends, all_done, states

pytestmark = pytest.mark.django_db


def days_ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def a_task(path: str, **fields: Any) -> "DBTaskResult[Any, Any]":
    return DBTaskResult.objects.create(
        **{
            "task_path": path,
            "args_kwargs": {"args": ["test"], "kwargs": {}},
            "backend_name": "default",
            "run_after": timezone.now(),
            "status": TaskResultStatus.RUNNING,
            "started_at": days_ago(1),
            "worker_ids": ["dead"],
            **fields,
        }
    )


def test_the_clock_knows_its_own_schedules() -> None:
    names = [schedule.name for schedule in schedules.registered()]
    assert {"jobs.drain", "jobs.revive", "jobs.prune"} <= set(names)


def test_the_clock_drains_what_no_bell_announced(drain: Drain, rows: Rows) -> None:
    rows(3)
    tending.drain_all()
    assert all_done()


def test_the_clock_takes_over_from_a_dead_worker(drain: Drain, rows: Rows) -> None:
    rows(3, state=State.CLAIMED, claimed_by="dead", attempts=1)
    a_lease_ends()
    tending.drain_all()
    assert all_done()


def test_the_clock_gives_each_drain_its_share_only(
    drain: Drain, work: Work, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tending, "CLOCK_SHARE", timedelta(microseconds=1))
    rows(9)
    tending.drain_all()
    assert len(work.batches) == 1


def test_a_task_of_a_dead_worker_runs_again() -> None:
    task = a_task("wagtail.somewhere.index")
    assert tending.revive_tasks() == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    assert task.started_at is None


def test_a_task_that_outlived_several_workers_is_given_up() -> None:
    task = a_task("wagtail.somewhere.index", worker_ids=["one", "two", "three"])
    assert tending.revive_tasks() == 1
    task.refresh_from_db()
    assert (task.status, task.traceback) == (TaskResultStatus.FAILED, draining.DIED)
    assert task.finished_at is not None


def test_a_bell_of_a_dead_worker_is_not_rung_again() -> None:
    task = a_task(tasks.drain_bell.module_path)
    assert tending.revive_tasks() == 1
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED


def test_a_slow_worker_may_still_report_on_a_bell_taken_for_dead() -> None:
    task = a_task(tasks.drain_bell.module_path)
    tending.revive_tasks()
    task.set_successful(None)
    task.refresh_from_db()
    assert task.status == TaskResultStatus.SUCCESSFUL


def test_a_task_that_runs_since_a_moment_is_left_alone() -> None:
    a_task("wagtail.somewhere.index", started_at=timezone.now() - timedelta(minutes=14))
    assert tending.revive_tasks() == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


def test_settled_rows_are_deleted_after_their_time(
    drain: Drain, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tending, "PRUNE_AT_ONCE", 2)
    rows(5, state=State.DONE, settled_at=days_ago(8))
    rows(1, state=State.DONE, settled_at=days_ago(6))
    rows(1, state=State.FAILED, settled_at=days_ago(89))
    rows(1, state=State.FAILED, settled_at=days_ago(91))
    rows(1, due_at=days_ago(1000))
    assert tending.prune() == 6
    assert sorted(states()) == ["row 5", "row 6", "row 8"]


def test_finished_tasks_are_deleted_after_their_time() -> None:
    a_task("a", status=TaskResultStatus.SUCCESSFUL, finished_at=days_ago(2))
    a_task("b", status=TaskResultStatus.SUCCESSFUL, finished_at=days_ago(0.5))
    a_task("c", status=TaskResultStatus.FAILED, finished_at=days_ago(13))
    a_task("d", status=TaskResultStatus.FAILED, finished_at=days_ago(15))
    a_task("e")
    assert tending.prune() == 2
    assert sorted(DBTaskResult.objects.values_list("task_path", flat=True)) == ["b", "c", "e"]


def test_the_backlog_is_counted(drain: Drain, rows: Rows) -> None:
    [empty] = selectors.backlog()
    assert (empty.name, empty.waiting, empty.failed, empty.due_since) == ("test", 0, 0, None)
    since = days_ago(1)
    rows(2, due_at=since)
    rows(1, state=State.CLAIMED, due_at=timezone.now())
    rows(1, due_at=timezone.now() + timedelta(days=1))
    rows(3, state=State.FAILED)
    rows(1, state=State.DONE)
    [full] = selectors.backlog()
    assert (full.waiting, full.failed, full.due_since) == (4, 3, since)


def test_the_command_shows_what_waits_and_why_rows_failed(drain: Drain, rows: Rows) -> None:
    rows(1)
    [row] = rows(1, state=State.FAILED, attempts=3, last_error="no luck", settled_at=timezone.now())
    out = StringIO()
    call_command("drain", stdout=out)
    assert out.getvalue() == f"test: 1 waiting, 1 failed\n  {row.pk}: after 3 tries, no luck\n"


def test_the_command_works_a_drain_off(drain: Drain, rows: Rows) -> None:
    rows(5)
    [failed] = rows(1, state=State.FAILED, attempts=3, settled_at=timezone.now())
    out = StringIO()
    call_command("drain", "test", stdout=out)
    assert out.getvalue() == "test: 2 batches worked off.\n"
    call_command("drain", "test", "--retry", str(failed.pk), stdout=out)
    assert "1 failed rows wait again." in out.getvalue()
    assert all_done()
    call_command("drain", "test", "--retry", stdout=out)
    assert "0 failed rows wait again." in out.getvalue()


def test_the_command_names_the_known_drains(drain: Drain) -> None:
    with pytest.raises(CommandError, match=r"No drain is called 'nothing'\. Known: test\."):
        call_command("drain", "nothing")
