"""A legal page is linked at the end of every page once, and a page that goes takes its links along."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.seams import freshness
from portal.pages.models import HomePage, LandingPage, SectionPage, SiteSettings
from portal.pages.models.site import MOST_LINKS
from portal.pages.services import (
    ArticleWords,
    ensure_page,
    ensure_section,
    link_legal_page,
    remove_page,
    unlink_pages,
)
from tests.portal.pages.conftest import MakeArticle
from tests.portal.pages.test_site_settings import items, link, listed, say

pytestmark = pytest.mark.django_db
LISTS = ("navigation", "legal")


def page_of(home: HomePage, slug: str, **names: str) -> LandingPage:
    words = {code.replace("_", "-"): ArticleWords(name) for code, name in names.items()}
    return ensure_page(kind=LandingPage, parent=home, slug=slug, words=words)


def end_of(client: Client, address: str = "/en/goods/") -> list[tuple[str, str, str]]:
    """Return the links at the end of a page: words, address, language."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    links = page.select(".footer-legal a")
    return [(one.get_text(), str(one["href"]), str(one.get("lang") or "")) for one in links]


def targets(name: str) -> list[Any]:
    """Return what a list of the settings leads to: ids of pages, or addresses."""
    stored = [item["value"]["target"] for item in getattr(SiteSettings.objects.get(), name).raw_data]
    return [target["page"] or target["address"] for target in stored]


def test_on_a_new_installation_the_settings_are_made_with_the_link(client: Client, home: HomePage) -> None:
    terms = page_of(home, "terms", zh_hans="条款", en="Terms")
    link_legal_page(page=terms)
    assert SiteSettings.objects.count() == 1
    assert end_of(client) == [("Terms", "/en/terms/", "")]


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("zh-hans", ("条款", "/zh-hans/terms/", "")),
        ("th", ("ข้อกำหนด", "/th/terms/", "")),
        ("vi", ("Terms", "/vi/terms/", "en")),
    ],
)
def test_it_bears_the_pages_title_in_the_nearest_language(
    client: Client, home: HomePage, language: str, shown: tuple[str, str, str]
) -> None:
    link_legal_page(page=page_of(home, "terms", zh_hans="条款", en="Terms", th="ข้อกำหนด"))
    assert end_of(client, f"/{language}/goods/") == [shown]


def test_a_page_that_is_renamed_is_linked_under_its_new_title(client: Client, home: HomePage) -> None:
    link_legal_page(page=page_of(home, "terms", zh_hans="条款", en="Terms"))
    assert end_of(client) == [("Terms", "/en/terms/", "")]
    page_of(home, "terms", zh_hans="条款", en="Terms of use")
    assert end_of(client) == [("Terms of use", "/en/terms/", "")]


def test_links_stand_in_the_order_in_which_they_came_after_the_operators(
    client: Client, home: HomePage
) -> None:
    say(name={"en": "A fair"}, legal=listed("link", link({"en": "Imprint"}, address="/imprint/")))
    for slug in ("terms", "privacy", "terms"):
        link_legal_page(page=page_of(home, slug, zh_hans=slug, en=slug.title()))
    assert [words for words, _url, _tag in end_of(client)] == ["Imprint", "Terms", "Privacy"]
    assert SiteSettings.objects.get().name == {"en": "A fair"}


def test_what_an_operator_called_the_link_stays(client: Client, home: HomePage) -> None:
    terms = page_of(home, "terms", zh_hans="条款", en="Terms")
    say(legal=listed("link", link({"en": "Small print"}, page=terms.pk)))
    link_legal_page(page=terms)
    assert end_of(client) == [("Small print", "/en/terms/", "")]


def test_a_link_is_one_that_an_editor_may_save_again(home: HomePage) -> None:
    link_legal_page(page=page_of(home, "terms", zh_hans="条款"))
    settings = SiteSettings.objects.get()
    cleaned = settings.legal.stream_block.clean(settings.legal)
    assert [child.value["target"]["page"].slug for child in cleaned] == ["terms"]


def test_a_withdrawn_page_is_not_led_to_and_comes_back_with_its_link(client: Client, home: HomePage) -> None:
    terms = page_of(home, "terms", zh_hans="条款")
    link_legal_page(page=terms)
    page = LandingPage.objects.get(pk=terms.pk)
    page.unpublish()
    assert end_of(client) == []
    page.get_latest_revision().publish()
    assert end_of(client) == [("条款", "/en/terms/", "zh-Hans")]


@pytest.mark.parametrize("name", LISTS)
def test_links_to_a_page_go_and_all_others_stay_in_their_order(home: HomePage, name: str) -> None:
    gone, stays = (page_of(home, slug, zh_hans=slug) for slug in ("gone", "stays"))
    values = [
        link({"en": "One"}, page=gone.pk),
        link({"en": "Two"}, page=stays.pk),
        link({"en": "Three"}, page=gone.pk),
        link({"en": "Four"}, address="/gone/"),
        link({"en": "Five"}, address="https://trade.example/"),
    ]
    say(**{name: listed("link", *values)})
    unlink_pages(pages=[gone])
    assert targets(name) == [stays.pk, "/gone/", "https://trade.example/"]


def test_both_lists_are_looked_through_and_nothing_else_is_touched(
    home: HomePage, make_article: MakeArticle
) -> None:
    article = make_article()
    column = {"heading": {"en": "About"}, "links": items(link({"en": "Goods"}, address="/goods/"))}
    only = listed("link", link({}, page=article.pk))
    row = say(name={"en": "A fair"}, navigation=only, legal=only, columns=listed("column", column))
    unlink_pages(pages=[article])
    assert (targets("navigation"), targets("legal")) == ([], [])
    after = SiteSettings.objects.get()
    assert (after.name, list(after.columns.raw_data)) == (row.name, list(row.columns.raw_data))


def test_where_nothing_leads_to_a_page_nothing_is_written(
    home: HomePage, make_article: MakeArticle, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_article()
    unlink_pages(pages=[article])
    assert not SiteSettings.objects.exists()
    say(legal=listed("link", link({"en": "All"}, address="/goods/")))
    before = freshness.generation("settings")
    unlink_pages(pages=[article])
    unlink_pages(pages=[])
    assert freshness.generation("settings") == before
    assert targets("legal") == ["/goods/"]


def test_removing_a_section_takes_links_to_what_is_below_along(
    client: Client, stories: SectionPage, make_article: MakeArticle
) -> None:
    article = make_article()
    say(
        navigation=listed(
            "link", link({"en": "Tea"}, page=article.pk), link({"en": "All"}, address="/goods/")
        ),
        legal=listed("link", link({}, page=stories.pk)),
    )
    assert end_of(client) == [("Stories", "/en/stories/", "")]
    remove_page(page=stories)
    assert (targets("navigation"), targets("legal")) == (["/goods/"], [])
    assert end_of(client) == []


def test_a_link_to_the_page_in_another_language_goes_with_it_too(home: HomePage) -> None:
    """Whoever chooses a page for a link finds it in every language, and may take any of them."""
    terms = page_of(home, "terms", zh_hans="条款", en="Terms")
    english = terms.get_translations().get(locale__language_code="en")
    say(legal=listed("link", link({}, page=english.pk)))
    remove_page(page=terms)
    assert targets("legal") == []


def test_an_installation_without_settings_loses_pages_without_a_word(home: HomePage) -> None:
    section = ensure_section(parent=home, slug="news", words={"zh-hans": ArticleWords("新闻")})
    remove_page(page=section)
    assert not SectionPage.objects.filter(slug="news").exists()
    assert not SiteSettings.objects.exists()


@pytest.mark.parametrize("there", [0, MOST_LINKS - 1, MOST_LINKS, MOST_LINKS + 1])
def test_a_line_that_is_full_stays_as_editors_may_save_it(client: Client, home: HomePage, there: int) -> None:
    say(legal=listed("link", *(link({"en": f"Own {one}"}, address=f"/{one}/") for one in range(there))))
    linked = link_legal_page(page=page_of(home, "terms", zh_hans="条款", en="Terms"))
    room = there < MOST_LINKS
    assert linked is room
    assert [words for words, _url, _tag in end_of(client)] == [
        *(f"Own {one}" for one in range(there)),
        *(["Terms"] if room else []),
    ]
    if there <= MOST_LINKS:
        settings = SiteSettings.objects.get()
        settings.legal.stream_block.clean(settings.legal)


def test_one_that_stands_in_a_full_line_is_linked_there(client: Client, home: HomePage) -> None:
    terms = page_of(home, "terms", zh_hans="条款", en="Terms")
    assert link_legal_page(page=terms)
    own = [link({"en": f"Own {one}"}, address=f"/{one}/") for one in range(MOST_LINKS - 1)]
    say(legal=listed("link", link({}, page=terms.pk), *own))
    assert link_legal_page(page=terms)
    assert len(end_of(client)) == MOST_LINKS
