"""Finding concepts in text: the longest name wins, and a name inside another name is not that thing."""

import pytest

from catalog.glossary.analyzer import analyze
from catalog.glossary.lexicon import Reading, guess_language, joined
from tests.catalog.glossary.from_files import file_lexicon


def read(text: str, language: str, *, query: bool = True) -> Reading:
    return file_lexicon().read(analyze(text), language, query=query)


@pytest.mark.parametrize(
    ("text", "language", "concept"),
    [
        ("榴莲", "zh-hans", "durian"),
        ("榴槤", "zh-hans", "durian"),
        ("liulian", "en", "durian"),
        ("ทุเรียน", "th", "durian"),
        ("ทุเรียน", "en", "durian"),  # typed on an English page
        ("sầu riêng", "vi", "durian"),
        ("sau rieng", "vi", "durian"),  # typed without accents
        ("sầu rieng", "en", "durian"),  # … with one of two
        ("ຫມາກມ່ວງ", "lo", "mango"),
        ("သရက်သီး", "my", "mango"),
        ("xoai say", "vi", "dried-mango"),
        ("芒果乾", "zh-hans", "dried-mango"),
        ("ชาเขียว", "th", "green-tea"),
        ("គ្រាប់ស្វាយចន្ទីស្ងួត", "km", "cashew"),  # which ICU cuts in the middle
        ("kape", "fil", "coffee"),
    ],
)
def test_a_thing_is_found_by_any_of_its_names(text: str, language: str, concept: str) -> None:
    assert concept in read(text, language).concepts


@pytest.mark.parametrize(
    ("text", "language", "found", "not_found"),
    [
        ("山竹", "zh-hans", "mangosteen", "bamboo-raw"),
        ("珍珠奶茶", "zh-hans", "bubble-tea", "pearl"),
        ("红薯", "zh-hans", "sweet-potato", "potato"),
        ("sweet potato", "en", "sweet-potato", "potato"),
        ("custard apple", "en", "custard-apple", "apple"),
        ("菠萝蜜", "zh-hans", "jackfruit", "pineapple"),
        ("ข้าวสาลี", "th", "wheat", "rice"),
        ("pearl milk tea", "en", "bubble-tea", "pearl"),
    ],
)
def test_a_name_inside_another_name_is_not_that_thing(
    text: str, language: str, found: str, not_found: str
) -> None:
    concepts = read(text, language).concepts
    assert found in concepts
    assert not_found not in concepts


def test_the_word_inside_is_hidden_so_that_it_is_not_found_as_a_word_either() -> None:
    assert read("珍珠奶茶", "zh-hans").hidden == ((0, 2),)
    assert read("sweet potato", "en").hidden == ((6, 12),)


@pytest.mark.parametrize("text", ["芒果干", "coconut oil", "rice noodles", "冷冻榴莲"])
def test_what_a_thing_is_made_of_is_not_hidden(text: str) -> None:
    assert read(text, "zh-hans").hidden == ()


def test_accents_tell_words_apart_and_their_absence_leaves_both() -> None:
    assert read("dừa", "vi").concepts == ("coconut",)
    assert read("dứa", "vi").concepts == ("pineapple",)
    assert {"coconut", "pineapple"} <= set(read("dua", "vi").concepts)


def test_a_label_with_another_meaning_elsewhere_counts_in_its_language_only() -> None:
    assert read("van inox", "vi").concepts[0] == "valve"
    assert "valve" not in read("delivery van", "en").concepts
    assert "tamarind" not in read("show me goods", "en").concepts
    assert read("baja ringan", "id").concepts == ("steel",)
    assert read("beg baja", "ms").concepts[-1] == "fertiliser"


def test_alone_in_a_query_such_a_label_is_taken_for_what_it_names_elsewhere() -> None:
    assert read("anggur", "en").concepts == ("grape",)
    assert read("anggur", "en", query=False).concepts == ()


def test_documents_are_matched_with_their_accents_only() -> None:
    assert read("sau rieng", "vi", query=False).concepts == ()
    assert read("sầu riêng", "vi", query=False).concepts == ("durian",)


def test_one_label_may_name_two_things() -> None:
    assert set(read("vải", "vi").concepts) == {"lychee", "fabric"}


def test_several_things_in_one_text_in_order() -> None:
    matches = read("Organic dried mango from Thailand", "en").matches
    assert [match.concepts[-1] for match in matches] == ["organic", "dried-mango", "thailand"]


def test_bounds_point_into_the_original() -> None:
    text = "🥭 ลด ราคา ทุเรียน"
    (match,) = [match for match in read(text, "th").matches if "durian" in match.concepts]
    assert text[match.start : match.end] == "ทุเรียน"


@pytest.mark.parametrize("text", ["", "   ", "!!!", "🥭", "ក", "qwertyuiop", "量子纠缠"])
def test_texts_that_name_nothing(text: str) -> None:
    assert read(text, "en").concepts == ()


@pytest.mark.parametrize(
    ("text", "page", "language"),
    [
        ("榴莲", "en", "zh-hans"),
        ("ทุเรียน", "en", "th"),
        ("ທຸລຽນ", "th", "lo"),
        ("ធុរេន", "en", "km"),
        ("ဒူးရင်း", "en", "my"),
        ("sầu riêng", "en", "vi"),
        ("durian", "th", "en"),
        ("kopi", "id", "id"),
        ("", "fil", "fil"),
        ("090210", "km", "km"),
    ],
)
def test_the_language_of_a_query_is_guessed(text: str, page: str, language: str) -> None:
    assert guess_language(text, page) == language


def test_words_are_joined_as_their_script_joins_them() -> None:
    assert joined(["芒果", "干"]) == "芒果干"
    assert joined(["dried", "mango"]) == "dried mango"
    assert joined(["kopi", "咖啡"]) == "kopi 咖啡"
