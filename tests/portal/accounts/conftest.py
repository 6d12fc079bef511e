"""Fixtures of the tests about people."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.test import Client

from portal.accounts import bot_check
from tests.portal.accounts.visitor import Clock, Visitor


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(bot_check, "time", SimpleNamespace(time=lambda: clock.now))
    return clock


@pytest.fixture
def visitor(db: None, client: Client, clock: Clock) -> Visitor:
    return Visitor(client, clock)


@pytest.fixture
def link_in() -> Callable[[EmailMessage], str]:
    """Return a reader that finds the link in a mail, without its host."""

    def read(mail: EmailMessage) -> str:
        start = settings.SITE_ADDRESS
        line = next(line for line in str(mail.body).splitlines() if line.startswith(f"{start}/"))
        return line.removeprefix(start)

    return read
