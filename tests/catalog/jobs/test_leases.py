"""A claim is one worker's for a while; then others take over, and the slow one can settle nothing."""

import pytest
from django.utils import timezone

from catalog.jobs import draining, services
from catalog.jobs.claims import Claim
from catalog.jobs.models import State
from catalog.jobs.registry import Drain
from catalog.notices.models import OutboxMail
from tests.catalog.jobs.conftest import Rows
from tests.catalog.jobs.ground import Work, a_lease_ends, all_done, states

pytestmark = pytest.mark.django_db


def held(drain: Drain, rows: Rows, count: int = 2, **fields: int) -> Claim[OutboxMail]:
    """Return what a worker holds that has begun and not ended."""
    until = timezone.now() + drain.lease
    made = rows(
        count, state=State.CLAIMED, claimed_by="slow", claimed_until=until, **{"attempts": 1, **fields}
    )
    return Claim(drain, "slow", made)


def test_what_one_worker_holds_another_leaves_alone(drain: Drain, work: Work, rows: Rows) -> None:
    held(drain, rows)
    rows(1)
    services.drain("test")
    assert work.batches == [["row 2"]]
    assert states()["row 0"] == State.CLAIMED


def test_a_dead_workers_rows_are_taken_over_when_the_lease_ends(drain: Drain, work: Work, rows: Rows) -> None:
    held(drain, rows)
    a_lease_ends()
    services.drain("test")
    assert work.batches == [["row 0", "row 1"]]
    assert all_done()
    assert {row.attempts for row in OutboxMail.objects.all()} == {2}


def test_a_row_whose_workers_keep_dying_is_failed(drain: Drain, work: Work, rows: Rows) -> None:
    held(drain, rows, attempts=3)
    a_lease_ends()
    services.drain("test")
    assert work.batches == []
    row = OutboxMail.objects.filter(key="row 0").get()
    assert (row.state, row.last_error) == (State.FAILED, draining.DIED)


def test_a_row_that_kills_its_worker_ends_up_alone(drain: Drain, work: Work, rows: Rows) -> None:
    rows(4, attempts=1)
    rows(4, attempts=2)
    services.drain("test")
    assert work.batches == [
        ["row 0", "row 1"],
        ["row 2", "row 3"],
        *([f"row {number}"] for number in (4, 5, 6, 7)),
    ]


def test_a_lease_can_be_renewed(drain: Drain, work: Work, rows: Rows) -> None:
    claim = held(drain, rows)
    a_lease_ends()
    assert claim.hold(claim.rows[0], kind="renewed")
    services.drain("test")
    assert work.batches == [["row 1"]]
    assert OutboxMail.objects.get(key="row 0").kind == claim.rows[0].kind == "renewed"


def test_who_lost_the_lease_can_neither_hold_nor_settle(drain: Drain, rows: Rows) -> None:
    slow = held(drain, rows, 3)
    first, second, third = slow.rows
    OutboxMail.objects.update(claimed_by="quick")
    assert not slow.hold(first, kind="slow")
    assert slow.done(second) == 0
    slow.failed(third, ValueError("too late"))
    rows_now = OutboxMail.objects.all()
    assert {(row.state, row.claimed_by, row.kind, row.last_error) for row in rows_now} == {
        (State.CLAIMED, "quick", "test", "")
    }


def test_a_worker_that_lost_its_lease_in_the_middle_undoes_nothing(drain: Drain, rows: Rows) -> None:
    def too_slow(claim: Claim[OutboxMail]) -> None:
        OutboxMail.objects.filter(pk=claim.rows[0].pk).update(
            state=State.DONE, claimed_by="", kind="by another"
        )
        raise ValueError("and then it broke")

    object.__setattr__(drain, "work", too_slow)
    rows(2)
    services.drain("test")
    assert OutboxMail.objects.get(key="row 0").kind == "by another"
    assert states()["row 0"] == State.DONE
