"""Writes: what readers see goes from one state to another, and what is raised when it cannot."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import TextChoices
from django.utils import timezone

from catalog.audit import services as audit

Status = TypeVar("Status", bound=TextChoices)


class MoveRefused(ValueError):
    """A state cannot follow another. Names both."""

    def __init__(self, *, current: str, wanted: str) -> None:
        super().__init__(f"{current!r} cannot become {wanted!r}")
        self.current = current
        self.wanted = wanted


def move_shown(
    *,
    row: Any,
    to: Status,
    moves: Mapping[Status, Collection[Status]],
    by: AbstractBaseUser | None,
    role: str,
) -> None:
    """Move a row with ``status`` and ``updated_at`` by one conditional update, and keep who did it.

    ``moves`` says which states may follow which; the caller's transaction holds both. Raises
    MoveRefused, naming both states, where the table has no such move.
    """
    before = row.status
    allowed = [state for state, targets in moves.items() if to in targets]
    rows = type(row).objects.filter(pk=row.pk, status__in=allowed)
    moved = rows.update(status=to, updated_at=timezone.now())
    row.refresh_from_db()
    if not moved:
        raise MoveRefused(current=row.status, wanted=to.value)
    record_move(row=row, before=before, after=to.value, by=by, role=role)


def record_move(*, row: Any, before: str, after: str, by: AbstractBaseUser | None, role: str) -> None:
    """Keep who moved a row from one state to another."""
    audit.record(
        actor=by,
        role=role,
        action=f"{row._meta.model_name}.moved",
        target=row,
        before={"status": before},
        after={"status": after},
    )
