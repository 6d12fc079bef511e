"""Alerts for those who have no account: asked for, confirmed, ended."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail, signing
from django.test import Client

from catalog.jobs.draining import drain
from catalog.notices.models import OutboxMail
from catalog.notices.services import MAIL_DRAIN
from catalog.seams.person_check import Outcome
from catalog.search.alerts import limits, links
from catalog.search.models import SavedSearch
from portal.accounts.models import User
from tests.catalog.search.alerts.conftest import ADDRESS, Content, Save, of_stranger
from tests.catalog.search.shelf import Shelf
from tests.reading import page_of, the, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]
ALERT = "/en/search/alerts/?q=durian"
LIST = "/en/account/searches/"


def ask(client: Client, address: str = ADDRESS, where: str = ALERT, **headers: str) -> object:
    return client.post(where, {"address": address, "frequency": "daily"}, headers=headers)


def letter_link() -> str:
    drain(MAIL_DRAIN)
    found = re.search(r"https?://\S+/search/alerts/confirm/\S+", str(mail.outbox[-1].body))
    assert found
    return urlsplit(found.group()).path


def test_a_stranger_asks_confirms_and_ends_it(client: Client) -> None:
    page = page_of(client.get(ALERT))
    assert the(page, "main form input[type=email]")
    assert "csrfmiddlewaretoken" not in str(page)
    response = client.post(str(the(page, "main form")["action"]), {"address": ADDRESS, "frequency": "daily"})
    assert response["Location"] == "/en/search/alerts/asked/"
    assert "mailbox" in words(the(page_of(client.get(response["Location"])), "h1"))

    address = letter_link()
    assert "“durian”" in words(the(page_of(client.get(address)), "main"))
    assert SavedSearch.objects.get().confirmed_at is None, "looking at it confirms nothing"
    assert "from now on" in words(the(page_of(client.post(address)), "h1"))
    saved = SavedSearch.objects.get()
    assert saved.confirmed_at is not None
    assert client.get(f"/en/search/saved/{saved.pk}/")["Location"] == "/en/search/?q=durian&sort=newest"

    stop = links.stop_path(saved)
    assert "Stop these mails?" in words(the(page_of(client.get(stop)), "h1"))
    assert SavedSearch.objects.exists(), "looking at it ends nothing"
    assert "have stopped" in words(the(page_of(client.post(stop)), "h1"))
    assert not SavedSearch.objects.exists()
    assert client.post(stop).status_code == 200


def test_the_answer_is_the_same_for_every_address(client: Client, nok: User) -> None:
    of_stranger("durian", address="told@example.com")
    answers = {
        (response.status_code, response["Location"])  # type: ignore[attr-defined, index]
        for response in (
            ask(client, address) for address in [nok.email, "told@example.com", *["nobody@example.com"] * 6]
        )
    }
    assert answers == {(302, "/en/search/alerts/asked/")}


@pytest.mark.parametrize(
    "address", ["", "durian", "a@b", "a@example.com, b@example.com", "x" * 300 + "@example.com"]
)
def test_an_address_that_is_none_comes_back(client: Client, address: str) -> None:
    response = client.post(ALERT, {"address": address, "frequency": "daily"})
    assert response.status_code == 422
    assert the(page_of(response), ".error-summary")
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("outcome", [Outcome.STALE, Outcome.DOUBTED])
def test_a_program_is_turned_away(client: Client, outcome: Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Content, "outcome", outcome)
    response = client.post(ALERT, {"address": ADDRESS, "frequency": "daily"})
    assert response.status_code == 422
    assert the(page_of(response), "input[name=check]")["value"] == "fresh"
    assert not SavedSearch.objects.exists()


def test_one_network_address_may_not_ask_without_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST", 2)
    codes = [
        client.post(ALERT, {"address": f"{number}@example.com", "frequency": "daily"}).status_code
        for number in range(4)
    ]
    assert codes == [302, 302, 429, 429]
    assert OutboxMail.objects.count() == 2


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_another_site_asks_for_nobody(client: Client, headers: dict[str, str]) -> None:
    response = client.post(ALERT, {"address": ADDRESS, "frequency": "daily"}, headers=headers)
    assert response.status_code == 403
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("what", ["confirm", "stop"])
@pytest.mark.parametrize("token", ["x", "a:b", "a:b:c"])
def test_a_token_made_elsewhere_does_nothing(client: Client, what: str, token: str) -> None:
    saved = of_stranger()
    for answer in (client.get, client.post):
        assert answer(f"/en/search/alerts/{what}/{token}/").status_code == 404
    assert SavedSearch.objects.get() == saved


def test_a_link_to_stop_confirms_nothing_and_the_other_way_round(client: Client) -> None:
    ask(client)
    saved = SavedSearch.objects.get()
    stop, confirm = (
        path.rstrip("/").rpartition("/")[2] for path in (links.stop_path(saved), links.confirm_path(saved))
    )
    assert client.post(f"/en/search/alerts/confirm/{stop}/").status_code == 404
    assert client.post(f"/en/search/alerts/stop/{confirm}/").status_code == 404
    assert SavedSearch.objects.get().confirmed_at is None


def test_a_link_that_is_too_old_confirms_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(client)
    address = letter_link()
    later = signing.time.time() + links.CONFIRM_WITHIN.total_seconds() + 60  # type: ignore[attr-defined]
    monkeypatch.setattr(signing.time, "time", lambda: later)  # type: ignore[attr-defined]
    assert client.post(address).status_code == 404
    assert SavedSearch.objects.get().confirmed_at is None


def test_one_click_of_a_mail_program_ends_it(shelf: Shelf) -> None:
    saved = of_stranger()
    program = Client(enforce_csrf_checks=True)
    response = program.post(links.stop_path(saved), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert not SavedSearch.objects.exists()


def test_all_mails_of_an_address_can_be_ended_at_once(client: Client) -> None:
    saved = of_stranger("tea")
    of_stranger("durian")
    page = page_of(client.get(links.stop_path(saved)))
    assert the(page, "button[name=which]")["value"] == "all"
    client.post(links.stop_path(saved), {"which": "all"})
    assert not SavedSearch.objects.exists()


def test_none_of_these_pages_is_kept(client: Client, as_nok: Client, save: Save) -> None:
    saved = of_stranger()
    for address in (
        ALERT,
        "/en/search/alerts/asked/",
        links.stop_path(saved),
        links.confirm_path(saved),
        LIST,
    ):
        response = as_nok.get(address)
        assert "no-store" in response["Cache-Control"], address
        assert "noindex" in response.content.decode(), address
