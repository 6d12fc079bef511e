"""What lists of articles, ways on and crumbs are read from: live pages in the nearest language."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from catalog.files.models import Picture
from portal.pages.models import ArticlePage, HomePage, SectionPage
from portal.pages.selectors.listing import cards, first_section_path, newest_articles, sections_below
from portal.pages.selectors.pieces import Wanted, find
from portal.pages.services import ArticleWords, ensure_section, remove_page
from tests.portal.pages.conftest import MakeArticle, Read

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 20)


def section_of(parent: Page, slug: str, **names: str) -> SectionPage:
    words = {code.replace("_", "-"): ArticleWords(name) for code, name in names.items()}
    return ensure_section(parent=parent, slug=slug, words=words)


def titles(language: str = "zh-hans", count: int = 9, section: int | None = None) -> list[str]:
    return [card.title for card in newest_articles(language=language, count=count, section=section)]


def said(title: str, **others: str) -> dict[str, ArticleWords]:
    body = (("text", "<p>一</p>"),)
    words = {"zh-hans": title, **{code.replace("_", "-"): text for code, text in others.items()}}
    return {code: ArticleWords(text, "", "编", body) for code, text in words.items()}


def steps(page: BeautifulSoup) -> list[tuple[str, str]]:
    """Return the crumbs: words, and the address they lead to."""
    found = page.select(".crumbs li")
    return [(one.get_text().strip(), str(link["href"]) if (link := one.a) else "") for one in found]


def test_the_newest_come_first_whichever_was_written_last(make_article: MakeArticle) -> None:
    for slug, days in (("middle", 1), ("newest", 2), ("oldest", 0)):
        make_article(slug, words=said(slug), day=DAY + timedelta(days=days))
    assert titles() == ["newest", "middle", "oldest"]


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (2, 2), (3, 3), (4, 3)])
def test_a_list_is_as_long_as_was_asked(make_article: MakeArticle, count: int, shown: int) -> None:
    for slug in ("tea", "salt", "rice"):
        make_article(slug, words=said(slug, en=slug.title()))
    assert len(titles("en", count)) == shown


def test_an_article_in_three_languages_is_one_article(make_article: MakeArticle) -> None:
    make_article("tea", words=said("茶", en="Tea", th="ชา"))
    assert [titles(language) for language in ("zh-hans", "en", "th", "ms")] == [
        ["茶"],
        ["Tea"],
        ["ชา"],
        ["Tea"],
    ]


def test_a_list_of_one_section_holds_what_is_below_it_at_any_depth(
    home: HomePage, stories: SectionPage, make_article: MakeArticle
) -> None:
    make_article("here", words=said("here"))
    below = section_of(section_of(stories, "drinks", zh_hans="饮"), "teas", zh_hans="茶")
    Page.objects.get(pk=below.pk).add_child(
        instance=ArticlePage(title="deep", slug="deep", date=DAY, author="编", locale=below.locale)
    )
    other = section_of(home, "other", zh_hans="别处")
    Page.objects.get(pk=other.pk).add_child(
        instance=ArticlePage(title="elsewhere", slug="else", date=DAY, author="编", locale=other.locale)
    )
    assert set(titles()) == {"here", "deep", "elsewhere"}
    assert set(titles(section=stories.pk)) == {"here", "deep"}
    assert titles(section=below.pk) == ["deep"]
    assert titles(section=other.pk) == ["elsewhere"]


def test_a_section_may_be_named_by_its_page_in_any_language(
    stories: SectionPage, make_article: MakeArticle
) -> None:
    make_article("tea", words=said("茶"))
    english = stories.get_translations().get(locale__language_code="en")
    assert titles("en", section=english.pk) == ["茶"]


def test_a_section_that_is_gone_has_no_articles_and_not_all_of_them(
    home: HomePage, make_article: MakeArticle
) -> None:
    make_article()
    gone = section_of(home, "gone", zh_hans="去")
    remove_page(page=gone)
    assert titles(section=gone.pk) == []
    assert titles(section=home.pk) == []


def test_asking_for_no_article_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert cards([], "en") == []


def test_the_way_to_all_articles_is_the_first_section_that_can_be_read(home: HomePage) -> None:
    assert first_section_path() == ""
    first = section_of(home, "first", zh_hans="一", en="First")
    section_of(home, "second", zh_hans="二")
    section_of(first, "inside", zh_hans="内")
    assert first_section_path() == "/first/"
    SectionPage.objects.get(pk=first.pk).unpublish()
    assert first_section_path() == "/second/"


def test_ways_on_stand_in_the_editors_order_each_once_and_only_those_right_below(
    stories: SectionPage,
) -> None:
    tea = section_of(stories, "tea", zh_hans="茶", en="Tea")
    salt = section_of(stories, "salt", zh_hans="盐")
    section_of(tea, "green", zh_hans="绿茶")
    section_of(stories, "hidden", zh_hans="藏").specific.unpublish()
    assert sections_below(stories, "en") == [
        {"text": "Tea", "url": "/en/stories/tea/", "lang": ""},
        {"text": "盐", "url": "/en/stories/salt/", "lang": "zh-Hans"},
    ]
    Page.objects.get(pk=salt.pk).move(Page.objects.get(pk=tea.pk), pos="left")
    parent = SectionPage.objects.get(pk=stories.pk)
    assert [way["text"] for way in sections_below(parent, "zh-hans")] == ["盐", "茶"]
    assert sections_below(SectionPage.objects.get(pk=tea.pk), "th")[0]["url"] == "/th/stories/tea/green/"


def test_crumbs_lead_through_every_section_and_end_at_the_page(read: Read, stories: SectionPage) -> None:
    tea = section_of(stories, "tea", zh_hans="茶", en="Tea")
    section_of(tea, "green", zh_hans="绿茶", en="Green tea")
    assert steps(read("/en/stories/tea/green/")) == [
        ("Home", "/en/"),
        ("Stories", "/en/stories/"),
        ("Tea", "/en/stories/tea/"),
        ("Green tea", ""),
    ]


def test_a_section_that_is_withdrawn_is_no_step_of_the_way(read: Read, home: HomePage) -> None:
    tea = section_of(home, "tea", zh_hans="茶")
    section_of(tea, "green", zh_hans="绿茶")
    Page.objects.filter(pk=tea.pk).update(live=False)
    assert steps(read("/zh-hans/tea/green/"))[1:] == [("绿茶", "")]
    read("/zh-hans/tea/", status=404)


def test_everything_that_blocks_name_is_found_together(
    tea_leaf: Picture,
    paper: Page,
    make_article: MakeArticle,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ids = [make_article(slug).pk for slug in ("tea", "salt", "rice")]
    text = "".join(f'<p><a linktype="page" id="{pk}">x</a></p>' for pk in ids)
    blocks = [
        {"type": "picture", "value": {"picture": tea_leaf.pk}},
        {"type": "video", "value": {"film": paper.pk, "poster": tea_leaf.pk}},
        {"type": "text", "value": text},
        {"type": "text", "value": f'<a linktype="document" id="{paper.pk}">y</a>'},
    ]
    wanted = Wanted().walk(blocks)
    assert (wanted.pictures, wanted.documents, wanted.pages) == ({tea_leaf.pk}, {paper.pk}, set(ids))
    with django_assert_num_queries(4):
        found = find(wanted, "en")
    assert set(found.pages) == set(ids)
    assert (set(found.pictures), set(found.documents)) == ({tea_leaf.pk}, {paper.pk})


@pytest.mark.parametrize("value", [True, False, None, "7", 7.0, [7], {"picture": "7"}])
def test_only_a_number_names_a_picture(value: object) -> None:
    assert Wanted().walk({"picture": value}).pictures == set()


def test_where_blocks_name_nothing_nothing_is_asked(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        found = find(Wanted().walk([{"type": "text", "value": "<p>x</p>"}]), "en")
    assert (found.pictures, found.documents, found.pages) == ({}, {}, {})
