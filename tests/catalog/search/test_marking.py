"""What was found is marked in the text as it stands: nothing lost, nothing cut in two, nothing unescaped."""

import re
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.search.marking import fragment, marked, pieces
from catalog.search.understanding import Query, understand
from tests.catalog.glossary.from_files import file_lexicon

LETTERS = "durianmgo 榴莲芒果ทุเรียนដូងດູ<>&\"'🥭\u200b\u0301\u0302é"


def shown(text: str, asked: str, language: str = "en", asked_in: str = "") -> str:
    """Return the text with what the query found in it marked."""
    query = understand(Query(asked, asked_in or language), file_lexicon())
    found = pieces(text, language, query, file_lexicon())
    return str(marked(text, [(piece.start, piece.end) for piece in found]))


def marks(html: str) -> list[str]:
    return [unescape(found) for found in re.findall("<mark>(.*?)</mark>", html, re.DOTALL)]


@pytest.mark.parametrize(
    ("text", "language", "asked", "asked_in", "found"),
    [
        ("Fresh durian, frozen durian", "en", "durian", "en", ["durian", "durian"]),
        ("泰国榴莲 优质", "zh-hans", "durian", "en", ["榴莲"]),
        ("ข้าวหอมมะลิ และ ทุเรียนสด", "th", "ทุเรียน", "th", ["ทุเรียน"]),
        ("Sầu riêng tươi", "vi", "sau rieng", "vi", ["Sầu", "riêng"]),
        ("ဒူးရင်းသီး လတ်ဆတ်", "my", "ทุเรียน", "th", ["ဒူးရင်းသီး"]),
        ("FRESH DURIAN", "en", "durian", "en", ["DURIAN"]),
        ("Ｄｕｒｉａｎ", "en", "durian", "en", ["Ｄｕｒｉａｎ"]),
        ("Durianesque? No: durian-like", "en", "durian", "en", ["durian"]),
        ("珍珠奶茶", "zh-hans", "珍珠", "zh-hans", []),
        ("nothing of it", "en", "durian", "en", []),
    ],
)
def test_the_word_that_was_meant_is_marked(
    text: str, language: str, asked: str, asked_in: str, found: list[str]
) -> None:
    assert marks(shown(text, asked, language, asked_in)) == found


def test_letters_above_the_first_plane_do_not_move_the_marks() -> None:
    assert shown("🥭🥭 mango 🥭 mango", "mango") == "🥭🥭 <mark>mango</mark> 🥭 <mark>mango</mark>"
    assert marks(shown("𠮷野 六堡茶", "六堡茶", "zh-hans")) == ["六堡茶"]


def test_an_accent_written_apart_is_marked_with_its_letter() -> None:
    apart = "Sa\u0302\u0300u rie\u0302ng"
    assert marks(shown(apart, "sầu riêng", "vi")) == apart.split()


def test_what_cannot_be_seen_between_letters_is_kept() -> None:
    assert marks(shown("du\u200brian", "durian")) == ["du\u200brian"]


@pytest.mark.parametrize("danger", ["<script>alert(1)</script>", '"><img src=x>', "&lt;mark&gt;", "<mark>"])
def test_everything_that_is_not_ours_is_escaped(danger: str) -> None:
    html = shown(f"{danger} durian {danger}", "durian")
    assert html.count("<mark>") == html.count("</mark>") == 1
    assert not re.search(r"<(?!/?mark>)", html)
    assert unescape(re.sub("</?mark>", "", html)) == f"{danger} durian {danger}"


@given(
    text=st.text(
        alphabet=st.sampled_from("durianmgo 榴莲芒果ทุเรียนដូងດູ<>&\"'🥭\u200b\u0301\u0302é"), max_size=60
    ),
    asked=st.sampled_from(["durian", "榴莲", "ทุเรียน", "mango", "ដូង", "r", "芒果 durian"]),
)
@settings(max_examples=150, deadline=None)
def test_no_letter_is_lost_and_no_mark_overlaps_another(text: str, asked: str) -> None:
    query = understand(Query(asked, "en"), file_lexicon())
    found = pieces(text, "en", query, file_lexicon())
    spans = [(piece.start, piece.end) for piece in found]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert unescape(re.sub("</?mark>", "", str(marked(text, spans)))) == text


def test_a_fragment_is_cut_at_words_around_the_first_mark() -> None:
    text = " ".join(["word"] * 60) + " durian " + " ".join(["more"] * 60)
    at = text.index("durian")
    cut = str(fragment(text, [(at, at + 6)]))
    assert cut.startswith("…word ")
    assert cut.endswith(" more…")
    assert "<mark>durian</mark>" in cut
    assert len(cut) < 250


def test_a_short_text_is_its_own_fragment() -> None:
    assert str(fragment("A durian.", [(2, 8)])) == "A <mark>durian</mark>."


def test_a_fragment_marks_all_that_lies_in_it_and_nothing_beyond() -> None:
    text = "durian and durian " + "x " * 200 + "durian"
    spans = [(found.start(), found.end()) for found in re.finditer("durian", text)]
    cut = str(fragment(text, spans))
    assert cut.count("<mark>durian</mark>") == 2
