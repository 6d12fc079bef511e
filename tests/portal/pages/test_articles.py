"""Articles: written once with their sources, read in ten languages, each in the nearest there is."""

from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Locale, Page
from wagtail_localize.models import String, StringTranslation, TranslatableObject, TranslationSource

from catalog.files.models import Picture
from catalog.products.models import Product
from portal.pages.models import ArticlePage, HomePage, SectionPage
from portal.pages.selectors.states import language_states
from portal.pages.services import ArticleWords, ensure_article, remove_page
from tests.portal.pages.conftest import SOURCE, MakeArticle, Read

pytestmark = pytest.mark.django_db

BODY = {
    "zh-hans": (
        ("text", "<h2>采摘</h2><p>清晨<b>采</b>茶。</p>"),
        ("quote", {"text": "茶要慢", "who": "韦文"}),
    ),
    "en": (
        ("text", "<h2>Picking</h2><p>Tea is <b>picked</b> at dawn.</p>"),
        ("quote", {"text": "Slowly", "who": "Wei"}),
    ),
}
WORDS = {
    "zh-hans": ArticleWords("六堡茶", "一种黑茶", "编辑部", BODY["zh-hans"]),
    "en": ArticleWords("Liubao tea", "A dark tea", "The editors", BODY["en"]),
}


def part(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def test_an_article_is_read_in_its_own_language_without_a_notice(
    read: Read, make_article: MakeArticle
) -> None:
    make_article(words=WORDS)
    page = read("/zh-hans/stories/tea/")
    assert part(page, "h1").get_text() == "六堡茶"
    assert not page.select("main .notice")
    assert "lang" not in part(page, "main").attrs
    assert part(page, ".prose h2").get_text() == "采摘"
    assert part(page, ".sources a")["href"] == SOURCE["address"]
    assert "2026年11月25日" in part(page, ".sources").get_text()
    assert str(part(page, "time")["datetime"]).startswith("2026-11-20")


def test_a_translation_says_that_a_machine_made_it_until_an_editor_vouches(
    read: Read, make_article: MakeArticle
) -> None:
    article = make_article(words=WORDS)
    page = read("/en/stories/tea/")
    assert part(page, "h1").get_text() == "Liubao tea"
    assert part(page, ".prose b").get_text() == "picked"
    assert "Translated by machine" in part(page, ".article-head").get_text()
    StringTranslation.objects.filter(context__object_id=article.translation_key).update(
        translation_type="manual"
    )
    assert "Translated by machine" not in part(read("/en/stories/tea/"), ".article-head").get_text()


def test_a_missing_translation_is_shown_in_the_nearest_language_and_says_so(
    read: Read, make_article: MakeArticle
) -> None:
    make_article(words=WORDS)
    page = read("/lo/stories/tea/")
    assert part(page, "h1").get_text() == "Liubao tea"
    assert part(page, "html")["lang"] == "lo"
    assert part(page, "main")["lang"] == "en"
    notice = part(page, "main .notice")
    assert part(page, "main [lang=lo] .notice") is notice
    assert "Sources" in part(page, "#sources-heading").get_text()


def test_canonical_and_alternates_name_only_languages_that_can_be_read(
    read: Read, make_article: MakeArticle
) -> None:
    make_article(words=WORDS)
    base = settings.SITE_ADDRESS
    expected = {"zh-Hans": f"{base}/zh-hans/stories/tea/", "en": f"{base}/en/stories/tea/"}
    for language, own in (("zh-hans", "zh-Hans"), ("en", "en"), ("lo", "en"), ("my", "en")):
        page = read(f"/{language}/stories/tea/")
        assert [link["href"] for link in page.select("link[rel=canonical]")] == [expected[own]]
        found = {str(link["hreflang"]): link["href"] for link in page.select("link[rel=alternate][hreflang]")}
        assert found == expected | {"x-default": expected["en"]}
        menu = page.select(".strip .menu a[hreflang]")
        assert len(menu) == 10


def test_a_mirror_of_a_parent_is_not_taken_for_a_translation(
    read: Read, make_article: MakeArticle, home: HomePage
) -> None:
    make_article(words=WORDS)
    english = Page.objects.get(translation_key=home.translation_key, locale__language_code="en")
    assert english.alias_of_id == home.pk
    assert part(read("/en/"), "html")["lang"] == "en"
    assert not read("/en/").select("main .notice")


def test_bringing_an_article_again_changes_nothing_and_keeps_what_an_editor_wrote(
    make_article: MakeArticle,
) -> None:
    article = make_article(words=WORDS)
    title = StringTranslation.objects.get(context__object_id=article.translation_key, context__path="title")
    title.data, title.translation_type = "Liubao, a dark tea", "manual"
    title.save()
    again = make_article(words=WORDS)
    assert again.pk == article.pk
    assert ArticlePage.objects.count() == 2
    assert ArticlePage.objects.get(locale__language_code="en").title == "Liubao, a dark tea"
    assert TranslationSource.objects.filter(object_id=article.translation_key).count() == 1


def test_a_language_with_other_paragraphs_is_refused_and_nothing_is_left_behind(
    make_article: MakeArticle,
) -> None:
    words = WORDS | {"en": ArticleWords("Liubao tea", "A dark tea", "The editors", BODY["en"][:1])}
    with pytest.raises(ValueError, match="Liubao tea"):
        make_article(words=words)
    assert not ArticlePage.objects.exists()


def test_an_article_without_a_source_is_refused(stories: SectionPage) -> None:
    with pytest.raises(ValidationError):
        ensure_article(section=stories, slug="tea", words=WORDS, day=date(2026, 1, 1), sources=[])


def test_the_state_of_every_text_is_told_and_follows_the_source(make_article: MakeArticle) -> None:
    article = make_article(words=WORDS)
    states = {state.code: state for state in language_states(article)}
    assert set(states) == {code for code, _ in settings.LANGUAGES} - {"zh-hans"}
    english = states["en"]
    assert (english.started, english.live, english.reviewed, english.missing) == (True, True, 0, 0)
    assert english.machine == 7
    assert (states["th"].started, states["th"].live, states["th"].missing) == (False, False, 7)
    article.title = "广西六堡茶"
    article.save_revision().publish()
    english = next(state for state in language_states(article) if state.code == "en")
    assert (english.machine, english.missing, english.live) == (6, 1, True)
    assert ArticlePage.objects.get(locale__language_code="en").title == "Liubao tea"


def test_a_translation_shows_no_states_of_its_own(make_article: MakeArticle) -> None:
    make_article(words=WORDS)
    assert language_states(ArticlePage.objects.get(locale__language_code="en")) == []


def test_a_page_is_removed_in_all_languages_with_all_its_texts(make_article: MakeArticle) -> None:
    strings = String.objects.count()
    article = make_article(words=WORDS)
    remove_page(page=article)
    assert not ArticlePage.objects.exists()
    assert not TranslatableObject.objects.filter(translation_key=article.translation_key).exists()
    assert String.objects.count() == strings


def test_the_lead_picture_carries_its_words_and_its_credit(
    read: Read, make_article: MakeArticle, tea_leaf: Picture
) -> None:
    make_article(picture=tea_leaf)
    page = read("/zh-hans/stories/tea/")
    plate = part(page, ".article-top > .plate")
    assert part(plate, "img")["alt"] == "一片茶叶"
    assert "本站绘制" in plate.get_text()


def test_goods_of_the_same_kind_stand_beside_it_in_the_readers_language(
    read: Read, make_article: MakeArticle, liubao: Product
) -> None:
    make_article(category="tea", country="CN")
    page = read("/en/stories/tea/")
    assert part(page, "main")["lang"] == "zh-Hans"
    goods = part(page, "section.thread-goods")
    assert goods["lang"] == "en"
    assert "Goods near to this" in goods.get_text()
    assert part(goods, ".card a")["href"] == f"/en/product/{liubao.slug}/"
    assert part(goods, ".more")["href"] == "/en/goods/tea/?country=CN"


def test_a_category_that_is_gone_leaves_no_empty_section(read: Read, make_article: MakeArticle) -> None:
    make_article(category="gone")
    assert not read("/zh-hans/stories/tea/").select("section.thread-goods")


def test_an_unpublished_article_is_gone_at_once_though_pages_are_kept(
    client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    assert client.get("/zh-hans/stories/tea/").status_code == 200
    article.unpublish()
    assert client.get("/zh-hans/stories/tea/").status_code == 404


def test_a_renamed_article_is_found_under_its_old_address_in_every_language(
    client: Client, make_article: MakeArticle, django_capture_on_commit_callbacks: object
) -> None:
    article = make_article()
    article.slug = "dark-tea"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        article.save_revision().publish()
    for language in ("zh-hans", "th"):
        response = client.get(f"/{language}/stories/tea/")
        assert (response.status_code, response["Location"]) == (301, f"/{language}/stories/dark-tea/")


def test_all_languages_of_the_portal_may_be_begun(home: HomePage) -> None:
    assert set(Locale.objects.values_list("language_code", flat=True)) >= {
        code for code, _ in settings.LANGUAGES
    }


def test_an_address_of_the_catalogue_is_not_given_to_a_page(home: HomePage) -> None:
    with pytest.raises(ValidationError) as refused:
        home.add_child(instance=SectionPage(title="Goods", slug="goods", locale=home.locale))
    assert "slug" in refused.value.message_dict
