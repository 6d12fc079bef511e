"""A bell says that there is work. It is rung once, may be lost, and never carries the work."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from catalog.jobs import registry, services, tasks
from catalog.jobs.registry import Drain
from tests.catalog.jobs.conftest import Rows
from tests.catalog.jobs.ground import Work, all_done


def bells(status: str = TaskResultStatus.READY) -> int:
    return DBTaskResult.objects.filter(task_path=tasks.drain_bell.module_path, status=status).count()


@pytest.mark.django_db(transaction=True)
def test_a_bell_rings_after_the_commit_once_per_transaction(drain: Drain) -> None:
    with transaction.atomic():
        for _ in range(3):
            services.ring("test")
        assert bells() == 0
    assert bells() == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_rings_no_bell(drain: Drain) -> None:
    with transaction.atomic():
        services.ring("test")
        transaction.set_rollback(True)
    assert bells() == 0


@pytest.mark.django_db(transaction=True)
def test_while_a_bell_is_unheard_no_other_is_rung(drain: Drain) -> None:
    services.ring("test")
    services.ring("test")
    assert bells() == 1
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    services.ring("test")
    assert bells() == 1
    assert bells(TaskResultStatus.RUNNING) == 1


@pytest.mark.django_db(transaction=True)
def test_a_bell_that_cannot_be_rung_does_not_undo_the_work(
    drain: Drain, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(name: str) -> None:
        raise OSError("no queue")

    monkeypatch.setattr(tasks, "ring_once", broken)
    with transaction.atomic():
        rows(1)
        services.ring("test")
    services.drain("test")
    assert all_done()


@pytest.mark.django_db
def test_a_bell_that_is_heard_drains(drain: Drain, rows: Rows) -> None:
    rows(6)
    tasks.drain_bell.call("test")
    assert all_done()
    assert bells() == 0


@pytest.mark.django_db
def test_a_bell_stops_after_a_while_and_rings_again(
    drain: Drain, work: Work, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LONGEST_RUN", timedelta(microseconds=1))
    rows(6)
    tasks.drain_bell.call("test")
    assert len(work.batches) == 1
    assert bells() == 1
    tasks.drain_bell.call("test")
    assert all_done()


@pytest.mark.django_db
def test_a_bell_of_a_room_that_is_gone_is_ignored(drain: Drain) -> None:
    tasks.drain_bell.call("a room of last year")
    assert bells() == 0


@pytest.mark.django_db
def test_the_worker_hears_the_bell(
    drain: Drain, rows: Rows, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    rows(2)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        services.ring("test")
    rung = DBTaskResult.objects.get()
    assert rung.args_kwargs == {"args": ["test"], "kwargs": {}}
    rung.task.call(*rung.args_kwargs["args"])
    assert all_done()


@pytest.fixture
def patient(drain: Drain) -> Drain:
    """A second drain, for what nobody waits for."""
    found = replace(drain, name="patient", gives_way=True)
    registry.register(found)
    return found


@pytest.mark.django_db(transaction=True)
def test_the_bell_of_what_nobody_waits_for_is_heard_last(patient: Drain, drain: Drain) -> None:
    services.ring(patient.name)
    services.ring(drain.name)
    heard = DBTaskResult.objects.ready()
    assert [bell.args_kwargs["args"] for bell in heard] == [[drain.name], [patient.name]]


@pytest.mark.django_db
def test_what_nobody_waits_for_lets_others_go_first_after_a_batch(
    patient: Drain, work: Work, rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SHORT_RUN", timedelta(microseconds=1))
    rows(6)
    tasks.drain_bell.call(patient.name)
    assert len(work.batches) == 1
    again = DBTaskResult.objects.get()
    assert (again.args_kwargs["args"], again.priority) == ([patient.name], tasks.LAST)


def test_the_clock_comes_to_what_nobody_waits_for_last(drain: Drain) -> None:
    registry.register(replace(drain, name="patient", gives_way=True))
    registry.register(replace(drain, name="other"))
    assert [one.name for one in registry.drains()] == ["test", "other", "patient"]
