"""Blocks: what each shows, what it refuses in plain words, and that none of it is asked for one by one."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.documents import get_document_model

from catalog.files.models import Picture
from catalog.files.services import delete_picture
from catalog.products.models import Product
from portal.pages.blocks import Body
from portal.pages.blocks.charts import ChartBlock
from portal.pages.blocks.links import LinkBlock, TargetBlock, local_path
from portal.pages.blocks.pictures import DescribedPictureBlock, VideoBlock
from portal.pages.blocks.texts import FEATURES, SourceBlock
from portal.pages.models import ArticlePage
from portal.pages.services import ArticleWords
from tests.portal.pages.conftest import SOURCE, MakeArticle, Read
from tests.stock import MakeProduct

pytestmark = pytest.mark.django_db

Blocks = tuple[tuple[str, Any], ...]


def table(rows: list[list[Any]], headings: tuple[str, ...] = ("年份", "展位")) -> dict[str, Any]:
    kinds = ["text", *["number"] * (len(headings) - 1)]
    return {
        "columns": [{"type": kind, "heading": label} for kind, label in zip(kinds, headings, strict=True)],
        "rows": [{"values": row} for row in rows],
        "caption": "",
    }


def chart(rows: list[list[Any]], headings: tuple[str, ...] = ("年份", "展位"), **more: Any) -> dict[str, Any]:
    usual = {"title": "展位数", "description": "逐年增加", "kind": "columns", "unit": "个", "source": SOURCE}
    return {**usual, "table": table(rows, headings), **more}


@pytest.fixture
def paper(db: None) -> Any:
    """A file to take home."""
    return get_document_model().objects.create(title="报名表", file=ContentFile(b"%PDF-1.7", name="form.pdf"))


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


def messages(error: ValidationError) -> str:
    """Return everything an editor is told, wherever in the block it stands."""
    return str(getattr(error, "as_json_data", lambda: error.messages)())


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


def refused(block: Any, value: Any) -> str:
    with pytest.raises(ValidationError) as found:
        block.clean(block.to_python(value))
    return messages(found.value)


def test_a_chart_with_a_hole_is_refused_at_the_cell() -> None:
    block = ChartBlock()
    with pytest.raises(ValidationError) as found:
        block.clean(block.to_python(chart([["2023", "1"], ["2024", None]])))
    said = found.value.as_json_data()  # type: ignore[attr-defined]
    cell = said["blockErrors"]["table"]["blockErrors"][1][1]
    assert cell["messages"] == ["This cell is empty. Write a number, or take the row out."]
    with pytest.raises(ValidationError) as found:
        block.clean(block.to_python(chart([["2023", "1"], [" ", "2"]])))
    assert "Write what the row is called" in messages(found.value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (chart([["2023", "1"]]), "two to twenty-four rows"),
        (chart([["甲"], ["乙"]], ("年份",)), "at least one"),
        (chart([["甲", "1"], ["乙", "2"]], ("年份", " ")), "Every column needs its heading"),
        (chart([["甲", "1"], ["乙", "-2"]]), "no negative numbers"),
        (chart([["甲", *"12345"], ["乙", *"12345"]], ("年", *"abcde")), "at most four"),
    ],
)
def test_a_table_that_cannot_be_drawn_is_refused_in_plain_words(value: Any, said: str) -> None:
    assert said in refused(ChartBlock(), value)


def test_a_whole_chart_is_taken() -> None:
    block = ChartBlock()
    taken = block.clean(block.to_python(chart([["2023", "1"], ["2024", "2.5"]])))
    assert taken["table"].row_data[1]["values"] == ["2024", Decimal("2.5")]


def test_a_picture_without_text_alternative_is_refused_with_a_way_out(tea_leaf: Picture) -> None:
    block = DescribedPictureBlock()
    assert block.clean(tea_leaf) == tea_leaf
    Picture.objects.update(alt={"th": ""})
    with pytest.raises(ValidationError) as found:
        block.clean(tea_leaf)
    assert "no text alternative" in messages(found.value)
    assert "Images" in messages(found.value)


def test_a_source_needs_an_address_and_a_day_that_has_been() -> None:
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "still to come" in refused(SourceBlock(), SOURCE | {"checked_on": tomorrow})
    assert "address" in refused(SourceBlock(), SOURCE | {"address": ""})


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/th/goods/", "/goods/"),
        ("/goods/?country=TH", "/goods/?country=TH"),
        ("http://localhost:8000/my/gi/", "/gi/"),
        ("https://example.org/a", "https://example.org/a"),
        ("/en", "/"),
    ],
)
def test_an_address_of_the_portal_loses_its_language(address: str, kept: str) -> None:
    assert local_path(address) == kept


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "goods", "//elsewhere.example/", "ftp://example.org/"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    assert "Write an address of this portal" in refused(TargetBlock(), {"address": address})


def test_a_link_leads_to_one_place_and_has_words() -> None:
    both = {"page": None, "address": ""}
    assert "one of the two" in refused(TargetBlock(), both)
    nameless = {"words": {}, "target": {"address": "/goods/"}}
    assert "at least one language" in refused(LinkBlock(), nameless)
    LinkBlock().clean(LinkBlock().to_python(nameless | {"words": {"th": "สินค้า"}}))


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


def test_a_film_is_ours_or_elsewhere_and_of_a_kind_that_plays(paper: Any) -> None:
    both = {"title": "茶山", "film": paper.pk, "address": "https://films.example/"}
    assert "one of the two" in refused(VideoBlock(), both)
    assert "one of the two" in refused(VideoBlock(), {"title": "茶山"})
    assert "MP4" in refused(VideoBlock(), {"title": "茶山", "film": paper.pk, "address": ""})


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
