"""How much one visitor may write, and how often the same text is taken."""

import hashlib
import unicodedata
from datetime import timedelta

from django.utils import timezone

from catalog.conversations.models import Block, Conversation, Message, Side
from catalog.merchants.models import Organization

MOST_LETTERS = 5_000
NEW_AN_HOUR, NEW_A_DAY = 10, 30  # conversations one address may begin
MESSAGES_AN_HOUR = 60  # messages one visitor may write
SAME_TEXT_WITHIN = timedelta(days=7)
SAME_TEXT_TO = 20  # sellers the same text may reach within that time, whoever sends it
SHORT = 40  # letters; "Please send your price list" is what many people say


class Refused(Exception):
    """A message is not taken. The subclass says why; nothing of it was kept."""


class TooMuch(Refused):
    """One visitor writes more than a person does."""


class SameToMany(Refused):
    """The same text went to many sellers."""


class Blocked(Refused):
    """The other side does not want to hear from this one any more, or a moderator stopped it."""


class Suspended(Refused):
    """The organization is off the site: its members read what there is, and nothing is written either way."""


def gist(text: str) -> str:
    """Return what a text is known by however its case, spaces, punctuation and digits are changed."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if letter.isalpha())
    return hashlib.sha256(letters.encode()).hexdigest()


def check_new(*, organization_id: int, address: str, text: str) -> None:
    """Raise a Refused where an address may not begin one more conversation with this organization now."""
    check_reachable(organization_id, address)
    now = timezone.now()
    begun = Conversation.objects.filter(address__iexact=address)
    for span, most in ((timedelta(hours=1), NEW_AN_HOUR), (timedelta(days=1), NEW_A_DAY)):
        if begun.filter(created_at__gt=now - span).count() >= most:
            raise TooMuch
    if _letters(text) >= SHORT and _reached(gist(text), organization_id) >= SAME_TEXT_TO:
        raise SameToMany


def check_next(*, conversation: Conversation) -> None:
    """Raise a Refused where the visitor may not go on writing in this conversation now."""
    if conversation.blocked_at is not None:
        raise Blocked
    check_reachable(conversation.organization_id, conversation.address)
    lately = Message.objects.filter(
        conversation=conversation, side=Side.VISITOR, created_at__gt=timezone.now() - timedelta(hours=1)
    )
    if lately.count() >= MESSAGES_AN_HOUR:
        raise TooMuch


def check_reachable(organization_id: int, address: str) -> None:
    """Raise Suspended for an organization that is, Blocked where it wants to hear no more from an address."""
    check_active(organization_id)
    if Block.objects.filter(organization_id=organization_id, address__iexact=address).exists():
        raise Blocked


def check_active(organization_id: int) -> None:
    """Raise Suspended for an organization that is off the site."""
    if not may_write(organization_id):
        raise Suspended


def may_write(organization_id: int) -> bool:
    """Say whether an organization and its visitors may write to each other: not while it is suspended."""
    suspended = Organization.objects.filter(pk=organization_id, status=Organization.Status.SUSPENDED)
    return not suspended.exists()


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)


def _reached(found: str, organization_id: int) -> int:
    """Return how many other organizations got this text of late."""
    return (
        Message.objects.filter(
            gist=found, side=Side.VISITOR, created_at__gt=timezone.now() - SAME_TEXT_WITHIN
        )
        .exclude(conversation__organization_id=organization_id)
        .values("conversation__organization_id")
        .distinct()
        .count()
    )
