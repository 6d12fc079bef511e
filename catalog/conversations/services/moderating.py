"""Conversations end: an organization blocks a visitor, a moderator ends what was reported."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from catalog.audit import services as audit
from catalog.conversations.models import Block, Conversation
from catalog.conversations.selectors import may_open_again
from catalog.merchants.services.members import acted_as
from catalog.merchants.services.suspending import MODERATOR


@transaction.atomic
def block(*, conversation: Conversation, by: AbstractBaseUser) -> None:
    """End a conversation for the organization: its visitor's address can write to it no more."""
    Block.objects.get_or_create(
        organization_id=conversation.organization_id,
        address=conversation.address.casefold(),
        defaults={"blocked_by_id": by.pk},
    )
    _end(conversation, by, acted_as(conversation.organization, by))


@transaction.atomic
def unblock(*, conversation: Conversation, by: AbstractBaseUser) -> bool:
    """Take a block back: the address may write again, in this and in other conversations.

    Where a moderator ended it, or the visitor's account is gone, nothing changes and False is returned.
    """
    if not may_open_again(conversation):
        return False
    Block.objects.filter(
        organization_id=conversation.organization_id, address=conversation.address.casefold()
    ).delete()
    again = Conversation.objects.filter(pk=conversation.pk, blocked_at__isnull=False).update(blocked_at=None)
    if again:
        _note(conversation, by, acted_as(conversation.organization, by), "conversation.unblocked")
    return True


@transaction.atomic
def end(*, conversation: Conversation, by: AbstractBaseUser) -> None:
    """End a conversation for both sides, as a moderator; one that has ended stays as it is."""
    _end(conversation, by, MODERATOR)


def _end(conversation: Conversation, by: AbstractBaseUser, role: str) -> None:
    ended = Conversation.objects.filter(pk=conversation.pk, blocked_at__isnull=True).update(
        blocked_at=timezone.now()
    )
    if ended:
        _note(conversation, by, role, "conversation.blocked")


def _note(conversation: Conversation, by: AbstractBaseUser, role: str, action: str) -> None:
    audit.record(actor=by, role=role, action=action, target=conversation)
