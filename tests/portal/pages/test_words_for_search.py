"""What search reads of a page: its words, whole and apart from each other, and nothing that is not words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from portal.pages.documents import WORDS, words_in

words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


def read(kind: str, value: Any) -> list[str]:
    return list(words_in([{"type": kind, "value": value, "id": "words-of-no-reader"}]))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>一片叶子</p>", "一片叶子"),
        ("<h2>Picking</h2><p>At dawn.</p>", "Picking At dawn."),
        ("<h3>Dry</h3><ul><li>green</li><li>black</li></ul>", "Dry green black"),
        ("<ol><li>one</li></ol><p>two</p>", "one two"),
        ("<p>Wuzhou<br/>Nanning</p>", "Wuzhou Nanning"),
        ("<p>Wuzhou<br>Nanning</p>", "Wuzhou Nanning"),
        ("<p>Tea &amp; rice, 5 &lt; 6</p>", "Tea & rice, 5 < 6"),
        ("<p>ជា\u200bតែ</p>", "ជា\u200bតែ"),
        ("<p>half<b>way</b></p>", "halfway"),
        ('<p>See <a linktype="page" id="7">the leaf</a>.</p>', "See the leaf ."),
        ("<p>  a\n\n b </p>", "a b"),
    ],
)
def test_a_text_is_read_as_a_reader_reads_it(html: str, text: str) -> None:
    assert [said.replace(" .", ".") for said in read("text", html)] == [text.replace(" .", ".")]


@effort(max_examples=40, deadline=None)
@given(st.lists(words, min_size=1, max_size=6))
def test_no_two_words_run_together(parts: list[str]) -> None:
    (said,) = read("text", "".join(f"<p>{part}</p>" for part in parts))
    assert said.split(" ") == parts


@pytest.mark.parametrize(
    ("kind", "value", "said"),
    [
        ("lead", "First of all", ["First of all"]),
        ("quote", {"text": "Slowly", "who": "Wei", "role": "grower"}, ["Slowly", "Wei", "grower"]),
        ("picture", {"picture": 5, "caption": "Spring tea"}, ["Spring tea"]),
        ("call", {"heading": "Look", "text": "Come", "target": {"address": "/x/"}}, ["Look", "Come"]),
        ("goods", {"heading": "Teas", "lead": "All", "category": "tea", "country": "CN"}, ["Teas", "All"]),
        ("video", {"title": "Hills", "address": "https://films.example/", "minutes": 3}, ["Hills"]),
        ("chart", {"title": "Stands", "description": "More", "kind": "bars"}, ["Stands", "More"]),
    ],
)
def test_every_kind_of_block_gives_its_words(kind: str, value: Any, said: list[str]) -> None:
    assert read(kind, value) == said


def test_lists_inside_a_block_are_read_in_order() -> None:
    figures = [
        {"type": "item", "value": {"value": "121", "label": label, "note": ""}} for label in ("a", "b")
    ]
    assert [one for one in read("figures", {"figures": figures}) if one] == ["a", "b"]
    pictures = [{"type": "item", "value": {"picture": 1, "caption": one}} for one in ("c", "d")]
    assert read("gallery", {"heading": "Hills", "pictures": pictures}) == ["Hills", "c", "d"]


def test_what_a_source_is_called_is_not_what_the_page_is_about() -> None:
    figures = {
        "figures": [],
        "source": {"title": "Yearbook", "address": "https://x.example/", "checked_on": "2026-01-01"},
    }
    assert read("figures", figures) == []


@pytest.mark.parametrize("value", [None, 5, True, [], {}, {"count": 8}, {"picture": None}])
def test_what_is_no_text_is_passed_over(value: Any) -> None:
    assert read("goods", value) == []


def test_settings_of_blocks_are_not_words() -> None:
    assert not WORDS & {"id", "type", "kind", "category", "country", "address", "checked_on", "unit", "count"}
