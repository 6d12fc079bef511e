"""Texts that a reader takes for the same become the same."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.glossary.analyzer import fold, normalize
from catalog.glossary.analyzer.chinese import simplified


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ลำไย", "ล\u0e4dาไย"),  # Thai sara am taken apart
        ("น้ำ", "น\u0e4d\u0e49า"),  # … its tone mark after the circle
        ("น้ำ", "น\u0e49\u0e4dา"),  # … and before it
        ("แกง", "เเกง"),  # two sara e for sara ae
        ("ນ້ຳ", "ນ\u0ecd\u0ec9\u0eb2"),
        ("ນ້ຳ", "ນ\u0ec9\u0ecd\u0eb2"),
        ("ໝາກມ່ວງ", "ຫມາກມ່ວງ"),
        ("ໜັງ", "ຫນັງ"),
        ("ຫຼາຍ", "ຫລາຍ"),
        ("ក្តាម", "ក្ដាម"),
        ("ဩဂုတ်", "သြဂုတ်"),
        ("ဈေး", "စျေး"),
        ("ဝါး", "၀ါး"),  # the digit zero typed for the letter wa
        ("榴莲果乾", "榴蓮果乾"),
        ("芒果干", "芒果乾"),
        ("hs 0902", "ＨＳ　０９０２"),
        ("100", "๑๐๐"),
        ("100", "໑໐໐"),
        ("100", "១០០"),
        ("100", "၁၀၀"),
        ("xoài", "xoa\u0300i"),
        ("xoài", "xoa\u200b\u0300i"),
        ("à", "ａ\u0300"),
        ("durian", "DU\u200bRI\u00adAN"),
        ("durian", "\u202bdurian\u202c"),
        ("สระน้ำ", "สระ\u200bน้ำ"),
    ],
)
def test_both_spellings_become_one(one: str, other: str) -> None:
    assert normalize(one).text == normalize(other).text


@pytest.mark.parametrize(("one", "other"), [("ສາລີ່", "ສາລີ"), ("ໝາກກຽງ", "ໝາກກ້ຽງ"), ("竹", "山竹")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert normalize(one).text != normalize(other).text


def test_thai_and_lao_vowels_are_not_taken_apart() -> None:
    for word in ("ลำไย", "ນ້ຳ", "ໝາກ", "ໜັງ"):
        assert normalize(word).text == word
        assert normalize(unicodedata.normalize("NFKC", word)).text == word


@pytest.mark.parametrize(
    ("marked", "plain"),
    [("cà phê", "ca phe"), ("đường", "duong"), ("Phở".lower(), "pho"), ("straße", "strasse"), ("ñ", "n")],
)
def test_only_latin_letters_lose_their_marks(marked: str, plain: str) -> None:
    assert fold(marked) == plain
    for word in ("ทุเรียน", "ម្រេច", "ໝາກມ່ວງ", "ဒူးရင်းသီး"):
        assert fold(word) == word


def test_what_cannot_be_written_becomes_a_space() -> None:
    assert normalize("a\ud800b\x00c\td").text == "a b c d"


def test_simplified_keeps_the_length() -> None:
    for text in ("", "乾坤", "芒果乾", "龍眼乾貨批發", "already 简体"):
        assert len(simplified(text)) == len(text)
    assert simplified("廣西龍眼") == "广西龙眼"
    assert simplified("乾坤") == "乾坤"


@given(st.text())
def test_every_character_knows_where_it_came_from(text: str) -> None:
    normal = normalize(text)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    for start, end in zip(normal.starts, normal.ends, strict=True):
        assert 0 <= start < end <= len(text)
    assert list(normal.starts) == sorted(normal.starts)


@given(st.text(alphabet="aàđ\u0300ำ\u0e4d\u0e32\u0e49ຫມ芒乾🥭\u200b 0๑", max_size=30))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalize(text).text
    assert normalize(once).text == once
