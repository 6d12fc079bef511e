"""A worker is killed with SIGKILL in the middle of 200 mails.

It happens at the worst moment: one mail has left, and the worker has not noted that yet.
"""

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from tests.catalog.notices import killed
from tests.harness.fault import Installation

MAILS = 200
WORST_MOMENT = 57
UNSETTLED = "SELECT count(*) FROM notices_outboxmail WHERE state NOT IN ('done', 'failed')"
WORKER = ("db_worker", "--queue-name=*", "--interval=0.1", "--no-startup-delay")


@pytest.fixture
def box(installation: Installation) -> Path:
    """The folder in which every hand-over leaves a file."""
    folder = installation.folder / "mail"
    folder.mkdir()
    installation.environment["MAIL_FOLDER"] = str(folder)
    return folder


def handed_over(box: Path) -> Counter[str]:
    """Return how often a mail was handed over to each reader."""
    return Counter(path.read_text(encoding="utf-8") for path in box.glob("[!.]*"))


def kill_at_the_worst_moment(installation: Installation, box: Path, transport: str) -> None:
    installation.begin(
        "worker", killed.run, transport=transport, command=WORKER, stand_still_after=WORST_MOMENT
    )
    installation.kill_when("worker", lambda: handed_over(box).total() == WORST_MOMENT, "the worst moment")


def write(installation: Installation, statement: str) -> None:
    """Change the database from outside, past Django: what time or an operator does."""
    with closing(sqlite3.connect(installation.database, timeout=20)) as connection, connection:
        connection.execute(statement)


def the_lease_ends(installation: Installation) -> None:
    write(
        installation,
        "UPDATE notices_outboxmail SET claimed_until = datetime('now', '-1 minute') WHERE state = 'claimed'",
    )


def test_after_a_restart_all_mails_are_done_and_none_was_sent_twice(
    installation: Installation, box: Path
) -> None:
    assert installation.call(killed.write_mails, count=MAILS) == MAILS
    kill_at_the_worst_moment(installation, box, "Recording")
    assert installation.number(UNSETTLED) == MAILS - WORST_MOMENT + 1
    the_lease_ends(installation)
    installation.begin("worker", killed.run, transport="Recording", command=WORKER)
    installation.begin("clock", killed.run, transport="Recording", command=["clock"])
    installation.wait_until(lambda: installation.number(UNSETTLED) == 0, "all mails", alive="clock")
    assert installation.stop("clock") == 0
    assert "The clock has stopped." in installation.log("clock")
    assert installation.query("SELECT DISTINCT state FROM notices_outboxmail") == [("done",)]
    assert handed_over(box) == Counter(f"reader-{number}@example.com" for number in range(MAILS))


def test_a_server_that_cannot_be_asked_leaves_one_mail_in_doubt_and_repeats_none(
    installation: Installation, box: Path
) -> None:
    installation.call(killed.write_mails, count=MAILS)
    kill_at_the_worst_moment(installation, box, "Forgetful")
    the_lease_ends(installation)
    assert installation.call(killed.drain_with, transport="Forgetful") == {"done": MAILS - 1, "failed": 1}
    [(error,)] = installation.query("SELECT last_error FROM notices_outboxmail WHERE state = 'failed'")
    assert "it was not sent again" in error
    assert set(handed_over(box).values()) == {1}


def test_without_rows_mails_are_lost_and_then_repeated(installation: Installation, box: Path) -> None:
    installation.call(killed.ask_for_mails_without_rows, count=MAILS)
    kill_at_the_worst_moment(installation, box, "Recording")
    # The next worker leaves alone what the dead one was running: the rest of the mails is lost …
    installation.begin("next", killed.run, transport="Recording", command=WORKER)
    installation.call(killed.ask_for_a_word)
    installation.wait_until((box / ".a-word").exists, "a worker that works", alive="next")
    assert handed_over(box).total() == WORST_MOMENT
    # … and when the task is put back, it begins again from the first reader.
    write(
        installation,
        "UPDATE django_tasks_database_dbtaskresult SET status = 'READY' WHERE status = 'RUNNING'",
    )
    installation.wait_until(
        lambda: handed_over(box).total() == WORST_MOMENT + MAILS, "the rest", alive="next"
    )
    assert Counter(handed_over(box).values()) == {2: WORST_MOMENT, 1: MAILS - WORST_MOMENT}
