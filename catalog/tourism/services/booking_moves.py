"""Writes: which state of a booking follows which. A table, applied by one conditional update."""

import secrets
from typing import Any

from django.utils import timezone

from catalog.merchants.services.moves import MoveRefused
from catalog.tourism.models import Booking

State = Booking.State
MOVES: dict[str, frozenset[str]] = {
    State.WAITING: frozenset({State.HELD, State.LAPSED, State.RELEASED, State.CANCELLED}),
    State.HELD: frozenset({State.REQUESTED, State.CONFIRMED, State.LAPSED, State.RELEASED, State.CANCELLED}),
    State.REQUESTED: frozenset({State.CONFIRMED, State.LAPSED, State.RELEASED, State.CANCELLED}),
    State.CONFIRMED: frozenset({State.RELEASED, State.CANCELLED}),
    State.LAPSED: frozenset(),
    State.RELEASED: frozenset(),
    State.CANCELLED: frozenset(),
}
WITH_SEATS = frozenset({State.HELD, State.REQUESTED, State.CONFIRMED})
"""The states of a booking that has seats of its departure."""
# Letters and digits that nobody takes for one another when they are read out.
LETTERS = "ACDEFGHJKLMNPQRTUVWXY3479"
CODE_LENGTH = 8


def move(booking: Booking, to: State, **changes: Any) -> State:
    """Move a booking and return the state it had; the caller's transaction holds its departure.

    Raises MoveRefused naming both states where the table does not allow it.
    """
    for was in (state for state, after in MOVES.items() if to in after):
        moved = Booking.objects.filter(pk=booking.pk, state=was)
        if moved.update(state=to, changed_at=timezone.now(), **changes):
            booking.refresh_from_db()
            return State(was)
    booking.refresh_from_db()
    raise MoveRefused(current=booking.state, wanted=to)


def new_code() -> str:
    """Return a code that no booking has."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        if not Booking.objects.filter(code=code).exists():
            return code
