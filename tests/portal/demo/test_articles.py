"""The articles of the demonstration: whole in ten languages, sourced, and brought and taken away alike."""

import re
from dataclasses import replace

import pytest
from django.test import Client
from wagtail_localize.models import StringTranslation, TranslatableObject

from catalog.products.models import Category
from catalog.reference.languages import codes
from portal.demo import articles
from portal.demo.articles import (
    ArticleEntry,
    Articles,
    bring_articles,
    citations,
    html,
    told_articles,
    used_sources,
    words,
)
from portal.demo.models import Exhibit
from portal.demo.reading import ContentRefused, content
from portal.demo.removing import remove_demonstration
from portal.demo.shelves import Tally
from portal.pages.models import ArticlePage, SectionPage

pytestmark = pytest.mark.django_db
TOLD = told_articles()
DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩၀၁၂၃၄၅၆၇၈၉໐໑໒໓໔໕໖໗໘໙", "0123456789" * 3)


def test_there_are_ten_of_them() -> None:
    assert len(TOLD.entries) == 10
    assert len({entry.slug for entry in TOLD.entries}) == 10


def text_of(entry: ArticleEntry, language: str) -> str:
    blocks = [block.text[language] for block in entry.body if block.text]
    return "\n\n".join([entry.title[language], entry.lead[language], *blocks])


@pytest.mark.parametrize("entry", TOLD.entries, ids=lambda entry: entry.slug)
def test_every_article_is_whole_in_every_language(entry: ArticleEntry) -> None:
    shape = None
    for language in codes():
        text = text_of(entry, language)
        parts = [part.startswith("## ") for part in text.split("\n\n")]
        shape = shape or parts
        assert parts == shape, language
        assert len(text) > 250
    assert 150 <= len(text_of(entry, "en").split()) <= 300
    assert 300 <= len(text_of(entry, "zh-hans")) <= 600


@pytest.mark.parametrize("entry", TOLD.entries, ids=lambda entry: entry.slug)
def test_the_same_years_stand_in_every_language(entry: ArticleEntry) -> None:
    def years(language: str) -> set[str]:
        plain = text_of(entry, language).translate(DIGITS)
        return set(re.findall(r"(?<![\d.,])(?:19|20)\d\d(?!\d|[.,]\d)", plain))

    told = years("en")
    assert all(years(language) == told for language in codes()), {
        code: years(code) ^ told for code in codes()
    }


def test_each_article_cites_what_can_be_looked_up() -> None:
    cited = citations(TOLD)
    for entry in TOLD.entries:
        assert entry.sources, entry.slug
        for slug in used_sources(entry):
            assert cited[slug]["address"].startswith("http"), slug
            assert cited[slug]["checked_on"] >= "2026-01-01"


def test_a_source_that_nobody_named_is_refused() -> None:
    entry = replace(TOLD.entries[0], sources=("hearsay",))
    with pytest.raises(ContentRefused, match="hearsay"):
        citations(Articles(TOLD.section, (entry,)))


def test_pictures_categories_and_countries_exist() -> None:
    told = content()
    drawn = {product.picture for product in told.products} | {one.picture for one in told.organizations}
    categories = {leaf.slug for branch in told.branches for leaf in branch.categories}
    for entry in TOLD.entries:
        assert entry.picture in drawn, entry.slug
        assert not entry.category or entry.category in categories, entry.slug
        assert entry.country in {"", "CN", "KH", "VN", "TL"}, entry.slug


def test_paragraphs_and_headings_become_what_an_editor_would_have_written() -> None:
    assert html("A <b> & c.\n\n## Next\n\nMore.\n") == "<p>A &lt;b&gt; &amp; c.</p><h2>Next</h2><p>More.</p>"


def test_figures_and_charts_speak_each_language() -> None:
    cited = citations(TOLD)
    members = next(entry for entry in TOLD.entries if entry.slug == "eleven-members")
    thai = words(members, TOLD.section.author, cited)["th"]
    kind, chart = thai.body[1]
    assert kind == "chart"
    assert chart["table"]["columns"][0]["heading"] == "ปี"
    assert chart["table"]["rows"][-1] == {"values": ["2025", "11"]}


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> Articles:
    """Two of the articles, one of them with a chart."""
    chosen = tuple(entry for entry in TOLD.entries if entry.slug in {"eleven-members", "three-peppers"})
    told = replace(TOLD, entries=chosen)
    monkeypatch.setattr(articles, "told_articles", lambda: told)
    return told


def bring() -> str:
    tallies: list[Tally] = []
    bring_articles({}, tallies.append)
    return str(tallies[-1])


def test_articles_come_once_are_read_in_ten_languages_and_go_without_a_trace(
    two: Articles, client: Client
) -> None:
    assert bring() == "Articles: 2 new, 0 changed, 0 as before"
    assert bring() == "Articles: 0 new, 0 changed, 2 as before"
    assert ArticlePage.objects.live().count() == 20
    for language in codes():
        page = client.get(f"/{language}/stories/eleven-members/").content.decode()
        assert two.entries[0].title[language] in page
        assert "<svg class=" in page
        assert (' lang="' in page.partition("<main")[2][:60]) is False
    assert set(StringTranslation.objects.values_list("translation_type", flat=True)) == {"machine"}

    said: list[str] = []
    assert remove_demonstration(said.append) >= 3
    assert "Articles: 2 removed" in said
    assert not ArticlePage.objects.exists()
    assert not SectionPage.objects.exists()
    assert not Exhibit.objects.exists()
    assert not StringTranslation.objects.exists()
    assert not TranslatableObject.objects.exists()
    assert not Category.objects.exists()


def test_an_entry_that_changed_is_brought_up_to_date(two: Articles, monkeypatch: pytest.MonkeyPatch) -> None:
    bring()
    first, second = two.entries
    changed = replace(first, title={**first.title, "th": "ชื่อใหม่"})
    monkeypatch.setattr(articles, "told_articles", lambda: replace(two, entries=(changed, second)))
    assert bring() == "Articles: 0 new, 1 changed, 1 as before"
    assert ArticlePage.objects.get(slug=first.slug, locale__language_code="th").title == "ชื่อใหม่"
