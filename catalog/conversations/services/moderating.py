"""Either side can end or report a conversation; a moderator decides."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from catalog.audit import services as audit
from catalog.conversations.models import Block, Conversation, Report, Side
from catalog.translation.texts import clean


@transaction.atomic
def block(*, conversation: Conversation, by: AbstractBaseUser) -> None:
    """End a conversation for the organization: its visitor's address can write to it no more."""
    Block.objects.get_or_create(
        organization_id=conversation.organization_id,
        address=conversation.address.casefold(),
        defaults={"blocked_by_id": by.pk},
    )
    _end(conversation, by=by)


@transaction.atomic
def unblock(*, conversation: Conversation, by: AbstractBaseUser) -> None:
    """Take a block back: the address may write again, in this and in new conversations.

    Where the visitor's account is gone there is nobody to let in, and nothing changes.
    """
    if conversation.visitor_left:
        return
    Block.objects.filter(
        organization_id=conversation.organization_id, address=conversation.address.casefold()
    ).delete()
    again = Conversation.objects.filter(pk=conversation.pk, blocked_at__isnull=False).update(blocked_at=None)
    if again:
        _note(conversation, by, "conversation.unblocked")


def _end(conversation: Conversation, *, by: AbstractBaseUser) -> None:
    ended = Conversation.objects.filter(pk=conversation.pk, blocked_at__isnull=True).update(
        blocked_at=timezone.now()
    )
    if ended:
        _note(conversation, by, "conversation.blocked")


def _note(conversation: Conversation, by: AbstractBaseUser, action: str) -> None:
    audit.record(actor=by, role="", action=action, target=conversation)


@transaction.atomic
def report(
    *,
    conversation: Conversation,
    side: Side,
    reason: Report.Reason,
    text: str,
    by: AbstractBaseUser | None = None,
) -> Report:
    """Report a conversation to the moderators; while one report of a side waits, it is returned instead."""
    waiting = Report.objects.filter(conversation=conversation, side=side, decided_at__isnull=True)
    try:
        with transaction.atomic():
            return Report.objects.create(
                conversation=conversation,
                side=side,
                reason=reason,
                text=clean(text),
                reporter_id=by.pk if by else None,
            )
    except IntegrityError:
        return waiting.get()


@transaction.atomic
def decide(*, report: Report, end: bool, decision: str, by: AbstractBaseUser) -> bool:
    """Decide a report as a moderator: end the conversation or leave it; return False where it was decided."""
    decided = Report.objects.filter(pk=report.pk, decided_at__isnull=True).update(
        decided_at=timezone.now(), decided_by_id=by.pk, decision=clean(decision)
    )
    if decided and end:
        _end(report.conversation, by=by)
    if decided:
        audit.record(
            actor=by,
            role="moderator",
            action="conversation.report_decided",
            target=report.conversation,
            after={"reason": report.reason, "ended": end, "decision": decision},
        )
    return bool(decided)
