"""A visitor's account is deleted: who they were goes, what was said stays with the seller it was said to."""

from typing import Any

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from catalog.conversations.models import Conversation
from catalog.conversations.telling import TO_SELLER
from catalog.notices.services import retell


@transaction.atomic
def forget_visitor(*, visitor_id: int) -> int:
    """Take a person's name and address out of the conversations they began; return how many.

    The seller keeps what both sides wrote, as a trader keeps letters, but learns no more who it was; the
    conversation is ended, nobody waits in it, and no mail follows. A block keeps the address it was put
    on: it holds against a new account too.
    """
    now = timezone.now()
    found = Conversation.objects.select_for_update().filter(visitor_id=visitor_id)
    ids = list(found.values_list("pk", flat=True))
    Conversation.objects.filter(pk__in=ids).update(
        name="",
        address="",
        shared_at=None,
        awaits="",
        waiting_since=None,
        mails_stopped_at=now,
        blocked_at=Coalesce("blocked_at", Value(now)),
    )
    for pk in ids:
        retell(kind=TO_SELLER.name, link_end=f"/{pk}/", name="…")
    return len(ids)


def forget_deleted(sender: object, instance: Any, **signal: object) -> None:
    """Receive that a person is about to be deleted, by the admin's page, a command or a service."""
    forget_visitor(visitor_id=instance.pk)
