"""How long a process that died waits for its next start; a night of failures does not end the portal."""

import sys
from collections.abc import Sequence
from typing import Any

import pytest

from portal.supervisor import LONGEST_PAUSE_SECONDS, STEADY_SECONDS, Supervisor


class Actor:
    """Stands for a process: lives until it is told how it ended."""

    def __init__(self, command: Sequence[str], **options: Any) -> None:
        self.command = command
        self.options = options
        self.code: int | None = None
        self.asked: list[str] = []
        self.order: list[str] = []

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.asked.append("terminate")
        self.order.append(f"ask {self.command[0]}")

    def kill(self) -> None:
        self.asked.append("kill")

    def wait(self, timeout: float | None = None) -> int:
        self.asked.append("wait")
        self.order.append(f"wait for {self.command[0]}")
        return self.code or 0


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> list[Actor]:
    """Every process started in the test, in order."""
    started: list[Actor] = []

    def start(command: Sequence[str], **options: Any) -> Actor:
        started.append(Actor(command, **options))
        return started[-1]

    monkeypatch.setattr("portal.supervisor.subprocess.Popen", start)
    return started


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def one(stage: list[Actor], lines: list[str]) -> Supervisor:
    """A worker that runs since second 0."""
    watched = Supervisor({"worker": [sys.executable, "worker"]}, lines.append)
    watched.look_after(0.0)
    return watched


def test_a_process_is_started_with_its_command_and_out_of_reach_of_the_terminal(
    one: Supervisor, stage: list[Actor]
) -> None:
    (actor,) = stage
    assert actor.command == [sys.executable, "worker"]
    assert actor.options["start_new_session"] is True


def test_a_living_process_is_left_alone(one: Supervisor, stage: list[Actor], lines: list[str]) -> None:
    for now in range(1, 100):
        one.look_after(float(now))
    assert len(stage) == 1
    assert lines == []


def test_a_dead_process_waits_for_its_pause_and_starts_again(one: Supervisor, stage: list[Actor]) -> None:
    stage[0].code = 1
    one.look_after(10.0)
    one.look_after(10.9)
    assert len(stage) == 1
    one.look_after(11.0)
    assert len(stage) == 2


@pytest.mark.parametrize("code", [0, 1, 3, -9, -15])
def test_the_exit_code_is_told(one: Supervisor, stage: list[Actor], lines: list[str], code: int) -> None:
    stage[0].code = code
    one.look_after(1.0)
    assert lines == [f"worker ended with {code}; it starts again in 1 s."]


def fail(watched: Supervisor, stage: list[Actor], times: int, now: float = 0.0) -> float:
    """Let the worker die at once so many times; return the moment after the last pause."""
    for _ in range(times):
        stage[-1].code = 1
        watched.look_after(now)
        now = watched.children[0].start_again_at
        watched.look_after(now)
    return now


def test_the_pause_doubles_while_starts_keep_failing(
    one: Supervisor, stage: list[Actor], lines: list[str]
) -> None:
    fail(one, stage, 7)
    assert [line.rpartition(" in ")[2] for line in lines] == [
        "1 s.", "2 s.", "4 s.", "8 s.", "16 s.", "30 s.", "30 s."
    ]  # fmt: skip


def test_a_process_that_ran_long_enough_begins_with_a_short_pause_again(
    one: Supervisor, stage: list[Actor], lines: list[str]
) -> None:
    now = fail(one, stage, 5)
    stage[-1].code = 1
    one.look_after(now + STEADY_SECONDS + 0.1)
    assert lines[-1].endswith("in 1 s.")


def test_a_process_that_ran_a_little_still_counts_as_failing(
    one: Supervisor, stage: list[Actor], lines: list[str]
) -> None:
    now = fail(one, stage, 3)
    stage[-1].code = 1
    one.look_after(now + STEADY_SECONDS)
    assert lines[-1].endswith("in 8 s.")


@pytest.mark.parametrize("deaths", [1, 6, 100, 1023, 1025, 5000, 10**6])
def test_a_process_that_dies_all_night_does_not_end_the_portal(one: Supervisor, deaths: int) -> None:
    child = one.children[0]
    child.deaths = deaths
    assert 1.0 <= child.pause_seconds() <= LONGEST_PAUSE_SECONDS


def test_each_process_has_pauses_of_its_own(stage: list[Actor], lines: list[str]) -> None:
    both = Supervisor({"worker": ["worker"], "clock": ["clock"]}, lines.append)
    both.look_after(0.0)
    worker, clock = stage
    worker.code = 1
    both.look_after(1.0)
    clock.code = 1
    both.look_after(1.5)
    assert lines == [
        "worker ended with 1; it starts again in 1 s.",
        "clock ended with 1; it starts again in 1 s.",
    ]
    both.look_after(2.0)
    assert [actor.command for actor in stage] == [["worker"], ["clock"], ["worker"]]


def test_stopping_asks_those_that_run_and_not_those_in_their_pause(
    stage: list[Actor], lines: list[str]
) -> None:
    both = Supervisor({"worker": ["worker"], "clock": ["clock"]}, lines.append)
    both.look_after(0.0)
    worker, clock = stage
    worker.code = 1
    both.look_after(1.0)
    both.stop()
    assert clock.asked == ["terminate", "wait"]
    assert worker.asked == []


def test_all_are_asked_before_any_is_waited_for(stage: list[Actor]) -> None:
    order: list[str] = []
    both = Supervisor({"web": ["web"], "clock": ["clock"]}, order.append)
    both.look_after(0.0)
    for actor in stage:
        actor.order = order
    both.stop()
    assert order == ["ask web", "ask clock", "wait for web", "wait for clock"]
