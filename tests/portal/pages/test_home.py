"""The home page: one tree, ten languages, a fixed number of queries."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Locale, Page, Site

from catalog.products.models import Product
from portal.pages.models import HomePage
from portal.pages.services import ensure_home

pytestmark = pytest.mark.django_db


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def test_the_home_page_is_made_once_and_takes_the_place_of_the_welcome(home: HomePage) -> None:
    assert ensure_home(name="another").pk == home.pk
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert Page.objects.filter(depth=2).count() == 1


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_every_language_has_a_home_though_only_one_is_written(
    client: Client, home: HomePage, liubao: Product, language: str
) -> None:
    page = read(client, f"/{language}/")
    assert page.html is not None
    assert str(page.html["lang"]).lower() == language
    assert page.select(".card h3 a")
    assert page.select_one("form[role=search]")


def test_an_unknown_page_is_not_found_in_any_language(client: Client, home: HomePage) -> None:
    read(client, "/my/no/such/page/", 404)


def test_a_translation_is_served_once_it_is_live(client: Client, home: HomePage) -> None:
    """Holds us to the private name under which Wagtail keeps the route it found."""
    thai = Locale.objects.get_or_create(language_code="th")[0]
    copy = home.copy_for_translation(thai)
    copy.heading = "ค้นหาในภาษาของคุณ"
    copy.save()
    caches["pages"].clear()
    before = read(client, "/th/").select_one("h1")
    assert before is not None
    assert before.get_text() != copy.heading
    copy.save_revision().publish()
    caches["pages"].clear()
    after = read(client, "/th/").select_one("h1")
    assert after is not None
    assert after.get_text() == copy.heading


def test_the_drum_leads_to_each_country_and_counts_its_goods(
    client: Client, home: HomePage, liubao: Product
) -> None:
    page = read(client, "/en/")
    links = {link["href"]: link for link in page.select(".halls a")}
    assert len(links) == 12
    china = links["/en/country/cn/"]
    assert " ".join(china.get_text().split()) == "1 China"
    assert len(page.select(".drum a")) == 12


def test_an_empty_catalogue_shows_no_empty_section(client: Client, home: HomePage) -> None:
    page = read(client, "/en/")
    assert not page.select(".section")


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_home_takes_the_same_queries_however_much_it_shows(
    client: Client,
    home: HomePage,
    much_tea: Callable[[int], list[Product]],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    much_tea(rows - 1)
    client.get("/lo/")
    for name in ("pages", "default"):
        caches[name].clear()
    with django_assert_max_num_queries(26):
        client.get("/lo/")


@pytest.mark.parametrize(
    ("cookie", "browser", "language"),
    [
        ("th", "vi", "th"),
        ("", "vi,en;q=0.5", "vi"),
        ("", "tl", "fil"),
        ("", "in", "id"),
        ("", "zh-CN", "zh-hans"),
        ("xx", "xx", "en"),
        ("", "", "en"),
    ],
)
def test_the_front_door_opens_in_the_visitors_language(
    client: Client, cookie: str, browser: str, language: str
) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    response = client.get("/", HTTP_ACCEPT_LANGUAGE=browser)
    assert (response.status_code, response["Location"]) == (302, f"/{language}/")
    assert "sessionid" not in response.cookies


def test_health_says_up(client: Client) -> None:
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (200, {"status": "up"})


def test_a_trial_installation_keeps_crawlers_out_and_a_real_one_lets_them_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    monkeypatch.setattr(settings, "MODE", "production")
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /\n" not in text
    assert "Disallow: /th/account/" in text
