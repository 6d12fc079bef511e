"""Pages are found: one hit for a page in all its languages, and none for what nobody can read."""

from datetime import date

import pytest

from catalog.seams.preferences import Preferences
from catalog.search.contributors import CONTRIBUTORS
from catalog.search.models import IndexChange
from portal.pages.documents import all_ids, documents, present, words_in
from portal.pages.models import ArticlePage, HomePage, SectionPage
from portal.pages.services import ArticleWords, remove_page
from portal.pages.services.following import KIND
from tests.portal.pages.conftest import MakeArticle

pytestmark = pytest.mark.django_db
BODY = (
    ("text", "<h2>采摘</h2><p>清晨<b>采</b>茶。</p>"),
    ("quote", {"text": "慢", "who": "韦文", "role": ""}),
)
WORDS = {
    "zh-hans": ArticleWords("六堡茶", "黑茶", "编辑部", BODY),
    "en": ArticleWords(
        "Liubao tea", "Dark tea", "Editors", (("text", "<h2>Picking</h2><p>At <b>dawn</b>.</p>"), BODY[1])
    ),
}


def marked() -> set[int]:
    return set(IndexChange.objects.filter(kind=KIND).values_list("record", flat=True))


def test_pages_are_a_kind_of_their_own() -> None:
    assert KIND in CONTRIBUTORS


def test_one_document_holds_all_languages_of_a_page(make_article: MakeArticle) -> None:
    article = make_article(words=WORDS, country="CN", day=date(2026, 11, 20))
    assert article.pk in set(all_ids())
    found = {document.id: document for document in documents(list(all_ids()))}
    document = found[article.pk]
    assert document.titles == {"zh-hans": "六堡茶", "en": "Liubao tea"}
    assert "清晨 采 茶" in document.bodies["zh-hans"].replace("清晨采茶", "清晨 采 茶")
    assert "At dawn." in document.bodies["en"]
    assert "Dark tea" in document.bodies["en"]
    assert document.facets == {"country": ["CN"]}
    assert document.numbers == {"published": 1795132800}
    english = ArticlePage.objects.get(locale__language_code="en")
    assert english.pk not in found


def test_home_pages_and_mirrors_are_not_described(make_article: MakeArticle, home: HomePage) -> None:
    make_article(words=WORDS)
    kinds = {document.id for document in documents(list(all_ids()))}
    assert home.pk not in kinds
    assert len(kinds) == 2  # the section and the article


def test_words_are_read_from_every_block_but_not_from_its_settings() -> None:
    stored = [
        {"type": "text", "value": "<p>一 <b>二</b></p>", "id": "x"},
        {"type": "goods", "value": {"heading": "茶叶", "category": "tea", "count": 8}, "id": "y"},
        {
            "type": "figures",
            "value": {"figures": [{"value": {"label": "产量"}}], "source": {"title": "不读"}},
            "id": "z",
        },
    ]
    assert list(words_in(stored)) == ["一 二", "茶叶", "产量"]


def test_a_hit_is_shown_in_the_nearest_language_and_only_while_it_can_be_read(
    make_article: MakeArticle,
) -> None:
    article = make_article(words=WORDS)
    row = present([article.pk], Preferences(language="vi"))[article.pk]
    assert (row.title.value, row.title.language) == ("Liubao tea", "en")
    assert row.url == "/vi/stories/tea/"
    assert {text.value for text in row.texts} >= {"六堡茶", "Liubao tea"}
    for page in ArticlePage.objects.all():
        page.unpublish()
    assert present([article.pk], Preferences(language="vi")) == {}


def test_the_index_follows_what_is_published_withdrawn_and_removed(
    make_article: MakeArticle, stories: SectionPage
) -> None:
    article = make_article()
    for change in (lambda: article.save_revision().publish(), article.unpublish):
        IndexChange.objects.all().delete()
        change()
        assert article.pk in marked()
    IndexChange.objects.all().delete()
    remove_page(page=article)
    assert article.pk in marked()
