"""Doing the work: claim a batch, do it, settle it, until nothing is due."""

import logging
import time
from datetime import timedelta
from uuid import uuid4

from django.db.models import F, Q
from django.utils import timezone

from catalog.jobs import registry
from catalog.jobs.claims import Claim
from catalog.jobs.models import State, WorkRow
from catalog.jobs.registry import Drain

log = logging.getLogger(__name__)

DIED = "The worker stopped while it held this row."


def drain(name: str, *, at_most: timedelta | None = None) -> int:
    """Work off what is due; return how many batches were claimed.

    Begins with what dead workers left. Stops after `at_most`, at the end of a batch; callers that
    set it ring again. Several workers may drain the same rows at once. Call it outside a
    transaction: each claim has to be visible to others before the work begins.
    """
    found = registry.DRAINS.get(name)
    deadline = time.monotonic() + at_most.total_seconds() if at_most else None
    requeue_expired(found)
    batches = 0
    while claim := _claim(found):
        _work(claim)
        batches += 1
        if deadline and time.monotonic() >= deadline:
            break
    return batches


def requeue_expired(drain: Drain) -> int:
    """Give back the rows whose lease has ended, or fail those without tries left; return how many."""
    now = timezone.now()
    expired = drain.model._default_manager.filter(state=State.CLAIMED, claimed_until__lte=now)
    released = {"claimed_by": "", "claimed_until": None, "last_error": DIED}
    failed = expired.filter(attempts__gte=drain.attempts).update(
        state=State.FAILED, settled_at=now, **released
    )
    return failed + expired.update(state=State.WAITING, due_at=now, **released)


def has_due(drain: Drain) -> bool:
    """Tell whether rows wait that could be worked off now."""
    return drain.model._default_manager.filter(_due()).exists()


def _due() -> Q:
    return Q(state=State.WAITING, due_at__lte=timezone.now())


def _claim(drain: Drain) -> Claim[WorkRow] | None:
    """Take the next batch, or None when nothing is due.

    The UPDATE repeats the condition, so of two workers that chose the same rows one gets them.
    Rows tried before come in ever smaller batches: a row that kills its worker ends up alone
    before its neighbours have used up their tries.
    """
    rows = drain.model._default_manager
    while chosen := list(
        rows.filter(_due()).order_by("due_at", "pk").values_list("pk", "attempts")[: drain.batch]
    ):
        size = max(1, drain.batch >> chosen[0][1])
        token = uuid4().hex
        taken = rows.filter(_due(), pk__in=[pk for pk, _ in chosen[:size]]).update(
            state=State.CLAIMED,
            claimed_by=token,
            claimed_until=timezone.now() + drain.lease,
            attempts=F("attempts") + 1,
        )
        if taken:
            mine = rows.filter(claimed_by=token, state=State.CLAIMED)
            return Claim(drain, token, list(mine.order_by("due_at", "pk")))
    return None


def _work(claim: Claim[WorkRow]) -> None:
    try:
        claim.drain.work(claim)
    except Exception as error:
        log.exception("The drain %s failed on a batch of %d rows.", claim.drain.name, len(claim.rows))
        _work_apart(claim, error)
    else:
        claim.done(*claim.unsettled)


def _work_apart(claim: Claim[WorkRow], error: Exception) -> None:
    """Try each row of a failed batch alone, so that one bad row fails alone."""
    if len(claim.rows) == 1:
        for row in claim.unsettled:
            claim.failed(row, error)
        return
    for row in claim.unsettled:
        if claim.hold(row):
            _work(claim.alone(row))
