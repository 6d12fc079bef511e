"""A letter to somebody without an account: in their language, once, and with a way to stop it."""

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail as post
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction

from catalog.jobs.models import State
from catalog.notices import services
from catalog.notices.models import Notice, OutboxMail
from portal.accounts.models import User

pytestmark = pytest.mark.django_db

Sent = Callable[[], list[EmailMultiAlternatives]]
SOMSAK = "somsak@example.com"
STOP = "/en/search/alerts/stop/abc/"


def write(address: str = SOMSAK, *, key: str = "1", **fields: Any) -> bool:
    wanted: dict[str, Any] = {
        "language": "th",
        "kind": "quote",
        "values": {"drain": "tea", "failed": 1},
        "link": "/en/goods/",
        "stop": STOP,
    }
    return services.write_to(address=address, key=key, **(wanted | fields))


def test_a_letter_is_in_the_language_its_reader_was_written_to(sent: Sent) -> None:
    assert write()
    [message] = sent()
    assert message.to == [SOMSAK]
    assert message.extra_headers["Content-Language"] == "th"
    assert "http://localhost:8000/th/goods/" in message.body
    [alternative] = message.alternatives
    page = BeautifulSoup(str(alternative[0]), "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "th"
    assert page.find("a", href="http://localhost:8000/th/goods/") is not None


def test_a_letter_says_how_to_stop_such_letters_and_offers_no_account_page(sent: Sent) -> None:
    write()
    [message] = sent()
    stop = "http://localhost:8000/th/search/alerts/stop/abc/"
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop}>"
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in message.body
    assert "/account/notices" not in message.body
    assert "/account/notices" not in str(message.alternatives[0][0])


def test_a_letter_that_may_not_be_stopped_goes_without(sent: Sent) -> None:
    write(kind="safety", stop="")
    [message] = sent()
    assert "List-Unsubscribe" not in message.extra_headers


def test_a_kind_that_may_be_stopped_needs_a_page_for_it() -> None:
    with pytest.raises(ValueError, match="stops them"):
        write(stop="")
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example/", "goods/"])
@pytest.mark.parametrize("which", ["link", "stop"])
def test_a_letter_leads_nowhere_else(which: str, path: str) -> None:
    with pytest.raises(ValueError, match="path of this site"):
        write(**{which: path})
    assert not OutboxMail.objects.exists()


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(LookupError):
        write(kind="gossip")


def test_the_same_occasion_is_written_once_however_the_address_is_spelled(sent: Sent) -> None:
    assert write()
    assert not write("Somsak@Example.com")
    assert write(key="2")
    assert write("other@example.com")
    assert sorted(message.to[0] for message in sent()) == ["other@example.com", SOMSAK, SOMSAK]


def test_a_letter_leaves_no_notice_behind(sent: Sent) -> None:
    write()
    sent()
    assert not Notice.objects.exists()
    assert OutboxMail.objects.get().state == State.DONE


def test_a_letter_taken_back_before_it_left_is_not_sent(sent: Sent) -> None:
    write()
    write(key="2", kind="safety", stop="")
    write("other@example.com")
    assert services.withdraw(address="SOMSAK@example.com", kind="quote") == 1
    assert sorted((message.to[0], message.subject[:4]) for message in sent())[0][0] == "other@example.com"
    assert len(post.outbox) == 2


def test_what_has_left_is_not_taken_back(sent: Sent) -> None:
    write()
    sent()
    assert services.withdraw(address=SOMSAK, kind="quote") == 0
    assert OutboxMail.objects.filter(address=SOMSAK).exists()


def test_a_mail_goes_to_a_person_or_an_address_never_both_or_none(nok: User) -> None:
    for fields in ({"recipient": nok, "address": SOMSAK}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutboxMail.objects.create(key="k", kind="quote", message_id="<k@localhost>", **fields)


def test_a_letter_survives_a_mail_server_that_is_away(monkeypatch: pytest.MonkeyPatch, sent: Sent) -> None:
    write()

    def refuse(self: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
    assert sent() == []
    assert OutboxMail.objects.get().state == State.WAITING
