"""What is a kind of what, what only shares a name, and how runs of words become labels."""

import pytest

from catalog.glossary.analyzer import analyze
from catalog.glossary.kinship import Kinship, Meaning
from catalog.glossary.lexicon import Lexicon, guess_language, joined, label_keys

FRUIT = Meaning("fruit", "food", (), {"en": "fruit"})
MANGO = Meaning("mango", "food", ("fruit",), {"en": "mango", "th": "มะม่วง"})
DRIED = Meaning("dried-mango", "food", ("mango", "fruit"), {"en": "dried mango"})
DURIAN = Meaning("durian", "food", ("fruit",), {"en": "durian"})
BAMBOO = Meaning("bamboo", "goods", (), {"vi": "tre"})
BEN_TRE = Meaning("ben-tre", "place", (), {"vi": "Bến Tre"})
ORGANIC = Meaning("organic", "trade", (), {"en": "organic"})
ALL = {one.slug: one for one in (FRUIT, MANGO, DRIED, DURIAN, BAMBOO, BEN_TRE, ORGANIC)}


def kinship(**decided: bool) -> Kinship:
    pairs = {tuple(pair.split("__")): apart for pair, apart in decided.items()}
    return Kinship(ALL, pairs)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("inner", "outer", "apart"),
    [
        ("mango", "mango", False),
        ("mango", "dried-mango", False),
        ("fruit", "dried-mango", False),
        ("dried-mango", "mango", False),
        ("mango", "durian", True),
        ("bamboo", "ben-tre", True),
        ("bamboo", "mango", True),
        ("organic", "mango", False),
        ("ben-tre", "mango", False),
    ],
)
def test_a_name_inside_a_longer_name(inner: str, outer: str, apart: bool) -> None:
    assert kinship().apart(inner, outer) is apart


def test_an_editor_has_the_last_word() -> None:
    assert kinship(mango__durian=False).apart("mango", "durian") is False
    decided = Kinship(ALL, {("fruit", "mango"): True})
    assert decided.apart("fruit", "mango") is True


def test_a_name_is_given_in_the_language_asked_for_or_in_english_or_as_the_slug() -> None:
    assert MANGO.name("th") == "มะม่วง"
    assert MANGO.name("vi") == "mango"
    assert BAMBOO.name("th") == "bamboo"


def lexicon(*labels: tuple[str, str, str]) -> Lexicon:
    rows = [(slug, language, *label_keys(text), False) for slug, language, text in labels]
    return Lexicon(rows, kinship())


def named(lexicon: Lexicon, text: str, language: str = "en", *, query: bool = False) -> list[str]:
    return list(lexicon.read(analyze(text), language, query=query).concepts)


def test_a_run_that_begins_a_label_and_does_not_end_one_names_nothing() -> None:
    few = lexicon(("dried-mango", "en", "dried mango slices"), ("durian", "en", "durian"))
    assert named(few, "dried mango") == []
    assert named(few, "dried mango slices and durian") == ["dried-mango", "durian"]
    assert named(few, "dried durian") == ["durian"]


def test_a_longer_label_is_found_past_words_that_are_labels_themselves() -> None:
    few = lexicon(("mango", "en", "mango"), ("dried-mango", "en", "mango slices dried thin"))
    assert named(few, "mango slices dried thin") == ["dried-mango"]
    assert named(few, "mango slices dried") == ["mango"]


def test_without_its_accents_a_label_counts_in_queries_only() -> None:
    few = lexicon(("durian", "vi", "sầu riêng"))
    assert named(few, "sau rieng", "vi") == []
    assert named(few, "sau rieng", "vi", query=True) == ["durian"]


def test_a_label_of_latin_and_chinese_letters_is_one_run() -> None:
    few = lexicon(("durian", "zh-hans", "A级 榴莲"))
    assert named(few, "A级榴莲", "zh-hans") == ["durian"]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["dried", "mango"], "dried mango"),
        (["榴", "莲"], "榴莲"),
        (["ทุเรียน", "สด"], "ทุเรียนสด"),
        (["a", "榴莲"], "a 榴莲"),
        ([], ""),
    ],
)
def test_words_are_joined_as_their_script_joins_them(words: list[str], text: str) -> None:
    assert joined(words) == text


def test_the_language_is_guessed_from_letters_that_only_one_of_ours_uses() -> None:
    assert guess_language("đường", "en") == "vi"
    assert guess_language("ជា", "en") == "km"
    assert guess_language("plain", "ms") == "ms"
    assert guess_language("plain", "lo") == "en"
