"""Every mail is in its reader's language, whatever the language of the page that caused it."""

from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from portal.accounts.models import User
from portal.accounts.services import create_person
from tests.portal.accounts.visitor import Visitor

PASSWORD = "old wood, new tea leaves"
NEW_ACCOUNT = {"email": "somchai@example.com", "password1": PASSWORD, "password2": PASSWORD}
NOTIFICATIONS = [
    "account/email/email_changed",
    "account/email/email_deleted",
    "account/email/password_changed",
    "account/email/password_reset",
    "account/email/password_set",
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
    "mfa/email/recovery_codes_generated",
]


class DeadServer(EmailBackend):
    """A mail server that hangs up."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPServerDisconnected("Connection unexpectedly closed")


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every text say in which language it was asked for."""

    def marked(text: str) -> str:
        return f"[{translation.get_language()}] {text}"

    monkeypatch.setattr("django.utils.translation._trans.gettext", marked)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_subject_and_text_are_in_the_language_of_the_account(
    language: str, pretended: None, visitor: Visitor, mailoutbox: list[EmailMessage]
) -> None:
    create_person(email="thida@example.com", password=PASSWORD, language=language)
    visitor.open("/en/account/password/reset/")
    visitor.send(email="thida@example.com")
    (message,) = mailoutbox
    assert message.subject == f"[{language}] Set a new password"
    marks = [line.partition(" ")[0] for line in str(message.body).splitlines() if line.startswith("[")]
    assert len(marks) == 3
    assert set(marks) == {f"[{language}]"}
    assert f"http://testserver/{language}/account/password/reset/key/" in str(message.body)


def test_the_page_keeps_its_own_language(pretended: None, visitor: Visitor) -> None:
    create_person(email="thida@example.com", password=PASSWORD, language="my")
    visitor.open("/lo/account/password/reset/")
    visitor.send(email="thida@example.com")
    assert visitor.heading.startswith("[lo]")


def test_a_mail_to_a_new_address_is_in_the_language_of_its_owner(
    pretended: None, visitor: Visitor, mailoutbox: list[EmailMessage]
) -> None:
    user = create_person(email="thida@example.com", password=PASSWORD, language="my")
    visitor.client.force_login(user)
    visitor.open("/en/account/email/")
    visitor.send(action_add="", email="thida@new.example")
    assert mailoutbox[0].subject.startswith("[my]")


@pytest.mark.parametrize("prefix", NOTIFICATIONS)
def test_a_warning_names_time_network_and_browser_as_plain_text(prefix: str) -> None:
    context = {
        "site_name": "China–ASEAN Expo Online",
        "timestamp": None,
        "ip": "203.0.113.9",
        "user_agent": "Browser <1> & 'two'",
        "to_email": "o'neil@new.example",
        "from_email": "o'neil@example.com",
        "deleted_email": "o'neil@example.com",
    }
    text = render_to_string(f"{prefix}_message.txt", context)
    assert "203.0.113.9" in text
    assert "Browser <1> & 'two'" in text, "a mail is no HTML"
    assert "&#x27;" not in text
    subject = render_to_string(f"{prefix}_subject.txt", context).strip()
    assert subject
    assert "\n" not in subject


def test_a_dead_mail_server_is_told_and_nothing_is_lost(
    visitor: Visitor, settings: Any, mailoutbox: list[EmailMessage], caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = f"{DeadServer.__module__}.{DeadServer.__qualname__}"
    visitor.open("/en/account/signup/")
    visitor.send(**NEW_ACCOUNT)
    assert visitor.status == 503
    assert visitor.heading == "The mail could not be sent"
    assert "SMTPServerDisconnected" in caplog.text
    assert User.objects.get().email == "somchai@example.com"

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    visitor.client.cookies.clear()
    visitor.open("/en/account/password/reset/")
    visitor.send(email="somchai@example.com")
    assert [message.to for message in mailoutbox] == [["somchai@example.com"]]
