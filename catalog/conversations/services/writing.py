"""One message, whoever writes it: kept once, with its files, and told to the other side."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.conversations import attachments, limits, proposing
from catalog.conversations.events import MessageReached
from catalog.conversations.models import Conversation, Message, Side
from catalog.files.models import PrivateFile
from catalog.seams import events
from catalog.translation.texts import clean


@dataclass(frozen=True)
class Draft:
    """What somebody wants to say. `key` comes with the form, so that sending it twice says it once.

    `waiting` are the files that came with the form, kept while it is not sent.
    """

    text: str
    language: str
    key: UUID = field(default_factory=uuid4)
    waiting: Sequence[PrivateFile] = ()


def keep(
    *, conversation: Conversation, draft: Draft, side: Side, author_id: int | None, at: datetime
) -> tuple[Message, bool]:
    """Keep a message and its files; return it and whether it is a new one.

    Raises ValidationError for an empty or too long text, too many files, or a file that is not taken.
    """
    text = clean(draft.text)
    _check(text, draft)
    message, new = Message.objects.get_or_create(
        conversation=conversation,
        key=draft.key,
        defaults={
            "side": side,
            "author_id": author_id,
            "text": text,
            "language": draft.language,
            "gist": limits.gist(text),
            "created_at": at,
        },
    )
    if new:
        waiting = [file.pk for file in draft.waiting]
        PrivateFile.objects.filter(kind=attachments.WAITING, pk__in=waiting).update(
            kind=attachments.NAME, subject=message.pk, uploaded_by=author_id
        )
    return message, new


def _check(text: str, draft: Draft) -> None:
    if not text:
        raise ValidationError(_("Write a message."), code="empty")
    if len(text) > limits.MOST_LETTERS:
        raise ValidationError(
            ngettext(
                "This message is %(over)d letter too long.",
                "This message is %(over)d letters too long.",
                len(text) - limits.MOST_LETTERS,
            )
            % {"over": len(text) - limits.MOST_LETTERS},
            code="too_long",
        )
    if len(draft.waiting) > attachments.MOST:
        raise ValidationError(
            _("At most %(most)d files can be sent with a message.") % {"most": attachments.MOST},
            code="too_many_files",
        )


def reached(message: Message, *, first: bool) -> None:
    """Want a reached message in the other side's languages, and let upper rooms know of it."""
    conversation = message.conversation
    proposing.want_for_readers(message)
    events.publish(
        MessageReached(
            conversation_id=conversation.pk,
            message_id=message.pk,
            organization_id=conversation.organization_id,
            subject_kind=conversation.subject_kind,
            subject_id=conversation.subject_id,
            language=message.language,
            at=message.created_at,
            by_visitor=message.side == Side.VISITOR,
            first=first,
        )
    )
