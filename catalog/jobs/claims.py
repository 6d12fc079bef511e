"""What one worker holds: a batch of rows under one token, and the moves that end it."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from catalog.jobs.models import State, WorkRow

if TYPE_CHECKING:
    from catalog.jobs.registry import Drain

Row = TypeVar("Row", bound=WorkRow)
LONGEST_ERROR = 2000


class HopelessError(Exception):
    """Raised or reported for a row that no further try can help."""


class Claim(Generic[Row]):
    """The rows of one batch.

    Every move is a conditional UPDATE on the claim's token: a worker whose lease has ended cannot
    settle what another one has taken over.
    """

    def __init__(self, drain: "Drain", token: str, rows: list[Row]) -> None:
        self.drain = drain
        self.token = token
        self.rows = rows
        self._open = {row.pk: row for row in rows}

    @property
    def unsettled(self) -> list[Row]:
        """The rows about which nothing was said yet."""
        return list(self._open.values())

    def alone(self, row: Row) -> "Claim[Row]":
        """Return a claim on this one row under the same token."""
        return Claim(self.drain, self.token, [row])

    def hold(self, row: Row, **fields: Any) -> bool:
        """Renew the lease of a row and write `fields` to it; False when it is no longer this worker's."""
        held = self._mine([row]).update(claimed_until=timezone.now() + self.drain.lease, **fields)
        for name, value in fields.items():
            setattr(row, name, value)
        return bool(held)

    def done(self, *rows: Row, **fields: Any) -> int:
        """Mark rows as done; return how many of them were still this worker's."""
        self._settle(rows)
        return self._mine(rows).update(
            state=State.DONE,
            settled_at=timezone.now(),
            claimed_by="",
            claimed_until=None,
            last_error="",
            **fields,
        )

    def failed(self, row: Row, error: BaseException, **fields: Any) -> None:
        """Put a row back for a later try, or away as failed after the last one or a `HopelessError`."""
        self._settle([row])
        now = timezone.now()
        final = isinstance(error, HopelessError) or row.attempts >= self.drain.attempts
        outcome: dict[str, Any] = (
            {"state": State.FAILED, "settled_at": now}
            if final
            else {"state": State.WAITING, "due_at": now + self._pause(row.attempts)}
        )
        self._mine([row]).update(
            claimed_by="", claimed_until=None, last_error=describe(error), **(outcome | fields)
        )

    def _pause(self, attempts: int) -> timedelta:
        # The exponent is bounded because a timedelta overflows long before the longest pause matters.
        doubled = self.drain.pause * float(2 ** min(attempts - 1, 20))
        return min(doubled, self.drain.longest_pause)

    def _settle(self, rows: "tuple[Row, ...] | list[Row]") -> None:
        for row in rows:
            self._open.pop(row.pk, None)

    def _mine(self, rows: "tuple[Row, ...] | list[Row]") -> QuerySet[WorkRow]:
        return self.drain.model._default_manager.filter(
            pk__in=[row.pk for row in rows], state=State.CLAIMED, claimed_by=self.token
        )


def describe(error: BaseException) -> str:
    """Return an error as the line kept with its row; the words of a `HopelessError` stand for themselves."""
    text = str(error) if isinstance(error, HopelessError) else f"{type(error).__name__}: {error}"
    return text[:LONGEST_ERROR]
