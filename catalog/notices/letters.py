"""The words of notices and mails, in their reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from catalog.notices import links, registry, selectors
from catalog.notices.links import StopOrder
from catalog.notices.models import MailMode, Notice, OutboxMail
from catalog.reference.languages import html_tag


@dataclass(frozen=True)
class Shown:
    """A notice in words: plain text, not yet escaped. `path` is empty where there is nothing to open."""

    id: UUID
    subject: str
    text: str
    path: str
    at: datetime
    read: bool
    after: str = ""

    @property
    def address(self) -> str:
        return links.absolute(self.path) if self.path else ""


def shown(notice: Notice, language: str, values: Mapping[str, Any] | None = None) -> Shown:
    """Return a notice in words, of these values instead of its own where given.

    Raises LookupError for a kind that no room has registered.
    """
    kind = registry.KINDS.get(notice.kind)
    told = notice.values if values is None else values
    with translation.override(language):
        subject = " ".join(_plain(kind.subject, told).split())
        text = _plain(kind.text, told).strip()
        after = _plain(kind.after, told).strip() if kind.after else ""
    return Shown(
        id=notice.pk,
        subject=subject,
        text=text,
        path=links.in_language(notice.link, language),
        at=notice.created_at,
        read=notice.read_at is not None,
        after=after,
    )


@dataclass(frozen=True)
class Letter:
    """Who a mail goes to and what it tells. `stop` and `choices` are addresses, empty where there is none."""

    to: str
    language: str
    notices: list[Shown]
    digest: bool = False
    stop: str = ""
    choices: str = ""


def compose(mail: OutboxMail) -> EmailMultiAlternatives | None:
    """Return the mail, or None when there is no longer anything to send.

    A person may have closed the account, stopped this kind of mail, or read everything on the site
    since the row was written; what it tells of may be gone.
    """
    letter = _to_person(mail) if mail.recipient else _to_address(mail)
    if letter is None or not letter.notices:
        return None
    with translation.override(letter.language):
        site_name = gettext("China–ASEAN Expo Online")
        values = {
            "language_tag": html_tag(letter.language),
            "site_name": site_name,
            "subject": gettext("What is new for you") if letter.digest else letter.notices[0].subject,
            "letter": letter,
        }
        message = EmailMultiAlternatives(
            subject=f"{values['subject']} · {site_name}",
            body=_plain("notices/mail/letter.txt", values),
            to=[letter.to],
            headers=_headers(mail, letter),
        )
        message.attach_alternative(render_to_string("notices/mail/letter.html", values), "text/html")
    return message


def _to_person(mail: OutboxMail) -> Letter | None:
    person = mail.recipient
    assert person is not None
    address = getattr(person, person.get_email_field_name(), "")
    told = _still_wanted(mail)
    if not (told and address and person.is_active):
        return None
    language = selectors.language_of(person)
    digest = mail.kind == OutboxMail.DIGEST
    may_stop = digest or registry.KINDS.get(mail.kind).may_stop
    return Letter(
        to=address,
        language=language,
        notices=_holding(told, language),
        digest=digest,
        stop=links.stop_address(StopOrder(person.pk, mail.kind), language) if may_stop else "",
        choices=links.choices_address(language),
    )


def _to_address(mail: OutboxMail) -> Letter:
    # The notice is not kept: there is no account on whose page it could stand.
    notice = Notice(kind=mail.kind, values=mail.values, link=mail.link, created_at=mail.created_at)
    return Letter(
        to=mail.address,
        language=mail.language,
        notices=_holding([notice], mail.language),
        stop=links.absolute(links.in_language(mail.stop, mail.language)) if mail.stop else "",
    )


def _holding(told: Iterable[Notice], language: str) -> list[Shown]:
    """Return notices in words, of what still holds; those of which nothing does are left out."""
    holding = []
    for notice in told:
        kind = registry.KINDS.get(notice.kind)
        values = kind.at_sending(notice.values, language) if kind.at_sending else notice.values
        if values is not None:
            if kind.link_at_sending:
                notice.link = kind.link_at_sending(values, language)
            holding.append(shown(notice, language, values))
    return holding


def _still_wanted(mail: OutboxMail) -> list[Notice]:
    assert mail.recipient is not None
    told = [notice for notice in mail.notices.order_by("created_at", "pk") if notice.kind in registry.KINDS]
    if mail.kind == OutboxMail.DIGEST:
        modes = selectors.choices_of(mail.recipient)
        return [one for one in told if one.read_at is None and modes.get(one.kind) != MailMode.NEVER]
    if told and selectors.mode_of(mail.recipient, registry.KINDS.get(mail.kind)) == MailMode.NEVER:
        return []
    return told


def _headers(mail: OutboxMail, letter: Letter) -> dict[str, str]:
    headers = {
        "Message-ID": mail.message_id,
        # RFC 3834: no out-of-office answer to a machine.
        "Auto-Submitted": "auto-generated",
        "Content-Language": html_tag(letter.language),
    }
    if letter.stop:
        # RFC 2369 and RFC 8058: mail programs show their own button, and one POST without a cookie stops it.
        headers["List-Unsubscribe"] = f"<{letter.stop}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _plain(template: str, values: Mapping[str, Any]) -> str:
    """Render plain text: nothing is escaped, because nothing of it is markup."""
    found = Engine.get_default().get_template(template)
    return found.render(Context(dict(values), autoescape=False))
