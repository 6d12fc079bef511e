"""Doing something after the commit, once, however often it was asked for in the transaction."""

from typing import Protocol

from django.db import transaction


class Action(Protocol):
    """A call that equals another one when it would do the same (a frozen dataclass with `__call__`)."""

    def __call__(self) -> None: ...


def after_commit(action: Action) -> None:
    """Run `action` after the commit of the current transaction, or now where there is none.

    Nothing is added when an equal action waits already: it will run after the same commit, because
    a waiting action is dropped only with the savepoint it was asked for in, and that one has either
    ended well or is still around us.
    """
    waiting = transaction.get_connection().run_on_commit
    if any(entry[1] == action for entry in waiting):
        return
    # Robust: what was committed stands, whatever becomes of this; the failure is logged.
    transaction.on_commit(action, robust=True)
