"""A conversation as something either side reports; a moderator ends it or leaves it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from catalog.conversations import selectors
from catalog.conversations.models import Conversation, Side
from catalog.conversations.services import moderating
from catalog.moderation.kinds import Thing, ThingKind
from catalog.translation.texts import LocalText


def as_thing(conversation: Conversation) -> Thing:
    """Return a conversation as moderators see it, named by what it is about."""
    return Thing(
        key=str(conversation.pk),
        title=LocalText(conversation.subject_title, conversation.subject_language),
        organization_id=conversation.organization_id,
        record=conversation,
    )


def _row(key: str) -> Conversation | None:
    try:
        return Conversation.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _find(key: str, language: str) -> Thing | None:
    row = _row(key)
    return as_thing(row) if row else None


def _end(key: str, by: AbstractBaseUser) -> None:
    row = _row(key)
    if row is not None:
        moderating.end(conversation=row, by=by)


def _seen(key: str, language: str) -> Mapping[str, Any]:
    row = _row(key)
    found = selectors.thread(conversation=row, language=language) if row else None
    return {"messages_said": [said.message for said in found.messages] if found else []}


KIND = ThingKind(
    name=selectors.REPORTED_AS,
    label=_("conversation"),
    reasons=(
        ("spam", _("Advertising or the same text to many")),
        ("fraud", _("Fraud or an attempt at it")),
        ("abuse", _("Insulting or threatening")),
        ("other", _("Something else")),
    ),
    find=_find,
    end=_end,
    seen=_seen,
    shown_by="conversations/review/messages.html",
    voices=tuple((side.value, side.label) for side in Side),
)
