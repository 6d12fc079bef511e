"""The frame around the portal's own pages, on a catalogue that is still empty."""

import gzip

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client

from portal import stylesheet
from portal.languages import LANGUAGES
from portal.pages.services import ensure_home
from tests.kept import Larder

pytestmark = pytest.mark.django_db

TAGS = [code.replace("hans", "Hans") for code, _ in LANGUAGES]
PUBLIC = ("", "goods/", "storefronts/")
PRIVATE = ("search/", "account/login/", "account/signup/", "account/preferences/")


@pytest.fixture
def home(larder: Larder) -> None:
    larder.take("home in English", lambda: ensure_home(name="China–ASEAN Expo Online"))


def ask(client: Client, address: str) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("place", PUBLIC)
def test_public_pages_are_one_page_in_ten_languages(client: Client, home: None, place: str) -> None:
    expected = {tag: f"{settings.SITE_ADDRESS}/{tag.lower()}/{place}" for tag in TAGS}
    for tag in TAGS:
        page = ask(client, f"/{tag.lower()}/{place}")
        found = {str(link["hreflang"]): link["href"] for link in page.select("link[rel=alternate][hreflang]")}
        assert found == expected | {"x-default": expected["en"]}
        assert [link["href"] for link in page.select("link[rel=canonical]")] == [expected[tag]]
        assert page.html is not None
        assert page.html["lang"] == tag
        assert len(page.select("h1")) == 1
        assert len(page.select("title")) == 1
        assert len(page.select("meta[name=description]")) == 1


@pytest.mark.parametrize("place", PRIVATE)
def test_pages_about_the_visitor_are_not_for_search_engines(client: Client, place: str) -> None:
    page = ask(client, f"/th/{place}")
    assert page.select("meta[name=robots][content=noindex]")
    assert page.html is not None
    assert page.html["lang"] == "th"


@pytest.mark.parametrize("place", PUBLIC + PRIVATE)
def test_ids_are_unique_and_boxes_have_names(client: Client, home: None, place: str) -> None:
    page = ask(client, f"/vi/{place}")
    ids = [str(tag["id"]) for tag in page.find_all(id=True)]
    assert sorted(ids) == sorted(set(ids))
    for box in page.select("input:not([type=hidden]), select, textarea"):
        assert box.get("aria-label") or page.select(f"label[for='{box.get('id')}']"), box


@pytest.mark.parametrize("place", PUBLIC)
def test_scripts_are_our_own_and_none_is_inline(client: Client, home: None, place: str) -> None:
    page = ask(client, f"/my/{place}")
    scripts = page.select("script:not([type])")
    assert all(str(script.get("src", "")).startswith("/static/") for script in scripts)


def test_the_home_page_and_its_stylesheet_weigh_little(client: Client, home: None) -> None:
    body = client.get("/my/").content
    together = len(gzip.compress(body, 9)) + len(gzip.compress(stylesheet.joined().encode(), 9))
    assert together < 60_000


def test_an_unknown_language_is_a_page_that_offers_ours(client: Client) -> None:
    response = client.get("/xx/goods/")
    assert response.status_code == 404
    for tag in TAGS:
        assert f'href="/{tag.lower()}/goods/"' in response.content.decode()


def test_the_front_door_leads_to_the_visitors_language(client: Client) -> None:
    response = client.get("/", headers={"accept-language": "lo, en;q=0.5"})
    assert (response.status_code, response["Location"]) == (302, "/lo/")
    client.cookies["language"] = "km"
    assert client.get("/", headers={"accept-language": "lo"})["Location"] == "/km/"


def test_a_choice_of_currency_comes_back_to_the_same_page(client: Client, home: None) -> None:
    page = ask(client, "/en/goods/")
    form = page.select_one(".strip form:has(button[name=currency])")
    assert form is not None
    response = client.post(str(form["action"]), {"next": "/en/goods/", "currency": "THB"}, follow=True)
    assert response.redirect_chain[-1][0] == "/en/goods/"
    again = BeautifulSoup(response.content, "html.parser").select_one("button[name=currency][aria-current]")
    assert again is not None
    assert again["value"] == "THB"


def test_low_data_is_switched_on_and_off_in_place(client: Client, home: None) -> None:
    for wanted in ("1", "0"):
        page = ask(client, "/th/storefronts/")
        button = page.select_one(".strip button[name=low_data]")
        assert button is not None
        assert button["value"] == wanted
        form = button.find_parent("form")
        assert form is not None
        client.post(str(form["action"]), {"next": "/th/storefronts/", "low_data": wanted})
    assert "data-low-data" not in str(ask(client, "/th/storefronts/").html)[:80]
