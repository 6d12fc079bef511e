"""Reads: an organization's inbox, a visitor's conversations, one thread, how soon sellers answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Max, Q, QuerySet

from catalog.conversations import attachments, proposing, subjects
from catalog.conversations.models import AnswerSummary, Conversation, Message, MessageProposal, Side
from catalog.conversations.subjects import Subject
from catalog.files.models import PrivateFile
from catalog.moderation.selectors import was_ended

PER_PAGE = 30
MESSAGES_PER_PAGE = 50
REPORTED_AS = "conversation"  # its kind among what can be reported


@dataclass(frozen=True)
class Line:
    """A conversation as a list shows it. `subject` is None where the thing is not shown any more."""

    conversation: Conversation
    subject: Subject | None
    preview: str
    preview_language: str


@dataclass(frozen=True)
class Listed:
    """One page of conversations, newest first. `older` is the cursor of the next page, empty at the end."""

    lines: Sequence[Line]
    older: str


@dataclass(frozen=True)
class Said:
    """One message with its files, and what a translator proposes for the reader, if it does."""

    message: Message
    files: Sequence[PrivateFile]
    proposal: MessageProposal | None = None


@dataclass(frozen=True)
class Thread:
    """A conversation's newest messages, the oldest of them first. `earlier` is the id to go on from, or 0."""

    conversation: Conversation
    subject: Subject | None
    messages: Sequence[Said]
    earlier: int


def inbox(*, organization_id: int, language: str, cursor: str = "", only_waiting: bool = False) -> Listed:
    """Return an organization's confirmed conversations. A cursor that is not ours starts at the newest."""
    found = Conversation.objects.filter(organization_id=organization_id, confirmed_at__isnull=False)
    if only_waiting:
        found = found.filter(awaits=Side.ORGANIZATION, blocked_at__isnull=True)
    return _listed(found, language, cursor)


def mine(*, visitor: AbstractBaseUser, language: str, cursor: str = "") -> Listed:
    """Return the conversations a person with an account began."""
    return _listed(Conversation.objects.filter(visitor_id=visitor.pk), language, cursor)


def waiting_count(organization_id: int) -> int:
    """Return how many visitors wait for this organization's answer."""
    return Conversation.objects.filter(
        organization_id=organization_id,
        confirmed_at__isnull=False,
        awaits=Side.ORGANIZATION,
        blocked_at__isnull=True,
    ).count()


def _listed(found: QuerySet[Conversation], language: str, cursor: str) -> Listed:
    after = _read_cursor(cursor)
    if after is not None:
        moment, pk = after
        found = found.filter(Q(last_message_at__lt=moment) | Q(last_message_at=moment, pk__lt=pk))
    rows = list(found.order_by("-last_message_at", "-pk")[: PER_PAGE + 1])
    page = rows[:PER_PAGE]
    older = _cursor(page[-1]) if len(rows) > PER_PAGE else ""
    return Listed(lines=_lines(page, language), older=older)


def _cursor(conversation: Conversation) -> str:
    return f"{conversation.last_message_at.isoformat()}_{conversation.pk.hex}"


def _read_cursor(value: str) -> tuple[datetime, UUID] | None:
    moment, _, pk = value.partition("_")
    try:
        found = datetime.fromisoformat(moment)
        return (found, UUID(pk)) if found.tzinfo else None
    except ValueError:
        return None


def _lines(page: Sequence[Conversation], language: str) -> list[Line]:
    shown = _subjects_of(page, language)
    newest = _newest_messages([conversation.pk for conversation in page])
    return [
        Line(
            conversation=one,
            subject=shown.get((one.subject_kind, one.subject_id)),
            preview=newest[one.pk].text if one.pk in newest else "",
            preview_language=newest[one.pk].language if one.pk in newest else "",
        )
        for one in page
    ]


def _newest_messages(ids: Sequence[UUID]) -> Mapping[UUID, Message]:
    """Return the last message of each conversation: one query, however long the conversations are."""
    newest = (
        Message.objects.filter(conversation__in=ids)
        .order_by()
        .values("conversation")
        .annotate(newest=Max("pk"))
        .values("newest")
    )
    rows = Message.objects.filter(pk__in=newest)
    return {row.conversation_id: row for row in rows}


def _subjects_of(page: Sequence[Conversation], language: str) -> dict[tuple[str, int], Subject]:
    wanted: dict[str, list[int]] = {}
    for one in page:
        wanted.setdefault(one.subject_kind, []).append(one.subject_id)
    return subjects.by_kind(wanted=wanted, language=language)


def thread(*, conversation: Conversation, language: str, before: int = 0) -> Thread:
    """Return the newest messages of a conversation, or those before the message with that id."""
    found = Message.objects.filter(conversation=conversation).order_by("-pk")
    if before > 0:
        found = found.filter(pk__lt=before)
    rows = list(found[: MESSAGES_PER_PAGE + 1])
    page = list(reversed(rows[:MESSAGES_PER_PAGE]))
    files = attachments.of_messages([message.pk for message in page])
    proposals = proposing.made_for(page, language)
    return Thread(
        conversation=conversation,
        subject=_subjects_of([conversation], language).get(
            (conversation.subject_kind, conversation.subject_id)
        ),
        messages=[Said(message, files.get(message.pk, []), proposals.get(message.pk)) for message in page],
        earlier=page[0].pk if len(rows) > MESSAGES_PER_PAGE else 0,
    )


def for_organization(*, conversation_id: UUID, organization_id: int) -> Conversation | None:
    """Return a conversation an organization may see, or None."""
    return Conversation.objects.filter(
        pk=conversation_id, organization_id=organization_id, confirmed_at__isnull=False
    ).first()


def for_visitor(*, conversation_id: UUID, visitor: AbstractBaseUser) -> Conversation | None:
    """Return a conversation that this person began, or None."""
    return Conversation.objects.filter(pk=conversation_id, visitor_id=visitor.pk).first()


def by_link(conversation_id: UUID | None) -> Conversation | None:
    """Return the conversation of a visitor without account; one with an account is read by signing in."""
    if conversation_id is None:
        return None
    return Conversation.objects.filter(pk=conversation_id, visitor__isnull=True).exclude(address="").first()


def address_shown(conversation: Conversation) -> bool:
    """Say whether the organization may see the visitor's address: once it answered, or was given it."""
    return conversation.answered_at is not None or conversation.shared_at is not None


def may_open_again(conversation: Conversation) -> bool:
    """Say whether the organization may open it again: not against a moderator, nor for an account gone."""
    return not conversation.visitor_left and not was_ended(REPORTED_AS, str(conversation.pk))


def answer_summaries(ids: Sequence[int]) -> dict[int, AnswerSummary]:
    """Return how soon organizations answer, by organization: one query."""
    return {row.organization_id: row for row in AnswerSummary.objects.filter(pk__in=list(ids))}
