"""Doing something after the commit, once, however often it was asked for in the transaction."""

import logging
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from django.db import transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Call:
    function: Callable[..., object]
    arguments: tuple[Hashable, ...]

    def __call__(self) -> None:
        try:
            self.function(*self.arguments)
        except Exception:
            # What was committed stands, whatever becomes of this.
            log.exception("%s%r failed after a commit.", self.function.__qualname__, self.arguments)


def after_commit(function: Callable[..., object], *arguments: Hashable) -> None:
    """Call a function after the commit of the current transaction, or now where there is none.

    Nothing is added when the same call waits already: it will run after the same commit, because a
    waiting call is dropped only with the savepoint it was asked for in, and that one has either
    ended well or is still around us. What the call raises is logged.
    """
    call = _Call(function, arguments)
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] == call for entry in waiting):
        transaction.on_commit(call)


def waiting(function: Callable[..., object]) -> Iterator[tuple[Hashable, ...]]:
    """Yield the arguments of the calls of a function that wait for the commit of the current transaction."""
    for entry in transaction.get_connection().run_on_commit:
        call = entry[1]
        if isinstance(call, _Call) and call.function is function:
            yield call.arguments
