"""What the tests of work rows do again and again."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from catalog.jobs.claims import Claim
from catalog.jobs.models import State
from catalog.notices.models import OutboxMail


class Work:
    """A drain's work that remembers its batches and fails where it is told to."""

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.bad: set[str] = set()

    def __call__(self, claim: Claim[OutboxMail]) -> None:
        self.batches.append([row.key for row in claim.rows])
        for row in claim.rows:
            if row.key in self.bad:
                raise ValueError(f"{row.key} is bad")


def states() -> dict[str, str]:
    return dict(OutboxMail.objects.values_list("key", "state"))


def all_done() -> bool:
    return set(states().values()) == {State.DONE}


def a_lease_ends(**which: Any) -> None:
    """Let the time pass after which a claim no longer holds."""
    claimed = OutboxMail.objects.filter(state=State.CLAIMED, **which)
    claimed.update(claimed_until=timezone.now() - timedelta(seconds=1))


def the_pause_ends() -> None:
    OutboxMail.objects.filter(state=State.WAITING).update(due_at=timezone.now() - timedelta(seconds=1))
