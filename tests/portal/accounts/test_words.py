"""Every word a visitor meets on the way in is one that this project translates."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage

from portal.accounts import bot_check
from portal.accounts.services import create_person
from portal.messages.borrowed import borrowed_texts
from portal.messages.extraction import project_texts
from tests.portal.accounts.test_second_step import code_for
from tests.portal.accounts.visitor import Visitor

BASE = Path(settings.BASE_DIR)
PASSWORD = "old wood, new tea leaves"
NEW = {"password1": "a new one, quite long", "password2": "a new one, quite long"}
MARKED = re.compile(r"⟦([^⟦⟧]*)⟧")


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show every text asked of the catalogues in brackets, as it stands in the source."""
    monkeypatch.setattr("django.utils.translation._trans.gettext", lambda text: f"⟦{text}⟧" if text else "")
    monkeypatch.setattr("django.utils.translation._trans.pgettext", lambda context, text: f"⟦{text}⟧")
    monkeypatch.setattr(
        "django.utils.translation._trans.ngettext",
        lambda one, many, number: f"⟦{one if number == 1 else many}⟧",
    )


def translated_texts() -> re.Pattern[str]:
    """Return a pattern of all texts of the project's catalogues, placeholders filled in with anything."""
    texts = [*project_texts(BASE), *(text for _, text in borrowed_texts(BASE))]
    sources = {source for text in texts for source in (text.msgid, text.plural) if source}
    parts = (re.split(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", source.replace("%%", "%")) for source in sources)
    wordy = [part for part in parts if len("".join(part)) > 2]
    return re.compile("|".join(".*".join(map(re.escape, part)) for part in wordy), re.DOTALL)


class Listener(Visitor):
    """A visitor who notes every text on every page."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.heard: set[str] = set()

    def _read(self, response: Any) -> Any:
        self.heard |= set(MARKED.findall(html.unescape(response.content.decode())))
        return super()._read(response)


def come_in_with_every_mistake(listener: Listener) -> None:
    listener.open("/my/account/signup/")
    listener.send(email="no address", password1="short", password2="")
    listener.open("/my/account/signup/")
    listener.send(email="somchai@example.com", password1="password", password2="12345678")
    listener.open("/my/account/signup/")
    listener.send(
        homepage="filled", email="somchai@example.com", password1="somchai@example.com", password2="x"
    )
    listener.open("/my/account/signup/")
    listener.pace = bot_check.LIFETIME + 1
    listener.send()
    listener.pace = 10
    listener.open("/my/account/login/")
    listener.send(login="thida@example.com", password="guessed")
    listener.open("/my/account/confirm-email/made-up/")
    listener.open("/my/account/password/reset/key/1-made-up/")
    listener.open("/my/account/inactive/")
    listener.open("/my/account/preferences/")


def walk_through_the_account(
    listener: Listener, link_in: Callable[[EmailMessage], str], box: list[EmailMessage]
) -> None:
    listener.open("/my/account/password/reset/")
    listener.send(email="thida@example.com")
    listener.open(link_in(box[-1]))
    listener.send(password1="short", password2="another")
    listener.send(**NEW)
    listener.open("/my/account/login/")
    listener.send(login="thida@example.com", password=NEW["password1"])
    listener.open("/my/account/")
    listener.send(language="xx")
    listener.send(language="my", name="x" * 200)
    listener.open("/my/account/email/")
    listener.send(action_add="", email="thida@example.com")
    listener.send(action_add="", email="thida@new.example")
    listener.send(action_remove="")
    listener.open("/my/account/password/change/")
    listener.send(oldpassword="guessed", password1="password", password2="x")
    listener.open("/my/account/2fa/")
    listener.open("/my/account/2fa/totp/activate/")
    listener.send(password="guessed")
    listener.send(password=NEW["password1"])
    listener.send(code="000000")
    code = listener.page.code
    assert code is not None
    listener.open("/my/account/2fa/totp/activate/")
    code = listener.page.code
    assert code is not None
    listener.send(code=code_for(code.get_text()))
    for page in ("", "recovery-codes/generate/", "totp/deactivate/", "reauthenticate/"):
        listener.open(f"/my/account/2fa/{page}")
    listener.open("/my/account/email/")
    listener.send(action_add="", email="thida@new.example")
    listener.open("/my/account/logout/")
    listener.send()
    listener.open("/my/account/login/")
    listener.send(login="thida@example.com", password=NEW["password1"])
    listener.send(code="000000")


def test_every_text_on_the_way_in_is_one_we_translate(
    marked: None, visitor: Visitor, link_in: Callable[[EmailMessage], str], mailoutbox: list[EmailMessage]
) -> None:
    create_person(email="thida@example.com", password=PASSWORD, language="my")
    listener = Listener(visitor.client, visitor.clock)
    come_in_with_every_mistake(listener)
    visitor.client.cookies.clear()
    walk_through_the_account(listener, link_in, mailoutbox)
    for message in mailoutbox:
        listener.heard |= set(MARKED.findall(f"{message.subject} {message.body}"))

    assert len(listener.heard) > 80, "the walk hears what it is meant to hear"
    known = translated_texts()
    assert not known.fullmatch("Nobody wrote this sentence anywhere.")
    assert {text for text in listener.heard if not known.fullmatch(text)} == set()
