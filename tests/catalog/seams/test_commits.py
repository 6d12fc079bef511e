"""After the commit, once, and never when there was no commit."""

import pytest
from django.db import transaction

from catalog.seams.commits import after_commit

DONE: list[str] = []


def note(text: str) -> None:
    if text == "fail":
        raise RuntimeError("no luck")
    DONE.append(text)


@pytest.fixture(autouse=True)
def _nothing_done() -> None:
    DONE.clear()


@pytest.mark.django_db(transaction=True)
def test_an_action_waits_for_the_commit_and_runs_once() -> None:
    with transaction.atomic():
        for _ in range(3):
            after_commit(note, "bell")
        after_commit(note, "other")
        assert DONE == []
    assert DONE == ["bell", "other"]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_it_runs_at_once_and_each_time() -> None:
    after_commit(note, "bell")
    after_commit(note, "bell")
    assert DONE == ["bell", "bell"]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_never_runs() -> None:
    with transaction.atomic():
        after_commit(note, "bell")
        transaction.set_rollback(True)
    assert DONE == []


@pytest.mark.django_db(transaction=True)
def test_an_action_lost_with_a_savepoint_can_be_asked_for_again() -> None:
    with transaction.atomic():
        with transaction.atomic():
            after_commit(note, "bell")
            transaction.set_rollback(True)
        after_commit(note, "bell")
    assert DONE == ["bell"]


@pytest.mark.django_db(transaction=True)
def test_an_action_of_a_savepoint_that_ended_well_counts_for_the_whole() -> None:
    with transaction.atomic():
        with transaction.atomic():
            after_commit(note, "bell")
        after_commit(note, "bell")
        with transaction.atomic():
            after_commit(note, "bell")
            transaction.set_rollback(True)
    assert DONE == ["bell"]


@pytest.mark.django_db(transaction=True)
def test_a_failing_action_harms_neither_the_commit_nor_the_next_action(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with transaction.atomic():
        after_commit(note, "fail")
        after_commit(note, "bell")
    assert DONE == ["bell"]
    assert "no luck" in caplog.text
