"""Text pasted from Word, other sites and mails: the words stay, what the design does not hold goes."""

import pytest
from bs4 import BeautifulSoup
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.blocks import StreamBlock

from portal.pages.blocks import Body, HomeBody
from portal.pages.blocks.texts import FEATURES

ALLOWED = {"p", "h2", "h3", "b", "i", "ol", "ul", "li", "a", "br"}


def pasted(html: str) -> BeautifulSoup:
    """Return what is kept of a text that went through the editor."""
    converter = ContentstateConverter(FEATURES)
    return BeautifulSoup(converter.to_database_format(converter.from_database_format(html)), "html.parser")


def words(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


@pytest.mark.parametrize(
    "html",
    [
        '<p class="MsoNormal">六堡茶<o:p></o:p></p>',
        '<p style="color:#C00000;font-family:Calibri">六堡茶</p>',
        '<p><span lang="EN-US" style="mso-fareast-language:ZH-CN">六堡茶</span></p>',
        '<p align="center"><font size="5" face="SimSun">六堡茶</font></p>',
        '<div class="WordSection1"><p>六堡茶</p></div>',
        "<h1>六堡茶</h1>",
        "<h4>六堡茶</h4>",
        "<h6>六堡茶</h6>",
        "<p><u>六堡茶</u></p>",
        "<p><sup>六堡茶</sup></p>",
        "<blockquote>六堡茶</blockquote>",
        "<p><code>六堡茶</code></p>",
        '<p onclick="alert(1)">六堡茶</p>',
        '<p><img src="https://elsewhere.example/x.png" alt=""/>六堡茶</p>',
        '<p><iframe src="https://elsewhere.example/"></iframe>六堡茶</p>',
        "<table><tr><td>六堡茶</td></tr></table>",
        '<p><a name="_Toc1"></a>六堡茶</p>',
        "<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><p>六堡茶</p>",
        '<form action="https://elsewhere.example/"><p>六堡茶</p></form>',
        "<p>六堡茶</p><hr>",
        '<svg onload="alert(1)"><text>六堡茶</text></svg>',
    ],
)
def test_the_words_stay_and_the_dress_goes(html: str) -> None:
    page = pasted(html)
    assert "六堡茶" in words(page)
    assert {tag.name for tag in page.find_all(True)} <= ALLOWED
    kept = {name for tag in page.find_all(True) for name in tag.attrs}
    assert kept <= {"data-block-key", "href", "linktype", "id"}
    assert not [
        hint for hint in ("mso", "style=", "onclick", "onload", "elsewhere") if hint in str(page).lower()
    ]


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        ("<p><b>六堡茶</b></p>", "b"),
        ("<p><strong>六堡茶</strong></p>", "b"),
        ("<p><i>六堡茶</i></p>", "i"),
        ("<p><em>六堡茶</em></p>", "i"),
        ("<h2>六堡茶</h2>", "h2"),
        ("<h3>六堡茶</h3>", "h3"),
        ("<ul><li>六堡茶</li></ul>", "ul li"),
        ("<ol><li>六堡茶</li></ol>", "ol li"),
    ],
)
def test_what_the_design_holds_is_kept(html: str, tag: str) -> None:
    found = pasted(html).select_one(tag)
    assert found is not None
    assert found.get_text() == "六堡茶"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "vbscript:x", " javascript:x"],
)
def test_no_link_runs_a_script(address: str) -> None:
    page = pasted(f'<p><a href="{address}">六堡茶</a></p>')
    assert words(page) == "六堡茶"
    assert not [link for link in page.select("a") if ":" in str(link.get("href", ""))]


@pytest.mark.parametrize(
    "address", ["https://example.org/?a=1&b=2", "mailto:office@fair.example", "tel:+86771", "/goods/", "#top"]
)
def test_a_good_link_is_kept(address: str) -> None:
    (link,) = pasted(f'<p><a href="{address}" target="_blank" class="x">六堡茶</a></p>').select("a")
    assert link["href"] == address
    assert "target" not in link.attrs


@pytest.mark.parametrize("html", ["<script>alert(1)</script>", "<style>p { color: red }</style>"])
def test_scripts_and_styles_are_no_words(html: str) -> None:
    assert pasted(f"<p>六堡茶</p>{html}").find(["script", "style"]) is None


def test_paragraphs_stay_apart_and_in_order() -> None:
    page = pasted("<h2>甲</h2><p>乙</p><p>丙</p><ul><li>丁</li><li>戊</li></ul>")
    assert words(page) == "甲 乙 丙 丁 戊"
    assert [tag.name for tag in page.find_all(["h2", "p", "li"])] == ["h2", "p", "p", "li", "li"]


@pytest.mark.parametrize("script", ["ជា\u200bតែ", "လက်ဖက်", "ຊາ", "ชา", "đậu phụ", "茶"])
def test_every_script_survives(script: str) -> None:
    assert pasted(f"<p>{script}</p>").get_text() == script


@pytest.mark.parametrize("body", [Body(), HomeBody()], ids=["pages", "home"])
def test_running_text_is_the_same_everywhere(body: StreamBlock) -> None:
    assert list(body.child_blocks["text"].features) == FEATURES


@pytest.mark.parametrize("feature", ["image", "embed", "hr", "code", "blockquote", "h1", "h4", "superscript"])
def test_what_would_break_the_design_is_not_offered(feature: str) -> None:
    assert feature not in FEATURES
