"""Typed events: a service says what happened, upper rooms write their own rows about it.

A handler runs inside the publisher's transaction, so its rows stand or fall with the change they
tell of. It therefore only writes rows: no mail, no network, nothing that cannot be rolled back.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

Event = TypeVar("Event")
Handler = Callable[[Any], None]

HANDLERS: dict[type, list[Handler]] = defaultdict(list)


def subscribe(kind: type[Event], handler: Callable[[Event], None]) -> None:
    """Call `handler` for every published event of exactly this type, in order of subscription."""
    if handler not in HANDLERS[kind]:
        HANDLERS[kind].append(handler)


def publish(event: object) -> None:
    """Hand the event to its handlers; what one of them raises reaches the publisher and undoes the change.

    Raises TransactionManagementError outside a transaction: a handler's rows could not be undone there.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            f"{type(event).__name__} was published outside a transaction: wrap it in transaction.atomic()."
        )
    for handler in tuple(HANDLERS.get(type(event), ())):
        handler(event)
