"""Words, their places in the original, and pairs of letters in scripts without spaces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.glossary.analyzer import analyze, graphemes


def keys(text: str) -> list[str]:
    return [token.key for token in analyze(text).tokens]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("广西百色芒果", ["广西", "百色", "芒果"]),
        ("หมอนทองทุเรียนสด", ["หมอน", "ทอง", "ทุเรียน", "สด"]),
        ("ໝາກມ່ວງແຫ້ງ", ["ໝາກມ່ວງ", "ແຫ້ງ"]),
        ("ម្រេចកំពតសរីរាង្គ", ["ម្រេច", "កំពត", "សរីរាង្គ"]),
        ("Cà phê Đắk Lắk", ["ca", "phe", "dak", "lak"]),
        ("5kg, M-16!", ["5kg", "m", "16"]),
        ("", []),
        ("!?… 🥭", []),
    ],
)
def test_words_of_each_script(text: str, words: list[str]) -> None:
    assert keys(text) == words


def test_offsets_count_code_points_after_characters_above_the_first_plane() -> None:
    text = "🥭🥭 芒果🥭 ทุเรียน"
    found = [text[token.start : token.end] for token in analyze(text).tokens]
    assert found == ["芒果", "ทุเรียน"]


def test_offsets_point_into_the_original_spelling() -> None:
    text = "ซื้อ น\u0e4d\u0e49า\u200bตาล และ ＨＳ"
    tokens = {token.exact: text[token.start : token.end] for token in analyze(text).tokens}
    assert tokens["hs"] == "ＨＳ"
    assert "น\u0e4d\u0e49า" in "".join(tokens.values())


def test_a_word_keeps_its_accents_beside_its_plain_form() -> None:
    (token,) = analyze("Dừa").tokens
    assert (token.exact, token.key) == ("dừa", "dua")


def test_pairs_are_made_of_whole_characters_of_the_reader() -> None:
    assert analyze("ម្រេចកំពត").grams() == ["ម្រេច", "ចកំ", "កំព", "ពត"]
    assert analyze("山竹").grams() == ["山竹"]
    assert analyze("竹").grams() == ["竹"]
    assert analyze("durian").grams() == []


def test_hidden_stretches_make_no_pairs() -> None:
    assert analyze("珍珠奶茶").grams(((0, 2),)) == ["珠奶", "奶茶"]


@given(st.text())
def test_any_text_can_be_analysed(text: str) -> None:
    analysis = analyze(text)
    end = 0
    for token in analysis.tokens:
        assert end <= token.start < token.end <= len(text)
        end = token.end
    analysis.grams()


@given(st.text(max_size=40))
def test_graphemes_add_up_to_the_text(text: str) -> None:
    safe = text.encode("utf-8", "replace").decode()
    assert "".join(graphemes(safe)) == safe
