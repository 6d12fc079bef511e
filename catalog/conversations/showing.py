"""Conversations in words: how long somebody waits, how soon sellers answer, what a page shows of a thread."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from catalog.conversations.models import AnswerSummary, Conversation, Side
from catalog.conversations.selectors import Line, Said, Thread, address_shown
from catalog.reference.display import show_clocks, show_moment, show_number
from catalog.reference.languages import html_tag
from catalog.translation.texts import tag_unless

HOUR, DAY = 3600, 86400
NO_FILE = "00000000-0000-0000-0000-000000000000"


def span_text(span: timedelta) -> str:
    """Return a length of time in the largest unit that says something: 20 minutes, 5 hours, 3 days."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < HOUR:
        minutes = max(1, round(seconds / 60))
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": _number(minutes)}
    if seconds < 2 * DAY:
        hours = round(seconds / HOUR)
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": _number(hours)}
    days = round(seconds / DAY)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": _number(days)}


def _number(value: int) -> str:
    return show_number(value, get_language() or settings.LANGUAGE_CODE)


def answer_line(summary: AnswerSummary) -> str:
    """Return how soon an organization answers, with how many answers that is measured on."""
    return ngettext(
        "Usually answers within %(span)s (%(count)s answer in 90 days)",
        "Usually answers within %(span)s (%(count)s answers in 90 days)",
        summary.count,
    ) % {
        "span": span_text(timedelta(seconds=summary.median_seconds)),
        "count": _number(summary.count),
    }


def visitor_name(conversation: Conversation) -> str:
    """Return what the seller sees a visitor called."""
    return _("Closed account") if conversation.visitor_left else conversation.name


def waiting_text(conversation: Conversation, now: datetime) -> str:
    """Return how long the one whose turn it is has let the other wait; empty where nobody waits."""
    if conversation.waiting_since is None or conversation.awaits != Side.ORGANIZATION:
        return ""
    return _("Waiting for %(span)s") % {"span": span_text(now - conversation.waiting_since)}


def line_values(
    line: Line, *, url: str, language: str, clock: str, now: datetime | None = None
) -> dict[str, Any]:
    """Return what a list shows of a conversation; `clock` is the reader's IANA time zone."""
    conversation = line.conversation
    return {
        "url": url,
        "name": visitor_name(conversation),
        "title": conversation.subject_title,
        "title_lang": _tag(conversation.subject_language, language),
        "preview": line.preview,
        "preview_lang": _tag(line.preview_language, language),
        "at": conversation.last_message_at,
        "moment": show_moment(conversation.last_message_at, clock, language),
        "waiting": waiting_text(conversation, now or timezone.now()),
        "unanswered": conversation.awaits == Side.ORGANIZATION and conversation.blocked_at is None,
        "unconfirmed": conversation.confirmed_at is None,
        "ended": conversation.blocked_at is not None,
    }


@dataclass(frozen=True)
class Reading:
    """Who reads a thread: which side, in which language, by which clock, and where the other side lives.

    Clocks are IANA time zones. `file_url` is an address with `NO_FILE` in it, for a reader who gets
    files by another way than the usual one.
    """

    side: Side
    language: str
    clock: str
    other_clock: str
    other_place: str
    file_url: str = ""

    def moment(self, at: datetime) -> str:
        """Return a moment by both clocks."""
        return show_clocks(
            at, reader=self.clock, other=self.other_clock, place=self.other_place, language=self.language
        )


def thread_values(thread: Thread, reading: Reading) -> dict[str, Any]:
    """Return what a page shows of a conversation."""
    conversation, subject = thread.conversation, thread.subject
    if subject:
        title, tag = subject.title.value, tag_unless(subject.title, reading.language)
    else:
        title = conversation.subject_title
        tag = _tag(conversation.subject_language, reading.language)
    return {
        "title": title,
        "title_lang": tag,
        "path": subject.path if subject else "",
        "messages": [_message(said, reading) for said in thread.messages],
        "earlier": thread.earlier,
        "ended": conversation.blocked_at is not None,
        "shared": address_shown(conversation),
    }


def _message(said: Said, reading: Reading) -> dict[str, Any]:
    message = said.message
    return {
        "mine": message.side == reading.side,
        "side": message.get_side_display(),
        "text": message.text,
        "lang": _tag(message.language, reading.language),
        "at": message.created_at,
        "proposal": _proposal(said, reading.language),
        "clocks": reading.moment(message.created_at),
        "files": [
            {"name": file.name, "size": file.size, "url": _file_path(file.pk, reading.file_url)}
            for file in said.files
        ],
    }


def _proposal(said: Said, language: str) -> dict[str, Any] | None:
    """Return what a translator made of a message; None where it has nothing to offer."""
    found = said.proposal
    if found is None or not (found.text or found.known):
        return None
    return {
        "text": found.text,
        "lang": html_tag(language),
        "words": found.known,
        "words_lang": html_tag(said.message.language),
    }


def _file_path(file_id: Any, pattern: str) -> str:
    return pattern.replace(NO_FILE, str(file_id)) if pattern else reverse("files:private", args=[file_id])


def _tag(code: str, language: str) -> str:
    return html_tag(code) if code and code != language else ""
