"""Addresses that stand for a visitor without account: whoever holds one, holds the visitor's side."""

from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils import translation

# One salt per purpose: the link that reads a conversation neither confirms nor stops anything.
READ = "catalog.conversations.read"
CONFIRM = "catalog.conversations.confirm"
STOP = "catalog.conversations.stop"
CONFIRM_WITHIN = 7 * 24 * 60 * 60  # seconds


def token(conversation_id: UUID, purpose: str) -> str:
    """Return a signed token for one conversation and one purpose."""
    return signing.TimestampSigner(salt=purpose).sign(conversation_id.hex)


def read_token(value: str, purpose: str, *, max_age: int | None = None) -> UUID | None:
    """Return the conversation a token stands for; None where it is not ours or older than that (seconds)."""
    try:
        return UUID(signing.TimestampSigner(salt=purpose).unsign(value, max_age=max_age))
    except (signing.BadSignature, ValueError):
        return None


def visitor_path(conversation_id: UUID, *, has_account: bool, language: str) -> str:
    """Return the path at which a visitor reads the conversation."""
    with translation.override(language):
        if has_account:
            return reverse("conversation", args=[conversation_id])
        return reverse("conversation-by-link", args=[token(conversation_id, READ)])


def confirm_path(conversation_id: UUID, *, language: str) -> str:
    """Return the path at which a visitor without account confirms the address."""
    with translation.override(language):
        return reverse("conversation-confirm", args=[token(conversation_id, CONFIRM)])


def stop_path(conversation_id: UUID, *, language: str) -> str:
    """Return the path at which a visitor without account ends the mails of one conversation."""
    with translation.override(language):
        return reverse("conversation-stop", args=[token(conversation_id, STOP)])
