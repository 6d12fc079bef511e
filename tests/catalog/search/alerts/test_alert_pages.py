"""Saving a search and the list of those a person saved."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from catalog.search import services as search
from catalog.search.models import SavedSearch
from portal.accounts.models import User
from tests.catalog.search.alerts.conftest import Save
from tests.catalog.search.shelf import Shelf
from tests.reading import page_of, the, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground")]
LIST = "/en/account/searches/"
ALERT = "/en/search/alerts/?q=durian"


def test_the_search_page_leads_there_with_its_question(client: Client, shelf: Shelf) -> None:
    shelf.put(1, "Durian", facets={"country": ["TH"]})
    search.rebuild()
    page = page_of(client.get("/en/search/?q=durian&country=TH&page=2&sort=newest"))
    (link,) = page.select("a[href^='/en/search/alerts/']")
    assert link["href"] == "/en/search/alerts/?q=durian&country=TH"
    assert words(link) == "Tell me when there is something new"


def test_a_search_without_results_offers_the_same(client: Client) -> None:
    page = page_of(client.get("/th/search/?q=qwertyuiop"))
    assert page.select("a[href='/th/search/alerts/?q=qwertyuiop']")
    assert not page.select("[data-hit] a[href*='alerts']")


@pytest.mark.parametrize("query", ["", "?q=", "?sort=newest&page=3"])
def test_a_search_for_everything_offers_nothing(client: Client, query: str) -> None:
    assert not page_of(client.get(f"/en/search/{query}")).select("a[href*='/alerts/']")


def test_the_search_page_carries_no_token(client: Client) -> None:
    response = client.get("/en/search/?q=durian")
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert settings.CSRF_COOKIE_NAME not in response.cookies


def test_a_person_saves_a_search_under_a_name(as_nok: Client, nok: User) -> None:
    page = page_of(as_nok.get(f"{ALERT}&country=TH"))
    assert the(page, "input[name=name]")["value"] == "durian"
    assert not page.select("input[name=address]")
    posted = {"name": "  Thai   durian ", "frequency": "daily"}
    response = as_nok.post(str(the(page, "main form")["action"]), posted)
    assert response["Location"] == LIST
    saved = SavedSearch.objects.get()
    assert (saved.owner, saved.name, saved.frequency) == (nok, "Thai durian", "daily")
    assert saved.question == "q=durian&country=TH"
    assert "Thai durian" in words(the(page_of(as_nok.get(LIST)), "main"))


@pytest.mark.parametrize(
    "posted", [{"name": "", "frequency": "daily"}, {"name": "x", "frequency": "hourly"}, {"name": "x" * 300}]
)
def test_what_does_not_do_comes_back_with_what_was_typed(as_nok: Client, posted: dict[str, str]) -> None:
    response = as_nok.post(ALERT, posted)
    assert response.status_code == 422
    assert the(page_of(response), "input[name=name]").get("value", "") == posted["name"]
    assert not SavedSearch.objects.exists()


def test_one_search_too_many_is_refused_with_the_number(
    as_nok: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.search.alerts.services.MOST_SAVED", 1)
    as_nok.post("/en/search/alerts/?q=tea", {"name": "tea", "frequency": "daily"})
    response = as_nok.post(ALERT, {"name": "durian", "frequency": "daily"})
    assert "You can save up to 1 searches." in response.content.decode()
    assert SavedSearch.objects.count() == 1


def test_without_an_index_nothing_is_saved_and_it_is_said(as_nok: Client, root: object) -> None:
    for path in search.engine().folder.root.glob("current"):  # type: ignore[attr-defined]
        path.unlink()
    response = as_nok.post(ALERT, {"name": "durian", "frequency": "daily"})
    assert "Search cannot answer at the moment" in response.content.decode()
    assert not SavedSearch.objects.exists()


def test_the_list_says_what_each_is_and_changes_it(as_nok: Client, save: Save) -> None:
    saved = save("durian", frequency="daily")
    page = page_of(as_nok.get(LIST))
    assert the(page, "main option[selected]")["value"] == "daily"
    address = f"{LIST}{saved.pk}/"
    for posted in (
        {"do": "rename", "name": "ทุเรียน"},
        {"do": "frequency", "frequency": "at_once"},
        {"do": "pause"},
    ):
        assert as_nok.post(address, posted)["Location"] == LIST
    assert as_nok.get(address)["Location"] == LIST
    saved.refresh_from_db()
    assert (saved.name, saved.frequency, saved.is_paused) == ("ทุเรียน", "at_once", True)
    assert "paused" in words(the(page_of(as_nok.get(LIST)), "main li"))
    as_nok.post(address, {"do": "resume"})
    saved.refresh_from_db()
    assert not saved.is_paused


@pytest.mark.parametrize(
    "posted", [{"do": "rename", "name": " "}, {"do": "rename", "name": "x" * 201}, {"do": "frequency"}]
)
def test_a_change_that_does_not_do_is_explained_and_changes_nothing(
    as_nok: Client, save: Save, posted: dict[str, str]
) -> None:
    saved = save("durian")
    response = as_nok.post(f"{LIST}{saved.pk}/", posted, follow=True)
    assert the(page_of(response), ".notice")
    saved.refresh_from_db()
    assert (saved.name, saved.frequency) == ("durian", "at_once")


def test_a_change_that_does_not_exist_is_not_found(as_nok: Client, save: Save) -> None:
    assert as_nok.post(f"{LIST}{save('durian').pk}/", {"do": "sell"}).status_code == 404


def test_removing_asks_first(as_nok: Client, save: Save) -> None:
    saved = save("durian")
    address = f"{LIST}{saved.pk}/remove/"
    assert "“durian”" in words(the(page_of(as_nok.get(address)), "h1"))
    assert SavedSearch.objects.exists()
    assert as_nok.post(address)["Location"] == LIST
    assert not SavedSearch.objects.exists()


def test_another_persons_saved_search_does_not_exist(as_nok: Client, save: Save, lan: User) -> None:
    theirs = save("secret tea", owner=lan)
    addresses = [f"{LIST}{theirs.pk}/", f"{LIST}{theirs.pk}/remove/"]
    for address in addresses:
        assert as_nok.post(address, {"do": "rename", "name": "mine"}).status_code == 404
    assert as_nok.get(addresses[1]).status_code == 404
    assert as_nok.get(f"/en/search/saved/{theirs.pk}/").status_code == 404
    assert "secret tea" not in as_nok.get(LIST).content.decode()
    theirs.refresh_from_db()
    assert (theirs.name, theirs.owner) == ("secret tea", lan)


def test_strangers_are_asked_to_sign_in(client: Client, save: Save) -> None:
    saved = save("durian")
    for address in (LIST, f"{LIST}{saved.pk}/remove/", f"/en/search/saved/{saved.pk}/"):
        assert client.get(address)["Location"].startswith("/en/account/login/?next=")
    assert client.post(f"{LIST}{saved.pk}/", {"do": "pause"}).status_code == 302
    saved.refresh_from_db()
    assert not saved.is_paused


def test_a_notice_leads_to_the_search_as_it_is_now(as_nok: Client, save: Save) -> None:
    saved = save("durian", filters={"country": ("TH",)})
    response = as_nok.get(f"/vi/search/saved/{saved.pk}/")
    assert response["Location"] == "/vi/search/?q=durian&country=TH&sort=newest"
    assert as_nok.get(f"/vi/search/saved/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("count", [1, 24, 50])
def test_the_list_takes_the_same_queries_however_long(
    as_nok: Client, nok: User, count: int, django_assert_max_num_queries: Callable[..., object]
) -> None:
    SavedSearch.objects.bulk_create(
        SavedSearch(
            owner=nok,
            name=f"tea {number}",
            language="en",
            question_key=str(number),
            confirmed_at=timezone.now(),
        )
        for number in range(count)
    )
    as_nok.get(LIST)
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        page = page_of(as_nok.get(LIST))
    assert len(page.select("main li.panel")) == count


def test_an_empty_list_says_what_to_do(as_nok: Client) -> None:
    assert "No saved searches yet" in words(the(page_of(as_nok.get(LIST)), "main"))


# --- without an account
