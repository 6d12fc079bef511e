"""A conversation goes on: the organization answers, the visitor writes again."""

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from catalog.conversations import limits, telling
from catalog.conversations.models import AnswerTime, Conversation, Message, Side
from catalog.conversations.naming import seller_name
from catalog.conversations.services import answer_times
from catalog.conversations.services.writing import Draft, keep, reached


@transaction.atomic
def answer(
    *, conversation: Conversation, draft: Draft, by: AbstractBaseUser, at: datetime | None = None
) -> Message:
    """Answer a visitor on behalf of the organization; the same form sent again answers once.

    The caller has checked that the person answers for the organization. The wait that ends with it is
    measured. `at` is when it was written, for what is brought from elsewhere; else it is now. Raises
    `limits.Blocked` where either side ended the conversation, `limits.Suspended` while the organization is
    suspended, ValidationError for what was typed.
    """
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk, confirmed_at__isnull=False)
    if locked.blocked_at is not None:
        raise limits.Blocked
    limits.check_active(locked.organization_id)
    now = at or timezone.now()
    message, new = keep(conversation=locked, draft=draft, side=Side.ORGANIZATION, author_id=by.pk, at=now)
    if new:
        _measure(locked, message, now)
        Conversation.objects.filter(pk=locked.pk).update(
            awaits=Side.VISITOR,
            waiting_since=now,
            last_message_at=now,
            answered_at=locked.answered_at or now,
        )
        telling.tell_visitor(message, seller=seller_name(locked.organization_id, locked.language))
        reached(message, first=False)
    return message


def _measure(conversation: Conversation, message: Message, now: datetime) -> None:
    """Note how long the visitor waited. A second message before the visitor's next one answers nothing."""
    if conversation.awaits != Side.ORGANIZATION or conversation.waiting_since is None:
        return
    AnswerTime.objects.create(
        message=message,
        organization_id=conversation.organization_id,
        seconds=max(0, round((now - conversation.waiting_since).total_seconds())),
        answered_at=now,
    )
    answer_times.summarize(organization_id=conversation.organization_id, now=now)


@transaction.atomic
def write_again(*, conversation: Conversation, draft: Draft, at: datetime | None = None) -> Message:
    """Go on writing as the visitor; the same form sent again writes once.

    The caller has checked that it is the visitor. `at` is as in `answer`. Raises a `limits.Refused`, and
    ValidationError for what was typed.
    """
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk, confirmed_at__isnull=False)
    limits.check_next(conversation=locked)
    now = at or timezone.now()
    message, new = keep(
        conversation=locked, draft=draft, side=Side.VISITOR, author_id=locked.visitor_id, at=now
    )
    if new:
        waits_already = locked.awaits == Side.ORGANIZATION
        Conversation.objects.filter(pk=locked.pk).update(
            awaits=Side.ORGANIZATION,
            waiting_since=locked.waiting_since if waits_already else now,
            last_message_at=now,
        )
        telling.tell_seller(message)
        reached(message, first=False)
    return message


@transaction.atomic
def share_address(*, conversation: Conversation) -> None:
    """Let the organization see the visitor's address; saying so again changes nothing."""
    Conversation.objects.filter(pk=conversation.pk, shared_at__isnull=True).update(shared_at=timezone.now())


@transaction.atomic
def stop_mails(*, conversation: Conversation) -> None:
    """End the mails of one conversation to a visitor without account; the page itself stays readable."""
    Conversation.objects.filter(pk=conversation.pk, mails_stopped_at__isnull=True).update(
        mails_stopped_at=timezone.now()
    )
