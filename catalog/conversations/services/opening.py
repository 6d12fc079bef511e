"""A conversation begins: at once for a person with an account, after a confirmation for an address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.conversations import attachments, limits, telling
from catalog.conversations.links import CONFIRM_WITHIN
from catalog.conversations.models import Conversation, Message, Side
from catalog.conversations.naming import seller_name
from catalog.conversations.services.writing import Draft, keep, reached
from catalog.conversations.subjects import Subject
from catalog.files.models import PrivateFile
from catalog.files.services.private import delete_private


@dataclass(frozen=True)
class Writer:
    """Who writes: a person with an account, or an address with a name. `time_zone` is an IANA name."""

    name: str
    address: str
    language: str
    time_zone: str
    account: AbstractBaseUser | None = None
    share_address: bool = False


@transaction.atomic
def begin(
    *, kind: str, subject: Subject, writer: Writer, draft: Draft, at: datetime | None = None
) -> Conversation:
    """Write to the organization behind a subject; return the conversation.

    A person with an account reaches it at once. An address without account is asked first whether it
    is its owner who writes; until then the organization sees nothing. The same form sent again returns
    the same conversation. `at` is when it was written, for what is brought from elsewhere; else it is now.
    Raises `limits.Refused` (its subclass says why) and, for what was typed, ValidationError.
    """
    known = _written(writer, draft)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _begin(kind, subject, writer, draft, at or timezone.now())
    except IntegrityError:
        # Two clicks at once: the other one has written it meanwhile.
        known = _written(writer, draft)
        if known is None:
            raise ValidationError(_("This form was already sent."), code="used") from None
        return known


def _written(writer: Writer, draft: Draft) -> Conversation | None:
    """Return the conversation that this form began before."""
    found = Message.objects.filter(
        key=draft.key, side=Side.VISITOR, conversation__address__iexact=writer.address
    ).select_related("conversation")
    message = found.first()
    return message.conversation if message else None


def _begin(kind: str, subject: Subject, writer: Writer, draft: Draft, now: datetime) -> Conversation:
    limits.check_new(organization_id=subject.organization_id, address=writer.address, text=draft.text)
    conversation = Conversation.objects.create(
        organization_id=subject.organization_id,
        subject_kind=kind,
        subject_id=subject.id,
        subject_title=subject.title.value,
        subject_language=subject.title.language,
        visitor_id=writer.account.pk if writer.account else None,
        name=writer.name,
        address=writer.address,
        language=writer.language,
        time_zone=writer.time_zone,
        created_at=now,
        shared_at=now if writer.share_address else None,
        last_message_at=now,
    )
    account = writer.account.pk if writer.account else None
    keep(conversation=conversation, draft=draft, side=Side.VISITOR, author_id=account, at=now)
    if writer.account:
        _let_in(conversation, now)
    else:
        seller = seller_name(subject.organization_id, writer.language)
        telling.ask_to_confirm(conversation, seller=seller)
    return conversation


@transaction.atomic
def confirm(*, conversation: Conversation, at: datetime | None = None) -> bool:
    """Let a confirmed address's message through; return False where it was let through before.

    Raises `limits.Blocked` where the organization blocked the address while the message waited,
    `limits.Suspended` where it was suspended.
    """
    if conversation.confirmed_at is None:
        limits.check_reachable(conversation.organization_id, conversation.address)
    return _let_in(conversation, at or timezone.now())


def _let_in(conversation: Conversation, now: datetime) -> bool:
    """Show a conversation to its organization, once: the seller's wait begins now, not when it was typed."""
    let_in = Conversation.objects.filter(pk=conversation.pk, confirmed_at__isnull=True).update(
        confirmed_at=now, awaits=Side.ORGANIZATION, waiting_since=now, last_message_at=now
    )
    conversation.refresh_from_db()
    if let_in:
        first = conversation.messages.order_by("pk").select_related("conversation").get()
        telling.tell_seller(first)
        reached(first, first=True)
    return bool(let_in)


def prune(*, now: datetime | None = None) -> int:
    """Delete conversations that nobody confirmed in time, with their files; return how many."""
    late = (now or timezone.now()) - timedelta(seconds=CONFIRM_WITHIN)
    found = Conversation.objects.filter(confirmed_at__isnull=True, created_at__lte=late)
    return sum(_delete(conversation) for conversation in found)


@transaction.atomic
def _delete(conversation: Conversation) -> bool:
    messages = list(conversation.messages.values_list("pk", flat=True))
    # Conditional, because a confirmation may come between the list and this.
    gone, _rows = Conversation.objects.filter(pk=conversation.pk, confirmed_at__isnull=True).delete()
    if gone:
        for file in PrivateFile.objects.filter(kind=attachments.NAME, subject__in=messages):
            delete_private(file=file)
    return bool(gone)
