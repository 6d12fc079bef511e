"""A page that editors keep to some readers stands in no list, menu, feed or search, and comes back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from catalog.seams import freshness
from catalog.search.models import IndexChange
from portal.accounts.models import User
from portal.pages import documents
from portal.pages.models import ArticlePage, HomePage, SectionPage
from portal.pages.selectors.listing import first_section_path, newest_articles, readable, sections_below
from portal.pages.services import ArticleWords, ensure_section
from portal.pages.services.following import KIND
from portal.pages.tree import for_everybody
from tests.portal.pages.conftest import MakeArticle
from tests.reading import page_of, the

pytestmark = pytest.mark.django_db
GUARDS = [PageViewRestriction.PASSWORD, PageViewRestriction.LOGIN, PageViewRestriction.GROUPS]
WORDS = {
    "zh-hans": ArticleWords("六堡茶", author="韦文"),
    "en": ArticleWords("Liubao for some", author="Wei"),
}


@pytest.fixture
def tea(stories: SectionPage, make_article: MakeArticle) -> ArticlePage:
    """An article in two languages."""
    return make_article(words=WORDS)


def keep(page: Page, guard: str = PageViewRestriction.PASSWORD) -> PageViewRestriction:
    """Let an editor keep a page to some readers, in Chinese and in English."""
    for one in page.get_translations():
        PageViewRestriction.objects.create(page=one, restriction_type=guard, password="leaf")
    return PageViewRestriction.objects.create(page=page, restriction_type=guard, password="leaf")


def standing(client: Client, words: str) -> set[str]:
    """Return the places on which the words stand."""
    places = {
        "section": "/en/stories/",
        "feed": "/en/feeds/articles.atom",
        "menu": "/en/goods/",
        "sitemap": "/sitemaps/pages/en.xml",
    }
    return {name for name, address in places.items() if words in client.get(address).content.decode()}


def described() -> set[int]:
    """Return the documents that search would hold."""
    return {one.id for one in documents.documents(list(documents.all_ids()))}


@pytest.mark.parametrize("guard", GUARDS)
def test_an_article_for_some_stands_on_no_page_and_in_no_feed(
    client: Client, tea: ArticlePage, guard: str
) -> None:
    everywhere = standing(client, "Liubao for some")
    assert {"section", "feed"} <= everywhere
    assert "/stories/tea/" in client.get("/sitemaps/pages/en.xml").content.decode()
    keep(tea, guard)
    assert standing(client, "Liubao for some") == set()
    assert "/stories/tea/" not in client.get("/sitemaps/pages/en.xml").content.decode()
    assert newest_articles(language="en", count=5) == []
    assert client.get("/en/stories/").status_code == 200


def test_search_describes_and_shows_nothing_of_it(tea: ArticlePage) -> None:
    assert tea.pk in described()
    IndexChange.objects.all().delete()
    keep(tea)
    assert tea.pk not in described()
    assert documents.rows([tea.pk]) is not None
    assert list(documents.rows([tea.pk])) == []
    assert IndexChange.objects.filter(kind=KIND, record=tea.pk).exists(), "the index learns of it"


def test_what_stands_below_a_section_for_some_is_for_some_too(
    client: Client, stories: SectionPage, tea: ArticlePage
) -> None:
    below = ensure_section(parent=stories, slug="tea-houses", words=WORDS)
    assert [one["text"] for one in sections_below(stories, "en")] == ["Liubao for some"]
    assert first_section_path() == "/stories/"
    IndexChange.objects.all().delete()
    keep(stories)
    assert (first_section_path(), sections_below(stories, "en"), newest_articles(language="en", count=5)) == (
        "", [], []
    )  # fmt: skip
    assert described().isdisjoint({stories.pk, tea.pk, below.pk})
    assert set(IndexChange.objects.filter(kind=KIND).values_list("record", flat=True)) >= {
        stories.pk, tea.pk, below.pk
    }  # fmt: skip


def test_it_is_no_page_in_the_menu(client: Client, stories: SectionPage) -> None:
    Page.objects.filter(translation_key=stories.translation_key).update(show_in_menus=True)
    freshness.changed("pages", "settings")
    assert 'href="/en/stories/"' in client.get("/en/goods/").content.decode()
    keep(stories)
    assert 'href="/en/stories/"' not in client.get("/en/goods/").content.decode()


def test_opened_to_all_it_is_everywhere_again_on_the_next_request(client: Client, tea: ArticlePage) -> None:
    everywhere = standing(client, "Liubao for some")
    keep(tea)
    assert standing(client, "Liubao for some") == set()
    IndexChange.objects.all().delete()
    for restriction in PageViewRestriction.objects.all():
        restriction.delete()
    assert standing(client, "Liubao for some") == everywhere
    assert tea.pk in described()
    assert IndexChange.objects.filter(kind=KIND, record=tea.pk).exists()


def test_others_are_not_touched_and_it_costs_no_query(
    stories: SectionPage, tea: ArticlePage, make_article: MakeArticle
) -> None:
    other = make_article(
        "oolong",
        words={"zh-hans": ArticleWords("乌龙", author="韦文"), "en": ArticleWords("Oolong", author="Wei")},
    )
    keep(tea)
    with CaptureQueriesContext(connection) as asked:
        left = list(readable(stories).values_list("translation_key", flat=True))
    assert set(left) == {other.translation_key}
    assert len(asked) == 2, "the section's places and the articles"


@pytest.mark.parametrize("place", ["", "stories", "tea"])
def test_it_says_what_wagtails_own_word_for_it_says(
    stories: SectionPage, tea: ArticlePage, make_article: MakeArticle, place: str
) -> None:
    make_article("oolong", words=WORDS)
    if place:
        keep(stories if place == "stories" else tea)
    mine = set(for_everybody(Page.objects).values_list("pk", flat=True))
    public = Page.objects.live().public().filter(alias_of=None)
    assert mine >= set(public.values_list("pk", flat=True))
    assert mine <= set(Page.objects.live().public().values_list("pk", flat=True))


def test_who_knows_the_password_reads_it_and_who_does_not_is_asked_again(
    client: Client, tea: ArticlePage, home: HomePage
) -> None:
    keep(tea)
    asked = client.get("/en/stories/tea/")
    page = page_of(asked)
    assert "Liubao for some" not in asked.content.decode()
    assert the(page, "meta[name=robots]")["content"] == "noindex"
    form = the(page, "main form")
    sent = {"return_url": str(the(form, "[name=return_url]")["value"])}
    wrong = page_of(client.post(str(form["action"]), sent | {"password": "flower"}))
    assert the(wrong, ".error-summary")
    assert the(wrong, "main form")["action"] == form["action"]
    came = client.post(str(form["action"]), sent | {"password": "leaf"})
    assert came["Location"] == "/en/stories/tea/"
    assert "Liubao for some" in client.get("/en/stories/tea/").content.decode()
    assert "Liubao for some" not in Client().get("/en/stories/tea/").content.decode(), "nor from what is kept"


@pytest.mark.parametrize("guard", [PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def test_who_has_to_sign_in_is_led_there_and_comes_back(client: Client, tea: ArticlePage, guard: str) -> None:
    keep(tea, guard)
    led = client.get("/en/stories/tea/", follow=True)
    assert led.redirect_chain[-1][0] == "/en/account/login/?next=%2Fen%2Fstories%2Ftea%2F"


def test_whoever_is_signed_in_reads_what_is_for_members(client: Client, tea: ArticlePage, nok: User) -> None:
    keep(tea, PageViewRestriction.LOGIN)
    client.force_login(nok)
    assert "Liubao for some" in client.get("/en/stories/tea/").content.decode()
    client.logout()
    assert "Liubao for some" not in client.get("/en/stories/tea/", follow=True).content.decode()
