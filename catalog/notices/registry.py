"""Kinds of notice: what rooms have to tell people about."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from catalog.notices.models import MailMode
from catalog.seams.registry import Registry


@dataclass(frozen=True)
class NoticeKind:
    """One kind of notice and its words.

    `label` completes "Tell me when …" on the preferences page. `subject` and `text` name templates of
    plain text (one line; paragraphs separated by an empty line), rendered with the notice's values
    in the reader's language; they escape nothing, what shows them does. `mail` is what happens to
    people who chose nothing. A kind that may not be stopped (what the law or the person's own
    safety asks for) has no choice and no unsubscribe link. `at_sending`, given the values and the
    language of a mail, returns what of them still holds as it goes out, or None for nothing at all.
    `link_at_sending` makes the path a mail leads to as it goes out, given the same: for one that opens
    something to whoever holds it, so that it is kept nowhere. `after` names a template of what stands
    below the link.
    """

    name: str
    label: str | Promise
    subject: str
    text: str
    mail: MailMode = MailMode.AT_ONCE
    may_stop: bool = True
    at_sending: Callable[[Mapping[str, Any], str], Mapping[str, Any] | None] | None = None
    link_at_sending: Callable[[Mapping[str, Any], str], str] | None = None
    after: str = ""


KINDS: Registry[NoticeKind] = Registry("kind of notice")


def register(kind: NoticeKind) -> None:
    """Add a kind while the site starts."""
    KINDS.register(kind)


def kinds() -> list[NoticeKind]:
    """Return all kinds in order of registration."""
    return list(KINDS)
