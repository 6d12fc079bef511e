"""The harness kills real processes at the moment it is told to, and reads what they left."""

import os
import signal
import sys
import time

import psutil
import pytest
from django.conf import settings
from wagtail.models import Site

from tests.harness.fault import Installation

MARKS: list[str] = []


def rename_slowly(count: int) -> int:
    """Rename the site again and again, each time in a transaction of its own."""
    for number in range(count):
        Site.objects.update(site_name=str(number))
        time.sleep(0.01)
    return count


def site_name() -> str:
    return str(Site.objects.get().site_name)


def fail() -> None:
    raise ValueError("no luck")


WORK = (
    "import django; django.setup(); from tests.harness.test_fault import rename_slowly; rename_slowly(5000)"
)


def test_a_process_is_killed_in_the_middle_of_its_work(installation: Installation) -> None:
    process = installation.start("work", "-c", WORK)
    installation.kill_when(
        "work",
        lambda: installation.number("SELECT site_name >= '3' FROM wagtailcore_site") == 1,
        "the third name",
    )
    assert process.returncode == -9
    assert 3 <= int(installation.call(site_name)) < 5000


def test_a_function_runs_inside_the_installation_and_returns(installation: Installation) -> None:
    assert installation.call(rename_slowly, count=2) == 2
    assert installation.query("SELECT site_name FROM wagtailcore_site") == [("1",)]


def test_what_fails_inside_is_told_outside(installation: Installation) -> None:
    with pytest.raises(RuntimeError, match="no luck"):
        installation.call(fail)


def test_waiting_for_a_process_that_ended_shows_its_log(installation: Installation) -> None:
    installation.start("short", "-c", "print('that was all')")
    with pytest.raises(AssertionError, match="that was all"):
        installation.wait_until(lambda: False, "nothing", alive="short")


def test_management_commands_run_to_their_end(installation: Installation) -> None:
    assert "[X] 0001_initial" in installation.manage("showmigrations", "accounts", "--skip-checks")


def leave_a_mark(name: str) -> int:
    """Keep something in the memory of the process, and tell how much is kept there and by whom."""
    MARKS.append(name)
    return len(MARKS)


def print_and_return(words: str) -> str:
    sys.stdout.write(f"before {words}\n")
    return words


def die(code: int) -> None:
    os._exit(code)


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


NAMED = "SELECT site_name >= '3' FROM wagtailcore_site"


def test_what_was_begun_is_killed_in_the_middle_of_its_work(installation: Installation) -> None:
    process = installation.begin("work", rename_slowly, count=5000)
    installation.kill_when("work", lambda: installation.number(NAMED) == 1, "the third name")
    assert process.returncode == -signal.SIGKILL
    assert not psutil.pid_exists(process.pid)
    assert 3 <= int(installation.call(site_name)) < 5000


def test_what_was_begun_runs_beside_other_work_and_tells_its_end(installation: Installation) -> None:
    process = installation.begin("work", rename_slowly, count=30)
    assert installation.call(leave_a_mark, name="a") == 1
    assert process.wait(timeout=60) == process.poll() == 0
    assert installation.log("work").split() == ["30"]
    assert installation.begin("work", die, code=7).wait(timeout=60) == 7
    assert installation.begin("work", fail).wait(timeout=60) == 1
    assert "no luck" in installation.log("work")
    assert installation.log("work").startswith("\n30\n"), "one log, added to"


def test_what_was_begun_is_asked_to_stop_and_not_waited_for_for_ever(installation: Installation) -> None:
    process = installation.begin("work", rename_slowly, count=5000)
    with pytest.raises(TimeoutError, match=str(process.pid)):
        process.wait(timeout=0.01)
    assert process.poll() is None
    assert installation.stop("work") == -signal.SIGTERM
    assert installation.running == {}


def test_a_command_is_begun(installation: Installation) -> None:
    assert installation.begin_command("list", "showmigrations", "accounts", "--skip-checks").wait(60) == 0
    assert "[X] 0001_initial" in installation.log("list")


def own_setting(name: str) -> str:
    return str(getattr(settings, name))


def test_each_call_is_a_process_of_its_own_that_remembers_nothing(installation: Installation) -> None:
    assert [installation.call(leave_a_mark, name=name) for name in "ab"] == [1, 1]
    assert installation.call(os.getpid) != installation.call(os.getpid)
    assert MARKS == []


def test_what_a_call_prints_is_not_taken_for_its_value(installation: Installation) -> None:
    assert installation.call(print_and_return, words="ชา {1}") == "ชา {1}"


def test_a_call_that_dies_is_told_with_its_end_and_the_next_one_runs(installation: Installation) -> None:
    with pytest.raises(RuntimeError, match="die ended with 9"):
        installation.call(die, code=9)
    with pytest.raises(RuntimeError, match="ended with -9"):
        installation.call(be_killed)
    with pytest.raises(RuntimeError, match=r"Unknown command"):
        installation.manage("no-such-command")
    assert installation.call(leave_a_mark, name="a") == 1


def test_other_settings_are_those_of_the_next_call(installation: Installation) -> None:
    assert installation.call(own_setting, name="MAINTENANCE") == "False"
    installation.environment["MAINTENANCE"] = "1"
    assert installation.call(own_setting, name="MAINTENANCE") == "True"
    assert installation.call(own_setting, name="DATA_DIR") == str(installation.folder)
