"""Pages whose editors want them in menus are ways into the site: in order, once, in the reader's language."""

from collections.abc import Callable
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from portal.context import bare_frame
from portal.pages.models import HomePage, LandingPage, SectionPage
from portal.pages.selectors.site import site
from portal.pages.services import ArticleWords, ensure_article, ensure_page, ensure_section, remove_page
from tests.portal.pages.conftest import SOURCE, Read
from tests.portal.pages.test_site_settings import link, listed, say

pytestmark = pytest.mark.django_db
OWN = ["Goods", "Storefronts", "The fair", "Geographical indications", "Journeys"]
InMenu = Callable[..., SectionPage]
Way = tuple[str, str, str]


def ways(page: BeautifulSoup) -> list[Way]:
    """Return what the navigation offers after the portal's own ways: words, address, language."""
    found = page.select("nav.nav a")
    return [(one.get_text(), str(one["href"]), str(one.get("lang") or "")) for one in found][len(OWN) :]


def named(language: str) -> list[str]:
    return [entry.words.text for entry in site(language).menu]


def translated(page: Page, language: str) -> Page:
    found: Page = page.get_translations().get(locale__language_code=language)
    return found


@pytest.fixture
def client_read(client: Client) -> Read:
    """Return a reader who may be answered with kept pages."""
    return lambda address: BeautifulSoup(client.get(address).content, "html.parser")


@pytest.fixture
def in_menu(home: HomePage) -> InMenu:
    """Return a maker of sections in the menu; their names are given by language."""

    def make(slug: str, *, parent: Page | None = None, **names: str) -> SectionPage:
        words = {code.replace("_", "-"): ArticleWords(name) for code, name in names.items()}
        return ensure_section(parent=parent or home, slug=slug, words=words, in_menu=True)

    return make


def test_without_any_only_the_portals_own_ways_are_offered(read: Read, home: HomePage) -> None:
    assert [one.get_text() for one in read("/en/").select("nav.nav a")] == OWN
    assert site("en").menu == ()


def test_they_stand_after_the_portals_own_in_the_editors_order(read: Read, in_menu: InMenu) -> None:
    news = in_menu("news", zh_hans="新闻", en="News")
    tea = in_menu("all-tea", zh_hans="茶", en="All about tea")
    assert ways(read("/en/goods/")) == [("News", "/en/news/", ""), ("All about tea", "/en/all-tea/", "")]
    Page.objects.get(pk=tea.pk).move(Page.objects.get(pk=news.pk), pos="left")
    assert ways(read("/en/goods/")) == [("All about tea", "/en/all-tea/", ""), ("News", "/en/news/", "")]


@pytest.mark.parametrize(
    ("language", "words", "tag"),
    [
        ("zh-hans", "新闻", ""),
        ("en", "News", ""),
        ("th", "ข่าว", ""),
        ("vi", "News", "en"),
        ("my", "News", "en"),
    ],
)
def test_each_stands_once_in_the_nearest_language(
    in_menu: InMenu, language: str, words: str, tag: str
) -> None:
    in_menu("news", zh_hans="新闻", en="News", th="ข่าว")
    (entry,) = site(language).menu
    assert (entry.words.text, entry.words.tag) == (words, tag)
    assert (entry.url(language), entry.outside) == (f"/{language}/news/", False)


def test_only_pages_right_below_the_home_page_are_ways_in(in_menu: InMenu) -> None:
    news = in_menu("news", zh_hans="新闻", en="News")
    in_menu("fairs", parent=news, zh_hans="展会", en="Fairs")
    assert named("en") == ["News"]


def test_the_home_page_is_no_way_into_itself(home: HomePage) -> None:
    Page.objects.filter(pk=home.pk).update(show_in_menus=True)
    assert named("zh-hans") == []


def test_a_page_of_any_kind_may_stand_there(home: HomePage) -> None:
    ensure_page(
        kind=LandingPage, parent=home, slug="visit", words={"zh-hans": ArticleWords("来访")}, in_menu=True
    )
    assert [(entry.words.text, entry.path) for entry in site("km").menu] == [("来访", "/visit/")]


def test_the_parents_of_a_translation_bring_nothing_of_their_own(
    in_menu: InMenu,
) -> None:
    """A mirror repeats its source's wish to stand in menus, and is no translation."""
    section = in_menu("news", zh_hans="新闻")
    body = (("text", "<p>一</p>"),)
    words = {code: ArticleWords("茶", "", "编", body) for code in ("zh-hans", "en")}
    ensure_article(section=section, slug="tea", words=words, day=date(2026, 11, 20), sources=[SOURCE])
    assert translated(section, "en").show_in_menus
    (entry,) = site("en").menu
    assert (entry.words.text, entry.words.tag) == ("新闻", "zh-Hans")


def test_a_way_in_follows_its_page_though_pages_are_kept(client_read: Read, in_menu: InMenu) -> None:
    news = in_menu("news", zh_hans="新闻", en="News")
    assert ways(client_read("/en/goods/")) == [("News", "/en/news/", "")]
    in_menu("news", zh_hans="新闻", en="What is new")
    assert ways(client_read("/en/goods/")) == [("What is new", "/en/news/", "")]
    translated(news, "en").specific.unpublish()
    assert ways(client_read("/en/goods/")) == [("新闻", "/en/news/", "zh-Hans")]
    SectionPage.objects.get(pk=news.pk).unpublish()
    assert ways(client_read("/en/goods/")) == []


def test_a_renamed_page_is_led_to_under_its_new_address(client_read: Read, in_menu: InMenu) -> None:
    news = SectionPage.objects.get(pk=in_menu("news", zh_hans="新闻").pk)
    assert ways(client_read("/th/goods/")) == [("新闻", "/th/news/", "zh-Hans")]
    news.slug = "fresh"
    news.save_revision().publish()
    assert ways(client_read("/th/goods/")) == [("新闻", "/th/fresh/", "zh-Hans")]


def test_a_removed_page_is_no_way_in_any_language(client_read: Read, in_menu: InMenu) -> None:
    news = in_menu("news", zh_hans="新闻", en="News")
    assert ways(client_read("/en/goods/"))
    remove_page(page=news)
    assert ways(client_read("/en/goods/")) == []
    assert ways(client_read("/zh-hans/goods/")) == []


def test_an_editor_takes_a_page_out_of_the_menu_for_all_languages_at_once(in_menu: InMenu) -> None:
    """Its translations are published again when somebody comes to it; the menu does not wait for that."""
    news = SectionPage.objects.get(pk=in_menu("news", zh_hans="新闻", en="News").pk)
    assert (named("en"), named("th")) == (["News"], ["News"])
    news.show_in_menus = False
    news.save_revision().publish()
    assert [named(language) for language in ("zh-hans", "en", "th")] == [[], [], []]


def test_an_editor_puts_a_page_into_the_menu_for_all_languages_at_once(home: HomePage) -> None:
    words = {"zh-hans": ArticleWords("新闻"), "en": ArticleWords("News")}
    news = SectionPage.objects.get(pk=ensure_section(parent=home, slug="news", words=words).pk)
    assert named("en") == []
    news.show_in_menus = True
    news.save_revision().publish()
    assert [named(language) for language in ("zh-hans", "en", "th")] == [["新闻"], ["News"], ["News"]]


def test_ways_that_editors_wrote_themselves_go_before_menus(read: Read, in_menu: InMenu) -> None:
    in_menu("news", zh_hans="新闻", en="News")
    say(navigation=listed("link", link({"en": "All goods"}, address="/goods/")))
    assert [one.get_text() for one in read("/en/").select("nav.nav a")] == ["All goods"]
    say(navigation=[])
    assert [one.get_text() for one in read("/en/").select("nav.nav a")] == [*OWN, "News"]


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/en/news/", ["News"]),
        ("/en/news/tea/", ["News"]),
        ("/en/news-of-tea/", []),
        ("/en/goods/", ["Goods"]),
        ("/en/", []),
        ("/th/news/", []),
    ],
)
def test_the_page_a_visitor_is_in_is_marked(in_menu: InMenu, address: str, marked: list[str]) -> None:
    in_menu("news", zh_hans="新闻", en="News")
    site("en")
    with translation.override("en"):
        nav = bare_frame(RequestFactory().get(address))["nav"]
    assert [entry.label for entry in nav if entry.current] == marked


def test_a_page_that_must_not_ask_the_database_offers_them_where_they_are_kept(
    in_menu: InMenu, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    in_menu("news", zh_hans="新闻", en="News")
    request = RequestFactory().get("/en/nowhere/")
    caches["frame"].clear()
    with translation.override("en"):
        with django_assert_num_queries(0):
            assert [entry.label for entry in bare_frame(request)["nav"]] == OWN
        site("en")
        with django_assert_num_queries(0):
            assert [entry.label for entry in bare_frame(request)["nav"]] == [*OWN, "News"]


@pytest.mark.parametrize("count", [1, 12])
def test_a_long_menu_costs_no_more_than_a_short_one(
    home: HomePage, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    parent = Page.objects.get(pk=home.pk)
    for number in range(count):
        parent.add_child(
            instance=SectionPage(
                title=f"栏目 {number}", slug=f"menu-{number}", locale=home.locale, show_in_menus=True
            )
        )
    caches["frame"].clear()
    with django_assert_num_queries(4):
        assert named("th") == [f"栏目 {number}" for number in range(count)]
