"""Every mail is in its reader's language, whatever the language of the page that caused it."""

import json
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend
from django.template.loader import render_to_string
from django.utils import timezone, translation
from pytest_django import Settings

from catalog.jobs.services import drain
from catalog.notices.models import OutboxMail
from catalog.notices.services import MAIL_DRAIN
from portal.accounts.mails import write
from portal.accounts.models import User
from portal.accounts.services import create_person, set_new_password
from tests.portal.accounts.visitor import Visitor

LinkIn = Callable[[EmailMessage], str]
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
    """A mail server nobody reaches."""

    def open(self) -> bool:
        raise ConnectionRefusedError("Connection refused")


def reset_mail(visitor: Visitor, address: str = "thida@example.com") -> OutboxMail:
    """Ask for a new password; return the mail that was written."""
    visitor.open("/en/account/password/reset/")
    visitor.send(email=address)
    return OutboxMail.objects.get(address=address)


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
    assert message.subject == f"[{language}] Set a new password · [{language}] China–ASEAN Expo Online"
    marks = [line.partition(" ")[0] for line in str(message.body).splitlines() if line.startswith("[")]
    assert len(marks) == 3
    assert set(marks) == {f"[{language}]"}
    assert f"{settings.SITE_ADDRESS}/{language}/account/password/reset/key/" in str(message.body)


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


def test_a_mail_waits_for_a_dead_server_and_leaves_once(
    visitor: Visitor, settings: Settings, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    settings.EMAIL_BACKEND = f"{DeadServer.__module__}.{DeadServer.__qualname__}"
    visitor.open("/en/account/signup/")
    visitor.send(**NEW_ACCOUNT)
    assert visitor.status == 200
    waiting = OutboxMail.objects.get()
    assert (waiting.state, waiting.attempts) == ("waiting", 1)

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    OutboxMail.objects.update(due_at=timezone.now())
    drain(MAIL_DRAIN)
    drain(MAIL_DRAIN)
    assert [message.to for message in mailoutbox] == [["somchai@example.com"]]
    visitor.open(link_in(mailoutbox[0]))
    visitor.send()
    assert EmailAddress.objects.get().verified


def test_no_row_holds_a_link_that_opens_the_account(
    visitor: Visitor, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    create_person(email="thida@example.com", password=PASSWORD)
    row = reset_mail(visitor)
    key = link_in(mailoutbox[0]).split("/key/")[1].strip("/")
    kept = json.dumps([row.values, row.link, row.stop, row.key])
    assert key not in kept
    assert key.partition("-")[2] not in kept
    assert "/key/" not in kept


def test_a_mail_that_waited_carries_a_link_made_as_it_left(
    visitor: Visitor, settings: Settings, link_in: LinkIn, mailoutbox: list[EmailMessage]
) -> None:
    thida = create_person(email="thida@example.com", password=PASSWORD)
    settings.EMAIL_BACKEND = f"{DeadServer.__module__}.{DeadServer.__qualname__}"
    reset_mail(visitor)
    set_new_password(user=thida, password="another old wood")  # every link made before is dead by that
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    OutboxMail.objects.update(due_at=timezone.now())
    drain(MAIL_DRAIN)
    visitor.open(link_in(mailoutbox[0]))
    assert visitor.form().select_one("[name=password1]") is not None


def test_what_no_longer_holds_is_not_sent(visitor: Visitor, mailoutbox: list[EmailMessage]) -> None:
    thida = create_person(email="thida@example.com", password=PASSWORD)
    context = {"user": thida}
    for template, address in (
        ("account/email/email_confirmation", thida.email),  # confirmed meanwhile
        ("account/email/email_confirmation", "gone@example.com"),
        ("account/email/password_reset_key", "another@example.com"),
    ):
        write(template=template, address=address, language="en", context=context)
    write(template="account/email/password_reset_key", address=thida.email, language="en", context={})
    drain(MAIL_DRAIN)
    assert not mailoutbox
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {"done"}


def test_a_closed_account_gets_no_way_in(mailoutbox: list[EmailMessage], db: None) -> None:
    thida = create_person(email="thida@example.com", password=PASSWORD)
    write(
        template="account/email/password_reset_key",
        address=thida.email,
        language="en",
        context={"user": thida},
    )
    User.objects.update(is_active=False)
    drain(MAIL_DRAIN)
    assert not mailoutbox


def test_of_the_request_only_what_the_mail_tells_is_kept(db: None) -> None:
    thida = create_person(email="thida@example.com", password=PASSWORD)
    context = {"user": thida, "key": "secret", "uid": "1", "request": object(), "ip": "203.0.113.9"}
    write(template="account/email/password_changed", address=thida.email, language="en", context=context)
    assert OutboxMail.objects.get().values == {
        "template": "account/email/password_changed",
        "address": thida.email,
        "person": thida.pk,
        "timestamp": "",
        "ip": "203.0.113.9",
    }


def test_the_link_leads_to_the_site_whatever_host_the_browser_named(
    visitor: Visitor, mailoutbox: list[EmailMessage]
) -> None:
    create_person(email="thida@example.com", password=PASSWORD)
    visitor.client.defaults["HTTP_HOST"] = "localhost"
    reset_mail(visitor)
    assert f"{settings.SITE_ADDRESS}/en/account/password/reset/key/" in str(mailoutbox[0].body)


def test_the_page_with_links_opens_at_a_button_and_what_stands_below_it_is_there(
    visitor: Visitor, mailoutbox: list[EmailMessage], link_in: LinkIn
) -> None:
    create_person(email="thida@example.com", password=PASSWORD)
    reset_mail(visitor)
    (message,) = mailoutbox
    assert isinstance(message, EmailMultiAlternatives)
    page = BeautifulSoup(str(message.alternatives[0][0]), "html.parser")
    opened = next(link for link in page.select("a") if link.get_text() == "Open")
    assert str(opened["href"]).endswith(link_in(message))
    assert "If it was not you, do nothing." in page.get_text()
    text = str(message.body)
    assert text.index("/key/") < text.index("If it was not you, do nothing.")
    assert "Stop these mails" not in text
