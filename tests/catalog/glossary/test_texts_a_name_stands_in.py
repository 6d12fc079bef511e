"""Which texts a change of a name concerns: every one that holds it, however it was typed."""

import pytest

from catalog.glossary.lexicon import label_keys
from catalog.glossary.touched import Names


def stands(name: str, text: str) -> bool:
    return Names([label_keys(name)[0]]).stand_in(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mango", "Dried MANGO."),
        ("mango", "ｍａｎｇｏ"),
        ("dried mango", "dried-mango"),
        ("dried mango", "dried  (mango)"),
        ("trà xanh", "TRA\u0300 XANH"),
        ("芒果", "芒 果"),
        ("芒果", "新鲜芒果干"),
        ("มะม่วง", "มะม่วงน้ำดอกไม้"),
        ("ស្វាយ", "ផ្លែស្វាយ"),
        ("ໝາກມ່ວງ", "ນ້ຳໝາກມ່ວງ"),
        ("mango", "泰国mango干"),
    ],
)
def test_a_text_that_holds_the_name_is_found(name: str, text: str) -> None:
    assert stands(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("mango", "mangosteen"),
        ("mango", "xmango"),
        ("dried mango", "mango, dried"),
        ("dried mango", "driedmango"),
        ("芒果", "芒和果"),
        ("芒果", "芒"),
        ("mango", ""),
        ("c", "c\u00e0 ph\u00ea"),
    ],
)
def test_a_text_that_only_has_its_letters_is_not(name: str, text: str) -> None:
    assert not stands(name, text)


def test_a_sign_in_a_name_is_no_pattern() -> None:
    assert not Names(["m.ngo"]).stand_in("mango")
    assert Names(["a+b"]).stand_in("a+b")


@pytest.mark.parametrize("keys", [[], [""]])
def test_no_name_stands_nowhere(keys: list[str]) -> None:
    assert not Names(keys).stand_in("mango 芒果")


def test_one_of_many_is_enough() -> None:
    names = Names(["tea", "芒果", "dried mango"])
    assert [names.stand_in(text) for text in ("green tea", "芒果", "dried mangoes", "coffee")] == [
        True,
        True,
        False,
        False,
    ]
