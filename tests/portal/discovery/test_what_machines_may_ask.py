"""What machines may ask of the portal: reading alone, and of what the public may see."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings as portal
from django.db import DatabaseError, connection
from django.test import Client
from pytest_django import Settings
from wagtail.models import Page, PageViewRestriction

from catalog.reference.languages import codes
from portal.discovery.feeds import LENGTH, new_articles
from portal.discovery.sharing import picture_to_share
from portal.discovery.views import FEED_LIFETIME
from portal.pages.models import ArticlePage, HomePage, SectionPage, SiteSettings
from portal.pages.services import ArticleWords, ensure_section
from tests.portal.discovery.conftest import listed_in

pytestmark = pytest.mark.django_db
ADDRESSES = [
    "/sitemap.xml",
    "/sitemaps/product/en.xml",
    "/service-worker.js",
    "/en/feeds/goods.atom",
    "/en/feeds/tours.atom",
    "/en/feeds/articles.atom",
    "/en/manifest.webmanifest",
    "/en/offline/",
    "/robots.txt",
    "/health/",
]


def article(section: SectionPage, slug: str, day: date, **more: Any) -> ArticlePage:
    page = ArticlePage(title=slug, slug=slug, date=day, author="编", locale=section.locale, **more)
    Page.objects.get(pk=section.pk).add_child(instance=page)
    return page


def paths(client: Client, language: str) -> list[str]:
    start = f"{portal.SITE_ADDRESS}/{language}"
    return [one.address.removeprefix(start) for one in listed_in(client, f"/sitemaps/pages/{language}.xml")]


def titles(language: str) -> list[tuple[str, str]]:
    return [(entry.title.value, entry.title.language) for entry in new_articles(language)]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_they_may_read_and_nothing_else(client: Client, home: HomePage, address: str, method: str) -> None:
    answer = getattr(client, method)(address)
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one != "/robots.txt"])
def test_they_may_ask_whether_anything_is_there(client: Client, home: HomePage, address: str) -> None:
    answer = client.head(address)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Type"] == client.get(address)["Content-Type"]


@pytest.mark.parametrize(
    "address", ["/en/feeds/goods.atom", "/en/feeds/articles.atom", "/en/manifest.webmanifest"]
)
def test_what_is_asked_for_often_may_be_kept_a_while(client: Client, home: HomePage, address: str) -> None:
    control = client.get(address)["Cache-Control"]
    assert set(control.split(", ")) == {"public", f"max-age={FEED_LIFETIME}"}


@pytest.mark.parametrize("address", ["/feeds/goods.atom", "/xx/feeds/goods.atom", "/en/feeds/.atom"])
def test_a_feed_has_a_language_and_a_name(client: Client, home: HomePage, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_feed_of_articles_is_newest_first_and_ends(stories: SectionPage) -> None:
    for number in range(LENGTH + 3):
        article(stories, f"a-{number:02}", date(2027, 1, 1) + timedelta(days=number))
    said = [title for title, _language in titles("en")]
    assert len(said) == LENGTH
    assert said == [f"a-{number:02}" for number in range(LENGTH + 2, 2, -1)]


def test_an_article_withdrawn_is_no_news_any_more(stories: SectionPage) -> None:
    assert titles("en") == [("茶", "zh-hans")]
    ArticlePage.objects.get(slug="tea", alias_of=None).unpublish()
    assert titles("en") == []


def test_an_article_of_an_unwritten_draft_is_no_news(stories: SectionPage) -> None:
    article(stories, "draft", date(2027, 1, 1), live=False)
    assert titles("th") == [("茶", "zh-hans")]


@pytest.mark.parametrize("guard", [PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN])
def test_what_is_only_for_some_is_in_no_sitemap(client: Client, stories: SectionPage, guard: str) -> None:
    tea = ArticlePage.objects.get(slug="tea", alias_of=None)
    restriction = PageViewRestriction.objects.create(page=tea, restriction_type=guard, password="leaf")
    assert paths(client, "zh-hans") == ["/stories/"]
    restriction.delete()
    PageViewRestriction.objects.create(page=stories, restriction_type=guard, password="leaf")
    assert paths(client, "zh-hans") == []
    assert paths(client, "en") == ["/stories/"]


def test_a_page_that_moved_is_listed_where_it_is_now(client: Client, home: HomePage) -> None:
    words = {"zh-hans": ArticleWords("茶"), "en": ArticleWords("Tea")}
    tea, drinks = (ensure_section(parent=home, slug=slug, words=words) for slug in ("tea", "drinks"))
    Page.objects.get(pk=tea.pk).move(Page.objects.get(pk=drinks.pk), pos="last-child")
    assert sorted(paths(client, "zh-hans")) == ["/drinks/", "/drinks/tea/"]


def test_the_home_page_is_an_entrance_and_no_page_besides(client: Client, home: HomePage) -> None:
    assert paths(client, "zh-hans") == []
    (entrance, *_lists) = listed_in(client, "/sitemaps/entrances/zh-hans.xml")
    assert entrance.address == f"{portal.SITE_ADDRESS}/zh-hans/"


@pytest.mark.parametrize(
    ("names", "language", "name"),
    [
        ({}, "en", "China–ASEAN Expo Online"),
        ({"en": "The fair"}, "en", "The fair"),
        ({"en": "The fair"}, "lo", "The fair"),
        ({"zh-hans": "博览会", "lo": "ງານ"}, "lo", "ງານ"),
    ],
)
def test_an_installed_portal_is_called_as_its_editors_say(
    client: Client, home: HomePage, names: dict[str, str], language: str, name: str
) -> None:
    SiteSettings.objects.create(name=names)
    body = client.get(f"/{language}/manifest.webmanifest").json()
    assert (body["name"], body["short_name"]) == (name, name)


def test_a_page_without_a_picture_shares_none() -> None:
    assert picture_to_share(None) is None


@pytest.mark.parametrize("section", ["account", "desk"])
def test_robots_stay_out_of_everybodys_own_pages_in_every_language(
    client: Client, settings: Settings, section: str
) -> None:
    settings.MODE = "production"
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert {f"Disallow: /{code}/{section}/" for code in codes()} <= set(lines)
    assert {"Disallow: /editors/", "Disallow: /api/"} <= set(lines)


def test_health_says_when_the_database_is_away_and_nothing_about_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise DatabaseError("could not connect to db.internal as portal")

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (503, {"status": "down", "database": "DatabaseError"})
