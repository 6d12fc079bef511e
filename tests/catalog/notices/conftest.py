"""Three kinds of notice: told by mail at once, in the daily mail, and one that may not be stopped."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives

from catalog.jobs.services import drain
from catalog.notices import failures, registry, services
from catalog.notices.models import MailMode, Notice, OutboxMail
from catalog.notices.registry import NoticeKind
from catalog.seams.registry import Registry
from portal.accounts.models import User

Tell = Callable[..., int]


def kind(name: str, label: str, **fields: Any) -> NoticeKind:
    # The words of the room's own kind: "Work of this site has failed: {{ drain }}".
    return NoticeKind(name, label, failures.KIND.subject, failures.KIND.text, **fields)


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "KINDS", Registry("kind of notice"))
    registry.register(kind("quote", "A quote arrives"))
    registry.register(kind("visit", "Somebody visits your booth", mail=MailMode.DAILY))
    registry.register(kind("safety", "Your password was changed", may_stop=False))


@pytest.fixture
def tell() -> Tell:
    """Return a teller with words that matter to no test."""

    def notify(
        *people: User,
        kind: str = "quote",
        key: str = "1",
        what: str = "tea",
        link: str = "",
        at: datetime | None = None,
    ) -> int:
        told = services.notify(
            kind=kind, recipients=people, key=key, values={"drain": what, "failed": 1}, link=link
        )
        if at:
            Notice.objects.filter(kind=kind, key=key).update(created_at=at)
        return told

    return notify


@pytest.fixture
def sent() -> Callable[[], list[EmailMultiAlternatives]]:
    """Return a function that drains the outbox and returns what was sent."""

    def post() -> list[EmailMultiAlternatives]:
        drain(services.MAIL_DRAIN)
        return [message for message in mail.outbox if isinstance(message, EmailMultiAlternatives)]

    return post


@pytest.fixture
def one_mail(tell: Tell, nok: User) -> OutboxMail:
    """One mail to Nok on its way."""
    tell(nok)
    return OutboxMail.objects.get()
