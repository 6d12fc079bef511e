"""What fictional visitors and sellers wrote to each other. No mail of it leaves: nobody has these names."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from catalog.conversations import subjects, telling
from catalog.conversations.models import Conversation, Message
from catalog.conversations.services import answer_times, answering, opening
from catalog.conversations.services.opening import Writer
from catalog.conversations.services.writing import Draft
from catalog.conversations.subjects import Subject
from catalog.merchants.models import Organization
from catalog.notices import services as notices
from portal.accounts.models import User
from portal.demo.models import Exhibit
from portal.demo.schema import ConversationEntry, SaidEntry
from portal.demo.shelves import Shelf, Tally


def bring_conversations(
    entries: Sequence[ConversationEntry],
    organizations: Mapping[str, Organization],
    people: Mapping[str, User],
) -> Tally:
    """Bring every conversation; `people` are the accounts by address. Its exhibit is its first message."""
    shelf = Shelf(Exhibit.Kind.CONVERSATION, Message, Tally("Conversations"))
    now = timezone.now()
    for entry in entries:
        organization = organizations[entry.organization]
        stated = asdict(entry) | {"organization": organization.pk}
        if shelf.stands(entry.key, stated):
            continue
        with transaction.atomic():
            before = shelf.row(entry.key)
            if before is not None:
                before.conversation.delete()
            conversation = _hold(entry, _subject(entry, organization), people, now)
            shelf.put(entry.key, stated, conversation.messages.earliest("pk"))
    if shelf.tally.new or shelf.tally.changed:
        answer_times.renew(now=now)
    return shelf.tally


def _subject(entry: ConversationEntry, organization: Organization) -> Subject:
    kind, slug = ("product", entry.product) if entry.product else ("storefront", organization.storefront.slug)
    found = subjects.shown(kind=kind, slug=slug, language=entry.language)
    if found is None:
        raise ValueError(f"{entry.key}: the {kind} {slug} is not shown.")
    return found


def _hold(
    entry: ConversationEntry, subject: Subject, people: Mapping[str, User], now: datetime
) -> Conversation:
    account = people.get(entry.visitor)
    writer = Writer(
        name=account.name if account else entry.name,
        address=entry.visitor,
        language=entry.language,
        time_zone=entry.time_zone,
        account=account,
        share_address=entry.share,
    )
    first, *rest = entry.said
    conversation = opening.begin(
        kind="product" if entry.product else "storefront",
        subject=subject,
        writer=writer,
        draft=_draft(first),
        at=_moment(first, now),
    )
    opening.confirm(conversation=conversation, at=_moment(first, now))
    for said in rest:
        if said.by == "seller":
            person = people[entry.seller]
            answering.answer(conversation=conversation, draft=_draft(said), by=person, at=_moment(said, now))
        else:
            answering.write_again(conversation=conversation, draft=_draft(said), at=_moment(said, now))
    for kind in (telling.CONFIRM, telling.TO_VISITOR):
        notices.withdraw(address=entry.visitor, kind=kind.name)
    return conversation


def _draft(said: SaidEntry) -> Draft:
    return Draft(text=said.text, language=said.language)


def _moment(said: SaidEntry, now: datetime) -> datetime:
    return now - timedelta(hours=said.hours_ago)
