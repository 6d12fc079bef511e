"""What a page shows for a picture, and the frame with its weight for those who save data."""

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.http import HttpRequest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import mark_safe

from catalog.files.templatetags import pictures
from catalog.seams.preferences import Preferences
from tests.catalog.files.test_picture_manifest import STORED


def request(*, low_data: bool = False) -> HttpRequest:
    made = RequestFactory().get("/en/goods/")
    made.preferences = Preferences(language="en", low_data=low_data)  # type: ignore[attr-defined]
    return made


def frame(arguments: str, *, low_data: bool = False, **values: Any) -> Tag:
    template = Template("{% load pictures %}{% picture manifest " + arguments + " %}")
    html = template.render(Context({"request": request(low_data=low_data), "manifest": STORED, **values}))
    found = BeautifulSoup(html, "html.parser").select_one(".picture")
    assert found is not None
    return found


def part(frame: Tag, selector: str) -> Tag:
    found = frame.select_one(selector)
    assert found is not None
    return found


def test_a_picture_comes_in_webp_with_jpeg_behind_it() -> None:
    shown = frame('alt="Tea leaves" sizes="50vw"')
    source, image = part(shown, "source"), part(shown, "img")
    assert source["type"] == "image/webp"
    assert source["srcset"] == "/media/pictures/t/200.webp 200w, /media/pictures/t/400.webp 400w"
    assert source["sizes"] == "50vw"
    assert image["src"] == "/media/pictures/t/400.jpg"
    assert (image["width"], image["height"]) == ("400", "300"), "so that nothing moves while it loads"
    assert image["alt"] == "Tea leaves"
    assert image["loading"] == "lazy"


def test_the_picture_of_the_first_view_does_not_wait() -> None:
    image = part(frame("eager=True"), "img")
    assert "loading" not in image.attrs
    assert image["fetchpriority"] == "high"


def test_the_alternative_is_empty_where_the_name_stands_beside_it() -> None:
    assert part(frame(""), "img")["alt"] == ""
    assert part(frame("alt=nothing", nothing=None), "img")["alt"] == ""


def test_an_alternative_in_another_language_says_so() -> None:
    texts = {"zh-hans": "茶叶", "th": "ใบชา"}
    with translation.override("th"):
        image = part(frame("alt=texts", texts=texts), "img")
        assert image["alt"] == "ใบชา"
        assert "lang" not in image.attrs
    with translation.override("lo"):
        image = part(frame("alt=texts", texts=texts), "img")
        assert image["alt"] == "茶叶"
        assert image["lang"] == "zh-Hans"


def test_texts_are_escaped() -> None:
    template = Template("{% load pictures %}{% picture manifest alt=alt %}")
    html = template.render(Context({"manifest": STORED, "alt": '"><script>alert(1)</script>'}))
    assert "<script>" not in html


def test_readers_who_save_data_get_a_frame_with_name_and_weight() -> None:
    shown = frame('alt="Tea leaves"', low_data=True)
    assert shown.name == "a"
    assert shown["class"] == ["picture", "deferred"]
    assert shown["href"] == "/media/pictures/t/400.webp", "works without scripts"
    words = [span.get_text() for span in shown.find_all("span", recursive=False)]
    assert words == ["Tea leaves", "Show picture, 14 KB"]
    assert shown.select("img") == [], (
        "the selector does not look into the template, and no browser loads from it"
    )
    waiting = part(shown, "template")
    image, source = waiting.find("img"), waiting.find("source")
    assert isinstance(image, Tag)
    assert isinstance(source, Tag)
    assert image["alt"] == "Tea leaves"
    assert source["srcset"] == "/media/pictures/t/400.webp"


@pytest.mark.parametrize("low_data", [False, True])
@pytest.mark.parametrize("missing", [None, {}, ""])
def test_a_missing_picture_keeps_its_frame(missing: Any, low_data: bool) -> None:
    shown = frame("", low_data=low_data, manifest=missing)
    assert shown.name == "div"
    assert shown.select("img, a") == []


def test_a_badge_stands_in_the_frame() -> None:
    shown = frame("badge=badge", badge={"text": "At the fair", "tone": "warm"})
    assert part(shown, ".badge.warm").get_text() == "At the fair"


def test_a_component_without_the_page_s_context_still_knows_who_saves_data() -> None:
    """``{% include … only %}`` hands over no variables; the request stays with the context."""
    template = Template('{% include "components/picture.html" with picture=manifest alt="Tea" only %}')
    html = template.render(RequestContext(request(low_data=True), {"manifest": STORED}))
    assert "Show picture, 14 KB" in html


def test_a_picture_of_a_few_bytes_weighs_one_kilobyte() -> None:
    shown = frame("", low_data=True, manifest={**STORED, "bytes": 120})
    assert "1 KB" in shown.get_text()


def test_the_same_picture_is_drawn_once_for_each_way_it_is_shown() -> None:
    """What was drawn is used again only where all that stands in it is the same, escaped as it was given."""
    pictures._drawn.cache_clear()
    for _time in range(2):
        assert part(frame("alt=words", words="<b>tea"), "img")["alt"] == "<b>tea"
        assert part(frame("alt=words", words=mark_safe("&lt;b&gt;tea")), "img")["alt"] == "<b>tea"
        assert frame("badge=badge", badge={"text": mark_safe("<b>GI</b>")}).select(".badge b")
        assert not frame("badge=badge", badge={"text": "<b>GI</b>"}).select(".badge b")
        assert frame('alt="Tea"', low_data=True)["class"] == ["picture", "deferred"]
        with translation.override("th"):
            assert "Show picture" not in frame('alt="Tea"', low_data=True).text
    assert pictures._drawn.cache_info().hits >= pictures._drawn.cache_info().currsize
