"""Drafts, slugs and previews of pages: one address in ten languages, nothing shown that nobody may see."""

from datetime import date

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail.models import Locale, Page

from portal.pages.drafts import draft_in
from portal.pages.models import ArticlePage, ContactPage, HomePage, LandingPage, SectionPage
from portal.pages.models.base import slug_is_taken
from portal.pages.selectors.states import LanguageState, by_machine, language_states, source_of
from portal.pages.services import ArticleWords, ensure_section
from portal.pages.tree import languages_of, named
from tests.portal.pages.conftest import MakeArticle

CODES = [code for code, _ in settings.LANGUAGES]
WORDS = {
    "zh-hans": ArticleWords("茶", "关于茶", "编辑部", (("text", "<p>一片叶子。</p>"),)),
    "en": ArticleWords("Tea", "About tea", "Editors", (("text", "<p>A leaf.</p>"),)),
}


@pytest.mark.parametrize("slug", ["goods", "storefronts", "search", "account", "gi", "compare"])
def test_an_address_of_the_catalogue_is_taken(slug: str) -> None:
    assert slug_is_taken(slug)


@pytest.mark.parametrize("slug", ["stories", "about-us", "goods-and-more", "liubao", "the-fair"])
def test_any_other_slug_is_free(slug: str) -> None:
    assert not slug_is_taken(slug)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [SectionPage, LandingPage, ContactPage])
def test_only_right_below_the_home_page_is_an_address_taken(model: type[Page]) -> None:
    page = model(title="Goods", slug="goods", depth=4)
    page.clean()
    with pytest.raises(ValidationError) as refused:
        model(title="Goods", slug="goods", depth=3).clean()
    assert refused.value.message_dict == {
        "slug": ["This address belongs to another part of the portal. Choose another slug."]
    }


@pytest.mark.parametrize(("reviewed", "machine", "missing"), [(0, 0, 0), (3, 2, 1), (0, 0, 7)])
def test_the_texts_of_a_language_are_counted_once_each(reviewed: int, machine: int, missing: int) -> None:
    state = LanguageState("th", "ไทย", True, False, reviewed, machine, missing)
    assert state.total == reviewed + machine + missing


def test_pages_stand_where_they_make_sense() -> None:
    assert set(SectionPage.allowed_parent_page_models()) == {HomePage, SectionPage}
    assert ArticlePage.allowed_parent_page_models() == [SectionPage]
    assert ArticlePage.allowed_subpage_models() == []
    assert ContactPage.allowed_subpage_models() == []
    assert ContactPage.allowed_parent_page_models() == [HomePage]
    assert set(LandingPage.allowed_parent_page_models()) == {HomePage, LandingPage}


@pytest.mark.django_db
@pytest.mark.parametrize("model", [HomePage, SectionPage, ArticlePage, LandingPage, ContactPage])
def test_every_page_is_previewed_in_ten_languages_at_two_widths(model: type[Page]) -> None:
    page = model()
    assert [code for code, _ in page.preview_modes] == CODES
    assert [size["device_width"] for size in page.preview_sizes] == [360, 1280]
    assert page.default_preview_mode == settings.LANGUAGE_CODE


@pytest.mark.django_db
def test_a_page_is_previewed_in_its_own_language_unless_asked_otherwise(home: HomePage) -> None:
    assert home.default_preview_mode == "zh-hans"


@pytest.mark.django_db
def test_a_draft_reads_in_a_language_as_far_as_it_is_translated(make_article: MakeArticle) -> None:
    article = make_article(words=WORDS)
    english = draft_in(article, "en")
    assert (english.title, english.locale.language_code) == ("Tea", "en")
    assert draft_in(article, "zh-hans") is article
    assert draft_in(article, "th") is article
    assert draft_in(article, "xx") is article
    article.title = "新茶"
    half = draft_in(article, "en")
    assert half.title == "新茶"
    assert "A leaf." in str(half.body)
    article.refresh_from_db()
    assert article.title == "茶"
    assert ArticlePage.objects.get(locale__language_code="en").title == "Tea"


@pytest.mark.django_db
def test_languages_of_a_page_are_those_it_can_be_read_in(make_article: MakeArticle, home: HomePage) -> None:
    article = make_article(words=WORDS)
    assert languages_of(article) == ("zh-hans", "en")
    english = ArticlePage.objects.get(locale__language_code="en")
    assert languages_of(english) == ("zh-hans", "en")
    english.unpublish()
    assert languages_of(article) == ("zh-hans",)
    # The English home page only repeats the Chinese one: it is there for what stands below it.
    assert languages_of(home) == ("zh-hans",)


@pytest.mark.django_db
def test_links_name_a_page_in_the_nearest_language(make_article: MakeArticle) -> None:
    article = make_article(words=WORDS)
    for reader, title, language in (("en", "Tea", "en"), ("lo", "Tea", "en"), ("zh-hans", "茶", "zh-hans")):
        found = named([article.pk], reader)[article.pk]
        assert (found.title, found.language, found.path) == (title, language, "/stories/tea/")
    english = ArticlePage.objects.get(locale__language_code="en")
    assert named([english.pk], "zh-hans")[english.pk].title == "茶"
    assert named([999_999], "en") == {}
    for page in ArticlePage.objects.all():
        page.unpublish()
    assert named([article.pk], "en") == {}


def test_naming_nothing_asks_nothing() -> None:
    # No database is open to this test.
    from portal.pages.selectors.pieces import Wanted, find

    found = find(Wanted(), "en")
    assert (list(found.pictures), list(found.documents)) == ([], [])


@pytest.mark.django_db
def test_only_words_a_machine_wrote_are_marked(make_article: MakeArticle) -> None:
    article = make_article(words=WORDS)
    english = ArticlePage.objects.get(locale__language_code="en")
    assert by_machine(english)
    assert not by_machine(article)


@pytest.mark.django_db
def test_a_page_nobody_began_to_translate_has_texts_in_no_language(home: HomePage) -> None:
    page = LandingPage(title="广西茶", slug="tea-land", locale=home.locale)
    HomePage.objects.get(pk=home.pk).add_child(instance=page)
    assert source_of(page) is None
    states = language_states(page)
    assert [state.code for state in states] == [code for code in CODES if code != "zh-hans"]
    assert {(state.started, state.live, state.total) for state in states} == {(False, False, 0)}


@pytest.mark.django_db
def test_a_section_brought_again_with_another_name_is_renamed_in_all_languages(stories: SectionPage) -> None:
    words = {"zh-hans": ArticleWords("新故事"), "en": ArticleWords("New stories")}
    again = ensure_section(
        parent=HomePage.objects.get(locale__language_code="zh-hans"), slug="stories", words=words
    )
    assert again.pk == stories.pk
    titles = dict(SectionPage.objects.values_list("locale__language_code", "title"))
    assert titles["zh-hans"] == "新故事"
    assert titles["en"] == "New stories"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sources",
    [
        [{"title": "x", "address": "nowhere", "checked_on": "2026-01-01"}],
        [{"title": "", "address": "https://x.example/", "checked_on": "2026-01-01"}],
        [{"title": "x", "address": "https://x.example/", "checked_on": "2999-01-01"}],
        [{"title": "x", "address": "https://x.example/"}],
    ],
)
def test_an_import_is_held_to_what_the_form_asks_of_sources(
    make_article: MakeArticle, sources: list[dict[str, str]]
) -> None:
    with pytest.raises(ValidationError):
        make_article(sources=sources)
    assert not ArticlePage.objects.exists()


@pytest.mark.django_db
def test_an_article_keeps_its_day_its_country_and_its_category_in_every_language(
    make_article: MakeArticle,
) -> None:
    make_article(words=WORDS, day=date(2026, 1, 2), country="VN", category="tea")
    facts = set(ArticlePage.objects.values_list("date", "country", "category", "slug"))
    assert facts == {(date(2026, 1, 2), "VN", "tea", "tea")}
    assert ArticlePage.objects.count() == 2
    assert Locale.objects.filter(language_code__in=CODES).count() == len(CODES)
