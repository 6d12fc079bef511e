"""The processes of a running portal: what dies is started again, and all end together."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from portal import supervisor
from portal.supervisor import Supervisor

WRITE_AND_WAIT = "import os, sys, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"
STUBBORN = "import os, signal, sys, time; signal.signal(15, signal.SIG_IGN); " + WRITE_AND_WAIT


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Give the test run its own handlers back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def command(tmp_path: Path, name: str, code: str = WRITE_AND_WAIT) -> list[str]:
    return [sys.executable, "-c", code, str(tmp_path / name)]


def started(tmp_path: Path, name: str) -> list[int]:
    path = tmp_path / name
    return [int(line) for line in path.read_text().splitlines()] if path.exists() else []


def wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def in_background(work: Callable[[], None]) -> threading.Thread:
    """Run a visitor's part while the supervisor has the main thread; it must end by asking to stop."""
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_all_processes_start_and_stop_together(tmp_path: Path) -> None:
    both = Supervisor({name: command(tmp_path, name) for name in ("web", "clock")}, print)

    def visit() -> None:
        wait_for(lambda: bool(started(tmp_path, "web") and started(tmp_path, "clock")))
        os.kill(os.getpid(), signal.SIGTERM)

    thread = in_background(visit)
    both.run()
    thread.join()
    assert not [pid for name in ("web", "clock") for pid in started(tmp_path, name) if psutil.pid_exists(pid)]


def test_a_process_that_died_is_started_again_and_the_other_left_alone(tmp_path: Path) -> None:
    lines: list[str] = []
    both = Supervisor({name: command(tmp_path, name) for name in ("worker", "clock")}, lines.append)

    def visit() -> None:
        wait_for(lambda: bool(started(tmp_path, "worker") and started(tmp_path, "clock")))
        os.kill(started(tmp_path, "worker")[0], signal.SIGKILL)
        wait_for(lambda: len(started(tmp_path, "worker")) == 2)
        both.ask_to_stop()

    thread = in_background(visit)
    both.run()
    thread.join()
    assert len(started(tmp_path, "clock")) == 1
    assert lines == ["worker ended with -9; it starts again in 1 s."]


def test_a_process_that_will_not_end_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.3)
    one = Supervisor({"web": command(tmp_path, "web", STUBBORN)}, print)

    def visit() -> None:
        wait_for(lambda: bool(started(tmp_path, "web")))
        one.ask_to_stop()

    thread = in_background(visit)
    one.run()
    thread.join()
    assert not psutil.pid_exists(started(tmp_path, "web")[0])


def test_pauses_grow_with_each_death_and_end_at_half_a_minute(tmp_path: Path) -> None:
    child = Supervisor({"web": command(tmp_path, "web")}, print).children[0]
    pauses = []
    for child.deaths in range(1, 9):
        pauses.append(child.pause_seconds())
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


def test_an_error_at_the_start_leaves_no_process_behind(tmp_path: Path) -> None:
    one = Supervisor({"web": command(tmp_path, "web")}, print)

    def fail() -> None:
        wait_for(lambda: bool(started(tmp_path, "web")))
        raise RuntimeError("no welcome")

    with pytest.raises(RuntimeError, match="no welcome"):
        one.run(started=fail)
    assert not psutil.pid_exists(started(tmp_path, "web")[0])
