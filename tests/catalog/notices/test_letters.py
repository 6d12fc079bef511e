"""A mail is in its reader's language, as text and as HTML, and says how to stop it."""

from collections.abc import Callable
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from bs4 import BeautifulSoup
from django.core.mail import EmailMultiAlternatives
from django.utils import translation
from pytest_django import Settings

from catalog.notices import letters, links
from catalog.notices.models import Notice, OutboxMail
from portal.accounts.models import User
from tests.catalog.notices.conftest import Tell

Sent = Callable[[], list[EmailMultiAlternatives]]


def html_of(message: EmailMultiAlternatives) -> BeautifulSoup:
    [alternative] = message.alternatives
    assert alternative[1] == "text/html"
    return BeautifulSoup(str(alternative[0]), "html.parser")


def test_a_mail_has_its_subject_and_its_words_twice(tell: Tell, sent: Sent, nok: User) -> None:
    nok.language = "en"
    nok.save()
    tell(nok, what="Liubao tea", link="/th/product/liubao/")
    [message] = sent()
    assert message.to == ["nok@example.com"]
    assert message.subject == "Work of this site has failed: Liubao tea · China–ASEAN Expo Online"
    assert "Failed: 1." in message.body
    assert "http://localhost:8000/en/product/liubao/" in message.body
    soup = html_of(message)
    assert soup.h1 is not None
    assert soup.h1.text == "Work of this site has failed: Liubao tea"
    assert soup.find("a", href="http://localhost:8000/en/product/liubao/") is not None


def test_a_mail_is_in_its_readers_language(
    tell: Tell, sent: Sent, nok: User, wei: User, person: Callable[..., User]
) -> None:
    stranger = person("stranger", "Stranger")
    tell(nok, wei, stranger, link="/vi/goods/")
    with translation.override("vi"):
        by_address = {message.to[0]: message for message in sent()}
    tags = {
        address: (html_of(message).html["lang"], message.extra_headers["Content-Language"])  # type: ignore[index]
        for address, message in by_address.items()
    }
    assert tags == {
        "nok@example.com": ("th", "th"),
        "wei@example.com": ("zh-Hans", "zh-Hans"),
        "stranger@example.com": ("en", "en"),
    }
    assert "/zh-hans/goods/" in by_address["wei@example.com"].body
    assert translation.get_language() == "en"


def test_markup_in_a_name_stays_text(tell: Tell, sent: Sent, nok: User) -> None:
    tell(nok, what="<b>Tea</b> & “pepper”\n\nBcc: all@example.com")
    [message] = sent()
    assert "<b>Tea</b> & “pepper” Bcc: all@example.com" in message.subject
    assert "\n" not in message.subject
    soup = html_of(message)
    assert soup.find("b", string="Tea") is None
    assert "<b>Tea</b>" in soup.text


def test_a_mail_program_finds_how_to_stop_it(tell: Tell, sent: Sent, nok: User) -> None:
    tell(nok)
    [message] = sent()
    raw = message_from_bytes(message.message().as_bytes(), policy=default)
    address = str(raw["List-Unsubscribe"]).replace(" ", "").strip("<>")
    assert raw["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.startswith("http://localhost:8000/th/account/notices/stop/")
    assert address in message.body
    assert html_of(message).find("a", href=address) is not None
    order = links.read_stop(address.rstrip("/").rpartition("/")[2])
    assert order == links.StopOrder(nok.pk, "quote")


def test_headers_say_that_a_machine_wrote_it_and_keep_the_id(one_mail: OutboxMail, sent: Sent) -> None:
    [message] = sent()
    raw = message.message()
    assert raw["Message-ID"] == one_mail.message_id
    assert raw["Auto-Submitted"] == "auto-generated"


def test_what_may_not_be_stopped_offers_no_stop(tell: Tell, sent: Sent, nok: User) -> None:
    tell(nok, kind="safety")
    [message] = sent()
    assert "List-Unsubscribe" not in message.extra_headers
    assert "/stop/" not in message.body
    assert "/stop/" not in str(html_of(message))
    assert "/account/notices/choices/" in message.body


def test_nothing_in_a_mail_is_loaded_from_anywhere(tell: Tell, sent: Sent, nok: User) -> None:
    tell(nok)
    [message] = sent()
    loaded = html_of(message).find_all(["img", "script", "link", "iframe"])
    assert loaded == []

    class Strict(HTMLParser):
        urls: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.urls += [value or "" for name, value in attrs if name in {"src", "background"}]

    parser = Strict()
    parser.feed(str(html_of(message)))
    assert parser.urls == []


def test_a_site_behind_its_own_name_writes_that_name(
    tell: Tell, sent: Sent, nok: User, settings: Settings
) -> None:
    settings.SITE_ADDRESS = "https://expo.example/"
    tell(nok)
    [message] = sent()
    assert "https://expo.example/th/account/notices/choices/" in message.body
    assert message.extra_headers["Message-ID"].endswith("@expo.example>")


def test_a_notice_on_the_site_is_in_the_language_of_the_page(tell: Tell, nok: User) -> None:
    tell(nok, what="tea", link="/editors/")
    shown = letters.shown(Notice.objects.get(), "en")
    assert shown.subject == "Work of this site has failed: tea"
    assert shown.text.startswith("Failed: 1.")
    assert (shown.path, shown.read) == ("/editors/", False)
    assert shown.address == "http://localhost:8000/editors/"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/en/goods/?q=tea", "/km/goods/?q=tea"),
        ("/zh-hans/", "/km/"),
        ("/th", "/km"),
        ("/editors/", "/editors/"),
        ("/english/", "/english/"),
        ("", ""),
    ],
)
def test_addresses_follow_the_language(path: str, expected: str) -> None:
    assert links.in_language(path, "km") == expected
