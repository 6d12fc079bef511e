"""The harness kills real processes at the moment it is told to, and reads what they left."""

import time

import pytest
from wagtail.models import Site

from tests.harness.fault import Installation


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
    installation.environment["DJANGO_SETTINGS_MODULE"] = "portal.settings"
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
