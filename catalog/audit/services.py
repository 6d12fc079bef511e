"""Writing the audit trail."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from catalog.audit.models import Entry

# The actor of what the site does by itself: a schedule, an import, a webhook.
SYSTEM = "system"


def record(
    *,
    actor: AbstractBaseUser | None,
    role: str,
    action: str,
    target: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> Entry:
    """Note a change in the transaction that makes it.

    `actor` is None for what the site did by itself; `role` is what the actor acted as ("owner",
    "editor", "system"); `action` is a verb of its room ("product.publish"). Of `before` and
    `after`, as JSON-like values by field, only what differs is kept. Leave secrets out of both.

    Raises TransactionManagementError outside a transaction: change and entry must stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            f"{action} was recorded outside a transaction: wrap change and entry in transaction.atomic()."
        )
    was, now = _difference(before or {}, after or {})
    return Entry.objects.create(
        actor_id=actor.pk if actor else None,
        actor_name=_name(actor),
        role=role,
        action=action,
        content_type=ContentType.objects.get_for_model(target, for_concrete_model=True),
        object_id=str(target.pk),
        target_name=str(target)[:300],
        before=was,
        after=now,
    )


def _name(actor: AbstractBaseUser | None) -> str:
    if actor is None:
        return SYSTEM
    full_name = getattr(actor, "get_full_name", actor.get_username)
    return str(full_name())[:200]


def _difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    missing = object()
    fields = [name for name in {**before, **after} if before.get(name, missing) != after.get(name, missing)]
    return (
        {name: before[name] for name in fields if name in before},
        {name: after[name] for name in fields if name in after},
    )
