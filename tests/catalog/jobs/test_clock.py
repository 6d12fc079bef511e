"""The clock runs what is due, once, and goes on when something fails."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from catalog.jobs import clock, selectors
from catalog.jobs.management.commands.clock import PAUSE_SECONDS, TICK_SECONDS, Command
from catalog.jobs.models import ScheduleState
from catalog.seams import schedules
from catalog.seams.registry import Registry
from catalog.seams.schedules import Schedule
from tests.harness.race import Outcome, Track

MINUTE = timedelta(minutes=1)
Scheduled = Callable[..., list[str]]


@pytest.fixture
def scheduled(monkeypatch: pytest.MonkeyPatch) -> Scheduled:
    """Return a maker of schedules that note that they ran; the clock knows no others."""
    monkeypatch.setattr(schedules, "SCHEDULES", Registry("schedule"))
    ran: list[str] = []

    def make(name: str, every: timedelta = MINUTE, error: Exception | None = None) -> list[str]:
        def run() -> None:
            ran.append(name)
            if error:
                raise error

        schedules.register(Schedule(name, every, run))
        return ran

    return make


def make_due(**fields: object) -> None:
    ScheduleState.objects.update(due_at=timezone.now() - timedelta(seconds=1), **fields)


@pytest.mark.django_db
def test_a_schedule_runs_at_first_sight_and_then_every_so_often(scheduled: Scheduled) -> None:
    ran = scheduled("tidy")
    assert clock.run_due() == ["tidy"]
    assert clock.run_due() == []
    state = ScheduleState.objects.get()
    assert timedelta(seconds=50) < state.due_at - timezone.now() <= MINUTE
    assert state.started_at is not None
    assert state.finished_at is not None
    assert (state.claimed_by, state.claimed_until) == ("", None)
    make_due()
    assert clock.run_due() == ["tidy"]
    assert ran == ["tidy", "tidy"]
    assert str(state) == "tidy"


@pytest.mark.django_db
def test_what_fails_is_kept_and_stops_nothing_else(
    scheduled: Scheduled, caplog: pytest.LogCaptureFixture
) -> None:
    scheduled("broken", error=ValueError("no luck"))
    ran = scheduled("tidy")
    assert clock.run_due() == ["broken", "tidy"]
    assert ran == ["broken", "tidy"]
    assert ScheduleState.objects.get(name="broken").last_error == "ValueError: no luck"
    assert ScheduleState.objects.get(name="tidy").last_error == ""
    assert "The schedule broken failed" in caplog.text


@pytest.mark.django_db
def test_what_another_clock_runs_is_left_to_it_until_its_time_is_over(scheduled: Scheduled) -> None:
    ran = scheduled("tidy")
    later = timezone.now() + MINUTE
    ScheduleState.objects.create(name="tidy", claimed_by="another", claimed_until=later)
    assert clock.run_due() == []
    ScheduleState.objects.update(claimed_until=timezone.now())
    assert clock.run_due() == ["tidy"]
    assert ran == ["tidy"]


@pytest.mark.django_db
def test_a_clock_that_was_taken_over_does_not_free_what_the_other_holds(
    scheduled: Scheduled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(schedules, "SCHEDULES", Registry("schedule"))
    schedules.register(Schedule("slow", MINUTE, lambda: ScheduleState.objects.update(claimed_by="another")))
    assert clock.run_due() == ["slow"]
    assert ScheduleState.objects.get().claimed_by == "another"


@pytest.mark.django_db
def test_a_run_longer_than_its_interval_does_not_pile_up(
    scheduled: Scheduled, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheduled("tidy", every=timedelta(0))
    clock.run_due()
    state = ScheduleState.objects.get()
    assert state.finished_at is not None
    assert state.due_at >= state.finished_at


@pytest.mark.django_db
def test_once_runs_what_is_due_and_ends(scheduled: Scheduled) -> None:
    scheduled("tidy")
    out = StringIO()
    call_command("clock", once=True, stdout=out)
    assert out.getvalue() == "tidy\n"


@pytest.mark.django_db
def test_a_database_that_is_away_only_makes_the_clock_wait(
    scheduled: Scheduled, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> list[str]:
        raise OperationalError("the server closed the connection")

    # Closing the connection here would roll back the transaction this test stands in.
    monkeypatch.setattr("catalog.jobs.management.commands.clock.close_old_connections", lambda: None)
    monkeypatch.setattr(clock, "run_due", away)
    assert Command()._turn() == PAUSE_SECONDS
    assert "cannot use the database" in caplog.text
    monkeypatch.setattr(clock, "run_due", list)
    assert Command()._turn() == TICK_SECONDS


@pytest.mark.django_db
def test_a_clock_that_does_not_run_is_noticed(scheduled: Scheduled) -> None:
    scheduled("tidy")
    clock.run_due()
    assert not selectors.clock_is_late()
    ScheduleState.objects.update(due_at=timezone.now() - timedelta(minutes=6))
    assert selectors.clock_is_late()
    assert not selectors.clock_is_late(patience=timedelta(minutes=10))
    ScheduleState.objects.update(claimed_by="running", claimed_until=timezone.now() + MINUTE)
    assert not selectors.clock_is_late()


def write_schedules(count: int) -> None:
    ScheduleState.objects.bulk_create(ScheduleState(name=f"race {n}") for n in range(count))


def run_with_others(stage: None, turn: int, seat: int) -> bool:
    return clock.run_if_due(Schedule(f"race {turn}", MINUTE, lambda: None))


def run_after_looking(stage: None, turn: int, seat: int) -> bool:
    """The control: looks whether the schedule is due, then notes that it ran."""
    state = ScheduleState.objects.get(name=f"race {turn}")
    if state.due_at > timezone.now():
        return False
    state.due_at = timezone.now() + MINUTE
    state.save()
    return True


def ran_twice(outcome: Outcome) -> bool:
    return any(ran.count(True) > 1 for ran in outcome.by_round().values())


def test_many_clocks_run_a_schedule_once(track: Track) -> None:
    outcome = track.run(run_with_others, stage=write_schedules, processes=4, rounds=8, count=8)
    assert not outcome.errors
    assert [ran.count(True) for ran in outcome.by_round().values()] == [1] * 8


def test_without_the_condition_it_runs_twice(track: Track) -> None:
    track.control(run_after_looking, breaks=ran_twice, stage=write_schedules, processes=4, rounds=8, count=8)
