"""Lists of articles: newest first, each once in the nearest language, in the same number of queries."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Page

from portal.pages.models import ArticlePage, HomePage, SectionPage
from portal.pages.services import ArticleWords, ensure_section
from tests.portal.pages.conftest import SOURCE, MakeArticle, Read

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)
QUERIES = 18


def many(section: SectionPage, count: int) -> None:
    """Write articles straight into the tree: a list must not care how they came there."""
    parent = Page.objects.get(pk=section.pk)
    for number in range(count):
        parent.add_child(
            instance=ArticlePage(
                title=f"茶 {number}",
                slug=f"tea-{number}",
                date=FIRST + timedelta(days=number),
                author="编辑部",
                locale=section.locale,
                sources=[("source", {**SOURCE, "checked_on": FIRST})],
            )
        )


def titles(page: object) -> list[str]:
    return [link.get_text() for link in page.select("main .card a")]  # type: ignore[attr-defined]


@pytest.mark.parametrize("count", [1, 24, 200])
def test_a_section_takes_the_same_queries_however_long_it_is(
    client: Client, stories: SectionPage, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(stories, count)
    client.get("/lo/stories/")
    caches["pages"].clear()
    with django_assert_num_queries(QUERIES):
        response = client.get("/lo/stories/")
    assert response.status_code == 200


def test_articles_are_listed_newest_first_over_pages(read: Read, stories: SectionPage) -> None:
    many(stories, 50)
    assert titles(read("/zh-hans/stories/")) == [f"茶 {number}" for number in range(49, 25, -1)]
    second = read("/zh-hans/stories/?page=2")
    assert titles(second) == [f"茶 {number}" for number in range(25, 1, -1)]
    canonical = second.select_one("link[rel=canonical]")
    assert canonical is not None
    assert str(canonical["href"]).endswith("/zh-hans/stories/?page=2")
    assert titles(read("/zh-hans/stories/?page=nonsense"))[0] == "茶 49"


def test_each_article_stands_once_in_the_nearest_language(read: Read, make_article: MakeArticle) -> None:
    body = (("text", "<p>一</p>"),)
    make_article(
        "both",
        words={"zh-hans": ArticleWords("茶", "", "编", body), "en": ArticleWords("Tea", "", "E", body)},
    )
    make_article("one", words={"zh-hans": ArticleWords("盐", "", "编", body)})
    page = read("/vi/stories/")
    assert sorted(titles(page)) == ["Tea", "盐"]
    tags = {link.get_text(): link.get("lang") for link in page.select("main .card a")}
    assert tags == {"Tea": "en", "盐": "zh-Hans"}
    assert {link["href"] for link in page.select("main .card a")} == {"/vi/stories/both/", "/vi/stories/one/"}


def test_drafts_are_not_listed(read: Read, make_article: MakeArticle) -> None:
    make_article("seen")
    make_article("unseen").unpublish()
    assert len(titles(read("/zh-hans/stories/"))) == 1


def test_an_empty_section_says_so(read: Read, stories: SectionPage) -> None:
    assert "Nothing here yet" in read("/en/stories/").get_text()


def test_sections_below_are_ways_on_and_their_articles_count(
    read: Read, stories: SectionPage, make_article: MakeArticle
) -> None:
    below = ensure_section(
        parent=stories,
        slug="tea",
        words={"zh-hans": ArticleWords("茶事"), "en": ArticleWords("All about tea")},
    )
    make_article("here")
    many(below, 2)
    page = read("/en/stories/")
    chip = page.select_one("main nav .chip")
    assert chip is not None
    assert (chip.get_text(), chip["href"]) == ("All about tea", "/en/stories/tea/")
    assert len(titles(page)) == 3
    assert len(titles(read("/en/stories/tea/"))) == 2


def test_home_shows_the_newest_articles_in_the_readers_language(
    read: Read, home: HomePage, make_article: MakeArticle
) -> None:
    assert not read("/th/").select("section.thread-rules")
    make_article()
    card = read("/th/").select_one("section.thread-rules .card a")
    assert card is not None
    assert (card["href"], card["lang"]) == ("/th/stories/tea/", "zh-Hans")
    more = read("/th/").select_one("section.thread-rules .more")
    assert more is not None
    assert more["href"] == "/th/stories/"


def test_an_article_leads_on_to_others_of_its_section(read: Read, make_article: MakeArticle) -> None:
    for slug in ("tea", "salt", "rice"):
        make_article(slug)
    more = read("/zh-hans/stories/tea/").select("section.thread-rules .card a")
    assert {link["href"] for link in more} == {"/zh-hans/stories/salt/", "/zh-hans/stories/rice/"}


def test_crumbs_name_each_step_in_the_nearest_language(read: Read, make_article: MakeArticle) -> None:
    make_article()
    steps = read("/th/stories/tea/").select(".crumbs li")
    assert [step.get_text() for step in steps][1:] == ["เรื่องเล่า", "茶"]
    assert [step.get("lang") for step in steps] == [None, None, "zh-Hans"]
