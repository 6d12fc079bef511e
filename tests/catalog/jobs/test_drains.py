"""Rows are worked off in batches; a bad row fails alone, is tried again, and is kept with its error."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.jobs import services
from catalog.jobs.claims import Claim, HopelessError
from catalog.jobs.models import State
from catalog.jobs.registry import Drain
from catalog.notices.models import OutboxMail
from tests.catalog.jobs.conftest import Rows
from tests.catalog.jobs.ground import Work, all_done, states, the_pause_ends

pytestmark = pytest.mark.django_db


def test_all_due_rows_are_done_in_batches(drain: Drain, work: Work, rows: Rows) -> None:
    rows(10)
    assert services.drain("test") == 3
    assert work.batches == [
        ["row 0", "row 1", "row 2", "row 3"],
        ["row 4", "row 5", "row 6", "row 7"],
        ["row 8", "row 9"],
    ]
    assert all_done()
    row = OutboxMail.objects.first()
    assert row is not None
    assert (row.attempts, row.claimed_by, row.claimed_until, row.last_error) == (1, "", None, "")
    assert row.settled_at is not None


def test_draining_again_does_nothing(drain: Drain, work: Work, rows: Rows) -> None:
    rows(3)
    services.drain("test")
    assert services.drain("test") == 0
    assert len(work.batches) == 1


def test_rows_wait_until_they_are_due(drain: Drain, work: Work, rows: Rows) -> None:
    rows(1, due_at=timezone.now() + timedelta(hours=1))
    rows(1, due_at=timezone.now() - timedelta(hours=1))
    rows(1, due_at=timezone.now() - timedelta(hours=2))
    services.drain("test")
    assert work.batches == [["row 2", "row 1"]]
    assert states()["row 0"] == State.WAITING


def test_a_bad_row_fails_alone(drain: Drain, work: Work, rows: Rows) -> None:
    rows(4)
    work.bad = {"row 2"}
    services.drain("test")
    assert states() == {
        "row 0": State.DONE,
        "row 1": State.DONE,
        "row 2": State.WAITING,
        "row 3": State.DONE,
    }
    assert work.batches[1:] == [["row 0"], ["row 1"], ["row 2"], ["row 3"]]
    bad = OutboxMail.objects.get(key="row 2")
    assert bad.last_error == "ValueError: row 2 is bad"
    assert bad.attempts == 1


def test_pauses_double_and_the_last_try_keeps_the_error(drain: Drain, work: Work, rows: Rows) -> None:
    rows(1)
    work.bad = {"row 0"}
    pauses = []
    for _ in range(2):
        services.drain("test")
        row = OutboxMail.objects.get()
        pauses.append(round((row.due_at - timezone.now()).total_seconds()))
        the_pause_ends()
    assert pauses == [10, 20]
    services.drain("test")
    row = OutboxMail.objects.get()
    assert (row.state, row.attempts, row.last_error) == (State.FAILED, 3, "ValueError: row 0 is bad")
    assert row.settled_at is not None
    the_pause_ends()
    assert services.drain("test") == 0


def test_a_pause_has_a_longest(rows: Rows, nok: object) -> None:
    patient = Drain("patient", OutboxMail, print, attempts=2000, longest_pause=timedelta(hours=1))
    [row] = rows(1, state=State.CLAIMED, claimed_by="me", attempts=1500)
    Claim(patient, "me", [row]).failed(row, ValueError("no"))
    row.refresh_from_db()
    assert timedelta(minutes=59) < row.due_at - timezone.now() <= timedelta(hours=1)


def test_what_no_try_can_help_is_not_tried_again(drain: Drain, rows: Rows) -> None:
    def give_up(claim: Claim[OutboxMail]) -> None:
        raise HopelessError("nobody lives there")

    object.__setattr__(drain, "work", give_up)
    rows(1)
    services.drain("test")
    row = OutboxMail.objects.get()
    assert (row.state, row.attempts, row.last_error) == (State.FAILED, 1, "nobody lives there")


def test_work_may_settle_rows_one_by_one(drain: Drain, rows: Rows) -> None:
    def some(claim: Claim[OutboxMail]) -> None:
        first, second, *_ = claim.rows
        claim.done(first)
        claim.failed(second, ValueError("not today"))
        assert first not in claim.unsettled
        assert second not in claim.unsettled

    object.__setattr__(drain, "work", some)
    rows(4)
    services.drain("test")
    assert list(states().values()) == [State.DONE, State.WAITING, State.DONE, State.DONE]


def test_what_was_settled_before_a_failure_stays_settled(drain: Drain, work: Work, rows: Rows) -> None:
    def stumble(claim: Claim[OutboxMail]) -> None:
        if len(claim.rows) > 1:
            claim.done(claim.rows[0])
            raise ValueError("stumbled")
        work(claim)

    object.__setattr__(drain, "work", stumble)
    rows(3)
    services.drain("test")
    assert work.batches == [["row 1"], ["row 2"]]
    assert all_done()


def test_a_limit_of_time_ends_with_a_batch(drain: Drain, work: Work, rows: Rows) -> None:
    rows(10)
    assert services.drain("test", at_most=timedelta(microseconds=1)) == 1
    assert len(work.batches) == 1
    assert services.drain("test") == 2


def test_failed_rows_can_be_given_another_chance(drain: Drain, work: Work, rows: Rows) -> None:
    _, second = rows(2, state=State.FAILED, attempts=3, last_error="no", settled_at=timezone.now())
    assert services.retry("test", ids=[second.pk]) == 1
    services.drain("test")
    assert states() == {"row 0": State.FAILED, "row 1": State.DONE}
    assert services.retry("test") == 1
    services.drain("test")
    assert all_done()
    assert [row.attempts for row in OutboxMail.objects.order_by("pk")] == [1, 1]


def test_an_unknown_drain_is_named_with_the_known_ones(drain: Drain) -> None:
    for call in (services.drain, services.ring, services.retry):
        with pytest.raises(LookupError, match=r"No drain is called 'elsewhere'\. Known: test\."):
            call("elsewhere")
