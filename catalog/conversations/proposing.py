"""Proposals of translations beside messages: wanted in rows, made by the worker, never while a page waits."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from catalog.conversations.attachments import ANSWERING
from catalog.conversations.models import Message, MessageProposal, Side, WantedProposal
from catalog.jobs import services as jobs
from catalog.jobs.claims import Claim, HopelessError
from catalog.jobs.registry import Drain
from catalog.reference.languages import codes
from catalog.translation.translators import Proposal, TranslatorFailed, translator_for

DRAIN = "conversations.proposals"
MOST_WORDS = 12  # of a message without a translation: more is no help any more


def want_for_readers(message: Message) -> None:
    """Want a message in the languages in which the other side reads; call it in the writing transaction."""
    conversation = message.conversation
    if message.side == Side.ORGANIZATION:
        languages = {conversation.language}
    else:
        people = get_user_model().objects.filter(
            memberships__organization=conversation.organization_id,
            memberships__role__in=ANSWERING,
            is_active=True,
        )
        languages = {conversation.organization.source_language, *people.values_list("language", flat=True)}
    want((message, language) for language in sorted(languages))


def want_missing(messages: Iterable[Message], language: str) -> None:
    """Want those messages in a reader's language that nobody wanted in it before: one query once all are.

    The caller has checked that the messages have reached the other side: until its sender is known, a
    text is shown to nobody and sent to no service.
    """
    foreign = {message.pk: message for message in messages if message.language != language}
    if foreign:
        wanted = WantedProposal.objects.filter(message__in=foreign, language=language)
        made = MessageProposal.objects.filter(message__in=foreign, language=language)
        known = {*wanted.values_list("message", flat=True).union(made.values_list("message", flat=True))}
        want((message, language) for pk, message in foreign.items() if pk not in known)


def want(wanted: Iterable[tuple[Message, str]]) -> None:
    """Note which messages are wanted in which language. What is wanted already is not wanted twice."""
    rows = [
        WantedProposal(message=message, language=language)
        for message, language in wanted
        if language in codes() and translator_for(message.language, language)
    ]
    if rows:
        with transaction.atomic():
            WantedProposal.objects.bulk_create(rows, ignore_conflicts=True)
            jobs.ring(DRAIN)


def made_for(messages: Sequence[Message], language: str) -> dict[int, MessageProposal]:
    """Return what was proposed for messages in a language, by message: one query."""
    rows = MessageProposal.objects.filter(message__in=[one.pk for one in messages], language=language)
    return {row.message_id: row for row in rows}


def propose(claim: Claim[WantedProposal]) -> None:
    """Make the proposals of one batch; messages of the same two languages are asked for together."""
    messages = Message.objects.in_bulk([row.message_id for row in claim.rows])
    together: dict[tuple[str, str], list[WantedProposal]] = defaultdict(list)
    for row in claim.rows:
        together[messages[row.message_id].language, row.language].append(row)
    for (source, target), rows in together.items():
        held = [row for row in rows if claim.hold(row)]
        _propose(claim, held, [messages[row.message_id] for row in held], source, target)


def _propose(
    claim: Claim[WantedProposal],
    rows: Sequence[WantedProposal],
    messages: Sequence[Message],
    source: str,
    target: str,
) -> None:
    translator = translator_for(source, target)
    if translator is None:
        return  # the languages are the same by now: nothing to propose
    try:
        found = translator.translate([message.text for message in messages], source=source, target=target)
    except TranslatorFailed as failure:
        for row in rows:
            claim.failed(row, failure if failure.passing else HopelessError(str(failure)))
        return
    for row, message, proposal in zip(rows, messages, found, strict=True):
        _keep(message, target, proposal, translator.name)
        claim.done(row)


def _keep(message: Message, language: str, proposal: Proposal, translator: str) -> None:
    """Write a proposal; made a second time after a worker died, it takes the place of the first."""
    MessageProposal.objects.update_or_create(
        message=message,
        language=language,
        defaults={
            "text": proposal.text if proposal.text != message.text else "",
            "known": [] if proposal.text else [list(pair) for pair in proposal.known[:MOST_WORDS]],
            "translator": translator,
            "created_at": timezone.now(),
        },
    )


# A batch is a handful of questions to a service that may take a minute for each.
PROPOSALS = Drain(
    name=DRAIN, model=WantedProposal, work=propose, batch=20, lease=timedelta(minutes=10), attempts=10
)
