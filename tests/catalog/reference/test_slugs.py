"""One slug for one name, whichever script it is written in."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.reference.slugs import LONGEST, RESERVED, SlugRefused, check_slug, make_slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("六堡茶 2019", "liubaocha-2019"),
        ("Trà Lục Bảo", "tra-luc-bao"),
        ("Đà Nẵng", "da-nang"),
        ("ทุเรียน", "thueriyn"),
        ("ទុរេន", "toren"),
        ("ໝາກມ່ວງ", "makmvng"),
        ("ဒူးရင်း", "durn"),
        ("Kampot pepper (GI)", "kampot-pepper-gi"),
        ("Bird's nest & honey", "birds-nest-honey"),
        ("  Gayo -- Arabica  ", "gayo-arabica"),
    ],
)
def test_names_in_many_scripts(text: str, slug: str) -> None:
    assert make_slug(text) == slug


def test_composed_and_decomposed_names_give_one_address() -> None:
    for text in ("Trà Lục Bảo", "Đà Nẵng", "กำปอต", "ဒူးရင်း"):
        assert make_slug(unicodedata.normalize("NFD", text)) == make_slug(text)


def test_a_taken_slug_gets_the_next_free_number() -> None:
    assert make_slug("Nanning", taken={"nanning"}) == "nanning-2"
    assert make_slug("Nanning", taken={"nanning", "nanning-2", "nanning-3"}) == "nanning-4"


def test_what_is_taken_may_be_asked_one_by_one() -> None:
    asked: list[str] = []

    def is_taken(slug: str) -> bool:
        asked.append(slug)
        return slug == "nanning"

    assert make_slug("Nanning", taken=is_taken) == "nanning-2"
    assert asked == ["nanning", "nanning-2"]


@pytest.mark.parametrize("word", ["search", "goods", "th", "zh-hans", "new", "admin"])
def test_a_reserved_word_is_never_a_slug(word: str) -> None:
    assert make_slug(word) == f"{word}-2"
    with pytest.raises(SlugRefused, match="reserved"):
        check_slug(word)


@pytest.mark.parametrize("text", ["", "  ", "🥭🥭", "---", "!?"])
def test_a_name_without_letters_gets_the_fallback(text: str) -> None:
    assert make_slug(text, fallback="mango") == "mango"
    assert make_slug(text, taken={"item"}) == "item-2"


def test_long_names_end_at_a_word() -> None:
    slug = make_slug("cassia bark from the hills of Fangchenggang, cleaned and cut by hand, first grade")
    assert slug == "cassia-bark-from-the-hills-of-fangchenggang-cleaned-and-cut"
    numbered = make_slug("a" * 200, taken={"a" * LONGEST})
    assert numbered == "a" * (LONGEST - 2) + "-2"


@given(st.text(max_size=200), st.sets(st.sampled_from(["item", "a", "b", "item-2"])))
def test_any_text_gives_a_usable_slug(text: str, taken: set[str]) -> None:
    slug = make_slug(text, taken=taken)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST
    assert slug not in RESERVED
    assert slug not in taken
    assert check_slug(slug) == slug


@pytest.mark.parametrize(
    "slug", ["", "Nanning", "nan ning", "-nanning", "nanning-", "nan--ning", "南宁", "a" * 61, "a/b", "a\n"]
)
def test_a_slug_a_person_chose_must_be_written_like_one(slug: str) -> None:
    with pytest.raises(SlugRefused, match="lower-case letters"):
        check_slug(slug)
