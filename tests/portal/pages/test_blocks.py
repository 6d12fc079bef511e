"""Blocks: what each shows, what it refuses in plain words, and that none of it is asked for one by one."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.documents import get_document_model

from catalog.files.models import Picture
from catalog.files.services import delete_picture
from catalog.products.models import Product
from portal.pages.blocks import Body
from portal.pages.blocks.texts import FEATURES
from portal.pages.models import ArticlePage
from portal.pages.services import ArticleWords
from tests.portal.pages.conftest import SOURCE, MakeArticle, Read, chart
from tests.stock import MakeProduct

pytestmark = pytest.mark.django_db

Blocks = tuple[tuple[str, Any], ...]


@pytest.fixture
def show(read: Read, make_article: MakeArticle) -> Any:
    """Return a page that holds these blocks, as a reader of a language finds it."""

    def page(*blocks: tuple[str, Any], language: str = "zh-hans") -> BeautifulSoup:
        make_article(words={"zh-hans": ArticleWords("茶", "", "编辑部", blocks)})
        return read(f"/{language}/stories/tea/")

    return page


def one(page: BeautifulSoup | Tag, selector: str) -> Tag:
    found = page.select_one(selector)
    assert found is not None, selector
    return found


def test_text_lead_and_quotation_are_printed_as_written(show: Any) -> None:
    page = show(
        ("lead", "先看这里 & 那里"),
        ("text", "<h2>一</h2><ul><li>甲</li></ul>"),
        ("quote", {"text": "慢慢来", "who": "韦文", "role": "茶农"}),
    )
    assert one(page, ".flow .article-lead").get_text() == "先看这里 & 那里"
    assert one(page, ".prose li").get_text() == "甲"
    assert one(page, ".said blockquote").get_text(strip=True) == "慢慢来"
    assert "茶农" in one(page, ".said figcaption").get_text()


def test_a_picture_shows_caption_and_credit_and_a_gallery_all_of_them(show: Any, tea_leaf: Picture) -> None:
    picture = {"picture": tea_leaf.pk, "caption": "春茶"}
    page = show(("picture", picture), ("gallery", {"heading": "茶园", "pictures": [picture, picture]}))
    plates = page.select(".flow figure.plate")
    assert len(plates) == 3
    assert [one(plate, "img")["alt"] for plate in plates] == ["一片茶叶"] * 3
    assert "春茶" in plates[0].get_text()
    assert "本站绘制" in plates[0].get_text()


def test_figures_stand_with_their_source(show: Any) -> None:
    figures = [{"value": "121 万吨", "label": "产量", "note": "2024 年底"}]
    page = show(("figures", {"figures": figures, "source": SOURCE}))
    assert "121 万吨" in one(page, ".figures dd").get_text()
    assert one(page, ".flow .sources a").get_text() == SOURCE["title"]


@pytest.mark.parametrize("kind", ["columns", "bars", "line"])
def test_a_chart_is_drawn_described_and_told_as_a_table(show: Any, kind: str) -> None:
    page = show(("chart", chart([["2023", "1200"], ["2024", "3300.5"]], kind=kind)))
    drawing = one(page, "svg.chart")
    ids = str(drawing["aria-labelledby"]).split()
    assert [one(drawing, f"#{found}").get_text() for found in ids] == ["展位数", "逐年增加"]
    assert drawing["role"] == "img"
    marks = drawing.select("rect.a" if kind != "line" else "path.line-a")
    assert len(marks) == (1 if kind == "line" else 2)
    cells = [cell.get_text() for cell in page.select(".flow table td")]
    assert cells == ["1,200", "3,300.5"]
    assert one(page, ".flow table td")["data-label"] == "展位"


def test_several_series_are_told_apart_by_a_legend(show: Any) -> None:
    page = show(("chart", chart([["2023", "1", "2"], ["2024", "3", "4"]], ("年份", "甲", "乙"))))
    drawing = one(page, "svg.chart")
    words = [text.get_text() for text in drawing.select("text")]
    assert {"甲", "乙"} <= set(words)
    assert len(drawing.select("rect.b")) == 3


def test_bars_are_as_long_as_their_numbers(show: Any) -> None:
    page = show(("chart", chart([["甲", "10"], ["乙", "40"]], kind="bars")))
    short, long = (float(str(bar["width"])) for bar in page.select("svg.chart rect.a"))
    assert long == pytest.approx(4 * short, rel=0.01)


def test_files_are_listed_with_kind_and_weight(show: Any, paper: Any) -> None:
    page = show(("documents", {"heading": "表格", "documents": [{"document": paper.pk}]}))
    link = one(page, ".files a")
    assert link.get_text() == "报名表"
    assert str(link["href"]).startswith("/media/")
    assert "PDF, 1 KB" in one(page, ".files").get_text()


def test_a_film_elsewhere_is_a_link_that_names_its_host_and_loads_nothing(show: Any) -> None:
    page = show(("video", {"title": "茶山", "address": "https://films.example/watch/1", "minutes": 3}))
    film = one(page, ".film")
    assert one(film, "a")["href"] == "https://films.example/watch/1"
    assert "films.example" in one(film, "a").get_text()
    assert "3" in one(film, "figcaption").get_text()
    assert not page.select("iframe, video, embed, object")


def test_a_film_of_our_own_waits_to_be_played(show: Any) -> None:
    film = get_document_model().objects.create(title="茶山", file=ContentFile(b"film", name="tea.mp4"))
    page = show(("video", {"title": "茶山", "film": film.pk, "address": ""}))
    assert one(page, "video")["preload"] == "none"
    assert str(one(page, "video source")["src"]).startswith("/media/")


def test_a_call_to_act_leads_into_the_readers_language(show: Any) -> None:
    call = {
        "heading": "来看看",
        "text": "",
        "button": "看商品",
        "target": {"page": None, "address": "/goods/"},
    }
    assert one(show(("call", call), language="th"), ".call a")["href"] == "/th/goods/"


def test_links_to_pages_lead_into_the_readers_language_and_dead_ones_leave_their_words(
    show: Any, make_article: MakeArticle, read: Read
) -> None:
    other, draft = make_article("other"), make_article("draft")
    draft.unpublish()
    text = (
        f'<p><a linktype="page" id="{other.pk}">一</a> <a linktype="page" id="{draft.pk}">二</a> '
        f'<a linktype="page" id="999999">三</a> <a href="https://example.org/?a=1&amp;b=2">四</a> '
        f'<a linktype="document" id="999999">五</a></p>'
    )
    prose = one(show(("text", text), language="lo"), ".prose")
    assert [link["href"] for link in prose.select("a")] == [
        "/lo/stories/other/",
        "https://example.org/?a=1&b=2",
    ]
    assert prose.get_text(" ", strip=True) == "一 二 三 四 五"


def test_what_is_gone_leaves_no_empty_frame(show: Any, read: Read, tea_leaf: Picture) -> None:
    show(
        ("picture", {"picture": tea_leaf.pk, "caption": "x"}),
        ("goods", {"category": "", "country": "", "count": 8, "heading": "", "lead": ""}),
        ("storefronts", {"heading": "", "count": 4}),
    )
    delete_picture(picture=tea_leaf)
    assert not read("/zh-hans/stories/tea/").select(".flow > *")


WORD = (
    '<p class="MsoNormal" style="mso-margin-top-alt:auto"><b><span lang="EN-US" style="font-family:Calibri;'
    'color:#C00000">六堡茶<o:p></o:p></span></b></p><h2 style="color:red">采摘</h2><script>alert(1)</script>'
    '<table><tr><td>甲</td></tr></table><p class="MsoListParagraph">'
    '<![if !supportLists]>·<![endif]><font size="5">清晨</font></p>'
)


def test_pasted_word_html_keeps_its_words_and_loses_its_dress() -> None:
    converter = ContentstateConverter(FEATURES)
    kept = converter.to_database_format(converter.from_database_format(WORD))
    soup = BeautifulSoup(kept, "html.parser")
    assert {tag.name for tag in soup.find_all(True)} <= {"p", "h2", "b", "br"}
    assert not [tag for tag in soup.find_all(True) if set(tag.attrs) - {"data-block-key"}]
    assert "六堡茶" in one(soup, "b").get_text()
    assert "清晨" in soup.get_text()
    assert "mso" not in kept.lower()


MANY: Blocks = (
    ("text", '<p><a linktype="page" id="1">一</a></p>'),
    ("goods", {"category": "tea", "country": "", "count": 24, "heading": "", "lead": ""}),
    ("storefronts", {"heading": "", "count": 12}),
)


@pytest.mark.parametrize("times", [1, 12])
def test_pictures_and_links_take_the_same_queries_however_many(
    client: Client,
    make_article: MakeArticle,
    tea_leaf: Picture,
    paper: Any,
    more_tea: MakeProduct,
    liubao: Product,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    times: int,
) -> None:
    for number in range(times):
        more_tea(number)
    some = (
        ("text", f'<p><a linktype="page" id="{ArticlePage.objects.count()}">一</a></p>'),
        ("picture", {"picture": tea_leaf.pk, "caption": ""}),
        ("documents", {"heading": "", "documents": [{"document": paper.pk, "title": ""}]}),
    )
    make_article(words={"zh-hans": ArticleWords("茶", "", "编辑部", some * times + MANY)})
    client.get("/lo/stories/tea/?warm")
    with django_assert_max_num_queries(45):
        client.get("/lo/stories/tea/")


def test_every_block_an_editor_may_choose_has_a_reader_and_a_template() -> None:
    from django.template.loader import get_template

    from portal.pages.selectors.blocks import KINDS

    names = set(Body().child_blocks)
    assert names == set(KINDS)
    assert all(get_template(f"pages/blocks/{name}.html") for name in names)
