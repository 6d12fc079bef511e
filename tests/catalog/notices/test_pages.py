"""A person reads their notices, chooses how to be told, and stops mails without signing in."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from catalog.notices import links, registry, selectors, services
from catalog.notices.links import StopOrder
from catalog.notices.models import MailChoice, MailMode, Notice, OutboxMail
from catalog.seams.registry import Registry
from portal.accounts.models import User
from tests.catalog.notices.conftest import Tell

LIST = "/en/account/notices/"
CHOICES = "/en/account/notices/choices/"


@pytest.fixture
def as_nok(client: Client, nok: User) -> Client:
    client.force_login(nok)
    return client


def page(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def main_of(soup: BeautifulSoup) -> str:
    assert soup.main is not None
    return " ".join(soup.main.get_text(" ").split())


def test_notices_are_listed_newest_first_and_say_what_is_new(as_nok: Client, tell: Tell, nok: User) -> None:
    tell(nok, key="1", what="tea")
    services.mark_read(person=nok)
    tell(nok, key="2", what="<pepper>")
    soup = page(as_nok, LIST)
    titles = [heading.get_text(" ", strip=True) for heading in soup.select("main li h2")]
    assert [title.rpartition(": ")[2] for title in titles] == ["<pepper> new", "tea"]
    assert "Failed: 1." in main_of(soup)


def test_times_are_shown_by_the_readers_clock(as_nok: Client, tell: Tell, nok: User) -> None:
    tell(nok, at=datetime(2026, 11, 24, 18, 30, tzinfo=UTC))
    shown = page(as_nok, LIST).select_one("main time")
    assert shown is not None
    assert shown["datetime"] == "2026-11-24T18:30:00+00:00"
    assert "1:30" in shown.text


def test_an_empty_list_says_so(as_nok: Client) -> None:
    soup = page(as_nok, LIST)
    assert "No notices yet" in main_of(soup)
    assert soup.select("main form") == []


def test_other_peoples_notices_are_not_shown(as_nok: Client, tell: Tell, lan: User) -> None:
    tell(lan, what="secret")
    assert "secret" not in main_of(page(as_nok, LIST))
    theirs = Notice.objects.get()
    page(as_nok, f"{LIST}{theirs.pk}/", 404)
    as_nok.post(reverse("notices-read"))
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_notices_of_a_room_that_is_gone_are_left_out(as_nok: Client, tell: Tell, nok: User) -> None:
    tell(nok)
    Notice.objects.update(kind="gone")
    assert "No notices yet" in main_of(page(as_nok, LIST))
    assert selectors.unread_count(nok) == 0


def test_opening_a_notice_reads_it_and_leads_on_in_the_pages_language(
    as_nok: Client, tell: Tell, nok: User
) -> None:
    tell(nok, link="/en/product/tea/?from=notice")
    found = Notice.objects.get()
    response = as_nok.get(f"/vi/account/notices/{found.pk}/")
    assert response.headers["Location"] == "/vi/product/tea/?from=notice"
    assert selectors.unread_count(nok) == 0
    first_read = Notice.objects.get().read_at
    as_nok.get(f"/vi/account/notices/{found.pk}/")
    assert Notice.objects.get().read_at == first_read


def test_a_notice_that_leads_nowhere_leads_back_to_the_list(as_nok: Client, tell: Tell, nok: User) -> None:
    tell(nok)
    response = as_nok.get(f"{LIST}{Notice.objects.get().pk}/")
    assert response.headers["Location"] == LIST


def test_all_can_be_marked_as_read(as_nok: Client, tell: Tell, nok: User) -> None:
    tell(nok, key="1")
    tell(nok, key="2")
    assert selectors.unread_count(nok) == 2
    assert "Mark all as read" in main_of(page(as_nok, LIST))
    assert as_nok.post(reverse("notices-read")).headers["Location"] == LIST
    assert selectors.unread_count(nok) == 0
    assert "Mark all as read" not in main_of(page(as_nok, LIST))
    assert as_nok.get(reverse("notices-read")).headers["Location"] == LIST


@pytest.mark.parametrize("number", ["0", "-1", "1000000000", "two", ""])
def test_any_page_number_has_a_page(as_nok: Client, tell: Tell, nok: User, number: str) -> None:
    tell(nok)
    assert "has failed" in main_of(page(as_nok, f"{LIST}?page={number}"))


def test_a_long_list_has_pages_and_constant_queries(
    as_nok: Client, tell: Tell, nok: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(35):
        tell(nok, key=str(number))
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        soup = page(as_nok, LIST)
    assert len(soup.select("main li h2")) == 30
    assert len(page(as_nok, f"{LIST}?page=2").select("main li h2")) == 5


@pytest.mark.parametrize("address", [LIST, CHOICES, f"{LIST}6f1b7a30-58cf-4a58-9f2f-4d3c8a7b1c11/"])
@pytest.mark.django_db
def test_strangers_are_asked_to_sign_in(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/en/account/login/?next=")


def test_private_pages_are_kept_by_nobody(as_nok: Client, nok: User) -> None:
    stop = reverse("notices-stop", args=[token_of(nok, "quote")])
    for address in (LIST, CHOICES, stop):
        assert "no-store" in as_nok.get(address).headers["Cache-Control"]
        assert "noindex" in as_nok.get(address).content.decode()


def test_choices_are_shown_and_kept(as_nok: Client, nok: User) -> None:
    soup = page(as_nok, CHOICES)
    assert [select["name"] for select in soup.select("main select")] == ["quote", "visit"]
    assert [option["value"] for option in soup.select("main option[selected]")] == ["at_once", "daily"]
    assert "A quote arrives" in main_of(soup)
    assert "password was changed" not in main_of(soup)
    response = as_nok.post(CHOICES, {"quote": "never", "visit": "at_once"})
    assert response.headers["Location"] == CHOICES
    assert selectors.choices_of(nok) == {"quote": MailMode.NEVER, "visit": MailMode.AT_ONCE}
    as_nok.post(CHOICES, {"quote": "daily", "visit": "at_once"})
    assert selectors.choices_of(nok)["quote"] == MailMode.DAILY
    assert MailChoice.objects.count() == 2
    assert {str(choice) for choice in MailChoice.objects.all()} == {"quote: daily", "visit: at_once"}


def test_a_choice_that_does_not_exist_changes_nothing(as_nok: Client, nok: User) -> None:
    response = as_nok.post(CHOICES, {"quote": "by pigeon", "visit": "never"})
    assert response.status_code == 400
    assert "error-summary" in response.content.decode()
    assert MailChoice.objects.count() == 0


def test_without_anything_to_choose_no_choice_is_offered(
    as_nok: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "KINDS", Registry("kind of notice"))
    assert "Choose what comes by mail" not in main_of(page(as_nok, LIST))
    assert page(as_nok, CHOICES).select("main form") == []


def token_of(person: User, kind: str) -> str:
    address = links.stop_address(StopOrder(person.pk, kind), "en")
    return address.rstrip("/").rpartition("/")[2]


def test_looking_at_the_stop_page_stops_nothing(client: Client, nok: User) -> None:
    soup = page(client, reverse("notices-stop", args=[token_of(nok, "quote")]))
    assert "Stop these mails?" in main_of(soup)
    assert "A quote arrives" in main_of(soup)
    assert selectors.choices_of(nok)["quote"] == MailMode.AT_ONCE


def test_one_click_stops_mails_without_a_session_or_a_csrf_token(nok: User) -> None:
    mail_program = Client(enforce_csrf_checks=True)
    address = reverse("notices-stop", args=[token_of(nok, "quote")])
    response = mail_program.post(address, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert "These mails have stopped" in response.content.decode()
    assert selectors.choices_of(nok) == {"quote": MailMode.NEVER, "visit": MailMode.DAILY}
    assert mail_program.post(address).status_code == 200


def test_stopping_the_digest_stops_all_that_is_in_it(client: Client, nok: User) -> None:
    address = reverse("notices-stop", args=[token_of(nok, OutboxMail.DIGEST)])
    assert "daily mail" in main_of(page(client, address))
    client.post(address)
    assert selectors.choices_of(nok) == {"quote": MailMode.AT_ONCE, "visit": MailMode.NEVER}


@pytest.mark.parametrize("kind", ["gone", "safety"])
def test_stopping_what_cannot_be_stopped_changes_nothing(client: Client, nok: User, kind: str) -> None:
    assert client.post(reverse("notices-stop", args=[token_of(nok, kind)])).status_code == 200
    assert MailChoice.objects.count() == 0


@pytest.mark.parametrize(
    "change", [lambda token: token[:-1], lambda token: f"x{token}", lambda token: "quote"]
)
def test_a_token_made_elsewhere_stops_nothing(
    client: Client, nok: User, change: Callable[[str], str]
) -> None:
    address = reverse("notices-stop", args=[change(token_of(nok, "quote"))])
    for response in (client.get(address), client.post(address)):
        assert response.status_code == 404
        assert "Nothing was changed" in response.content.decode()
    assert MailChoice.objects.count() == 0


def test_the_token_of_a_closed_account_stops_nothing(client: Client, nok: User) -> None:
    address = reverse("notices-stop", args=[token_of(nok, "quote")])
    nok.delete()
    assert client.post(address).status_code == 404
