"""How labels are looked for in a text: whole runs of words, the longest first, each in its own language."""

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from catalog.glossary.analyzer import analyze, graphemes
from catalog.glossary.kinship import Kinship, Meaning
from catalog.glossary.lexicon import LEAST_GRAPHEMES, Lexicon, Match, Name, Reading, joined, label_keys

Row = tuple[str, str, str]


def lexicon(*labels: Row | tuple[str, str, str, bool], kinds: dict[str, str] | None = None) -> Lexicon:
    """Return a lexicon of (slug, language, text, scoped) whose concepts are goods of no kin."""
    slugs = dict.fromkeys(label[0] for label in labels)
    meanings = {slug: Meaning(slug, (kinds or {}).get(slug, "goods"), (), {}) for slug in slugs}
    rows = [(slug, language, *label_keys(text), bool(scoped)) for slug, language, text, *scoped in labels]
    return Lexicon(rows, Kinship(meanings, {}))


def read(found: Lexicon, text: str, language: str = "en", *, query: bool = False) -> Reading:
    return found.read(analyze(text), language, query=query)


def concepts(found: Lexicon, text: str, language: str = "en", *, query: bool = False) -> list[str]:
    return list(read(found, text, language, query=query).concepts)


TEA = lexicon(("tea", "en", "tea"), ("green-tea", "en", "green tea"), ("tea-cup", "en", "tea cup"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("tea", ["tea"]),
        ("TEA, please", ["tea"]),
        ("teapot", []),
        ("green tea", ["green-tea"]),
        ("green, tea", ["green-tea"]),
        ("green and tea", ["tea"]),
        ("green tea cup", ["green-tea"]),
        ("tea cup tea", ["tea-cup", "tea"]),
        ("cup tea", ["tea"]),
        ("tea tea tea", ["tea"]),
    ],
)
def test_runs_of_whole_words_are_labels_and_the_longest_come_first(text: str, named: list[str]) -> None:
    assert concepts(TEA, text) == named


def test_of_two_as_long_the_first_is_taken() -> None:
    assert concepts(lexicon(("ab", "en", "a b"), ("bc", "en", "b c")), "a b c") == ["ab"]


def test_each_occurrence_has_its_bounds_in_what_was_written() -> None:
    text = "Tea 🍵 and green  tea"
    matches = read(TEA, text).matches
    assert [text[match.start : match.end] for match in matches] == ["Tea", "green  tea"]
    assert [match.concepts for match in matches] == [("tea",), ("green-tea",)]


def test_a_label_of_nine_words_is_too_long_to_be_looked_for() -> None:
    eight, nine = " ".join("abcdefgh"), " ".join("abcdefghi")
    found = lexicon(("eight", "en", eight), ("nine", "en", f"x {eight}"))
    assert concepts(found, eight) == ["eight"]
    assert concepts(found, f"x {eight}") == ["eight"]
    assert nine.startswith(eight)


def test_a_label_of_nothing_names_nothing() -> None:
    found = lexicon(("nothing", "en", "!?"), ("tea", "en", "tea"))
    assert concepts(found, "!? tea ?") == ["tea"]
    assert concepts(found, "") == []


def test_one_label_of_two_things_names_both_in_the_order_of_the_files() -> None:
    found = lexicon(("lychee", "vi", "vải"), ("fabric", "vi", "vải"))
    (match,) = read(found, "vải", "vi").matches
    assert match.concepts == ("lychee", "fabric")
    assert [name.language for name in match.names] == ["vi", "vi"]


def test_a_thing_named_alike_in_two_languages_is_named_once() -> None:
    found = lexicon(("coffee", "id", "kopi"), ("coffee", "ms", "kopi"))
    (match,) = read(found, "kopi", "id").matches
    assert (match.concepts, len(match.names)) == (("coffee",), 2)


SCOPED = lexicon(
    ("tamarind", "vi", "me", True), ("mango", "km", "ស្វាយ", True), ("coconut", "vi", "dừa", True)
)


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("quả me chua", "vi", ["tamarind"]),
        ("show me goods", "en", []),
        ("show me goods", "id", []),
        ("ស្វាយ", "km", ["mango"]),
        ("buy ស្វាយ now", "en", ["mango"]),  # letters of one language alone say which it is
        ("mua dừa tươi", "en", ["coconut"]),
    ],
)
def test_a_scoped_label_counts_where_its_language_is_certain(
    text: str, language: str, named: list[str]
) -> None:
    assert concepts(SCOPED, text, language) == named


def test_a_scoped_label_that_is_the_whole_query_is_what_was_meant() -> None:
    assert concepts(SCOPED, "me", "en", query=True) == ["tamarind"]
    assert concepts(SCOPED, "me me", "en", query=True) == []
    assert concepts(SCOPED, "me", "en") == []


def test_a_scoped_label_without_its_accents_is_of_its_language_only() -> None:
    assert concepts(SCOPED, "mua dua", "vi", query=True) == ["coconut"]
    assert concepts(SCOPED, "mua dua", "en", query=True) == []
    assert concepts(SCOPED, "dua", "en", query=True) == ["coconut"]


ACCENTS = lexicon(
    ("coconut", "vi", "dừa"), ("pineapple", "vi", "dứa"), ("at", "vi", "ớt"), ("durian", "vi", "sầu riêng")
)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("dừa", ["coconut"]),
        ("dứa", ["pineapple"]),
        ("dua", ["coconut", "pineapple"]),
        ("mua ot", []),  # two letters without accents are anything
        ("ot", ["at"]),  # … unless nothing else was typed
        ("ớt", ["at"]),
        ("mua dựa", []),  # another accent is another word where the word is short
        ("dựa", ["coconut", "pineapple"]),
        ("sau rieng", ["durian"]),
        ("sàu riéng", ["durian"]),  # … and a slip where it is long
        ("SAU  RIENG", ["durian"]),
    ],
)
def test_what_is_typed_without_its_accents_or_with_wrong_ones(typed: str, named: list[str]) -> None:
    assert concepts(ACCENTS, typed, "vi", query=True) == named


def test_texts_of_sellers_are_held_to_their_accents() -> None:
    for text in ("dua", "sau rieng", "sàu riéng"):
        assert concepts(ACCENTS, text, "vi") == []


UNSPACED = lexicon(
    ("durian", "th", "ทุเรียน"),
    ("mangosteen", "zh-hans", "山竹果"),
    ("bamboo", "zh-hans", "竹"),
    ("longan", "th", "ลำไย"),
    ("pepper", "km", "ម្រេច"),
    ("mango", "lo", "ໝາກມ່ວງ"),
)


@pytest.mark.parametrize(
    ("text", "language", "named"),
    [
        ("ทุเรียนหมอนทอง", "th", ["durian"]),
        ("ขายทุเรียนกับลำไย", "th", ["durian", "longan"]),
        ("新鲜山竹果批发", "zh-hans", ["mangosteen"]),
        ("ម្រេចកំពត", "km", ["pepper"]),
        ("ໝາກມ່ວງສົດ", "lo", ["mango"]),
        ("新鲜 竹 制品", "zh-hans", ["bamboo"]),
    ],
)
def test_names_are_found_in_rows_without_spaces(text: str, language: str, named: list[str]) -> None:
    assert concepts(UNSPACED, text, language) == named


@pytest.mark.parametrize("script", sorted(LEAST_GRAPHEMES))
def test_a_name_within_a_word_has_to_be_long(script: str) -> None:
    assert LEAST_GRAPHEMES[script] >= 3


def test_words_in_unspaced_scripts_are_joined_and_others_are_not() -> None:
    assert label_keys("ชา เขียว") == ("ชาเขียว", "ชาเขียว")
    assert label_keys("Trà Xanh") == ("trà xanh", "tra xanh")
    assert joined([]) == ""
    assert joined(["竹", "tea", "竹"]) == "竹 tea 竹"


POTATO = lexicon(
    ("sweet-potato", "en", "sweet potato"),
    ("potato", "en", "potato"),
    ("potato-flour", "en", "sweet potato flour"),
    kinds={"potato": "food", "sweet-potato": "food", "potato-flour": "food"},
)


def test_a_name_inside_a_longer_one_is_told_of_beside_it() -> None:
    found = read(POTATO, "sweet potato flour and potato")
    assert found.concepts == ("potato-flour", "potato")
    assert {match.concepts[0] for match in found.inner} == {"sweet-potato", "potato"}
    assert found.hidden == ()


def test_a_name_kept_apart_inside_another_hides_its_letters() -> None:
    meanings = {slug: Meaning(slug, "food", (), {}) for slug in ("sweet-potato", "potato")}
    rows = [
        ("sweet-potato", "en", *label_keys("sweet potato"), False),
        ("potato", "en", *label_keys("potato"), False),
    ]
    kept = Lexicon(rows, Kinship(meanings, {("potato", "sweet-potato"): True}))
    found = kept.read(analyze("a sweet potato"), "en")
    assert (found.concepts, found.hidden, found.inner) == (("sweet-potato",), ((8, 14),), ())
    alone = kept.read(analyze("a potato"), "en")
    assert (alone.concepts, alone.hidden) == (("potato",), ())


def test_words_for_correcting_slips_are_those_of_spaced_scripts_without_accents() -> None:
    assert ACCENTS.words == {"dua", "ot", "sau", "rieng"}
    assert UNSPACED.words == set()


def test_a_text_of_one_reading_is_read_once() -> None:
    ((analysis, reading),) = TEA.read_all("green tea", "en")
    assert analysis == analyze("green tea")
    assert reading.concepts == ("green-tea",)


def test_names_and_concepts_are_told_once_each() -> None:
    name = Name("tea", "en", "tea", scoped=False)
    match = Match((name, name), 0, 3, 0, 3)
    assert match.concepts == ("tea",)
    assert Reading((match, match), ()).concepts == ("tea",)


WORDS = ["tea", "green", "cup", "sầu", "rieng", "ทุเรียน", "ลำไย", "山竹果", "竹", "me", "🍵", ",", "x"]
EVERY = lexicon(
    ("tea", "en", "tea"),
    ("green-tea", "en", "green tea"),
    ("durian", "vi", "sầu riêng"),
    ("durian", "th", "ทุเรียน"),
    ("longan", "th", "ลำไย"),
    ("mangosteen", "zh-hans", "山竹果"),
    ("bamboo", "zh-hans", "竹"),
    ("tamarind", "vi", "me", True),
)


@effort(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=9),
    st.sampled_from(["", " "]),
    st.sampled_from(["en", "vi", "th", "zh-hans"]),
    st.booleans(),
)
def test_whatever_is_written_matches_do_not_overlap_and_lie_in_the_text(
    words: list[str], between: str, language: str, query: bool
) -> None:
    text = between.join(words)
    found = read(EVERY, text, language, query=query)
    end = 0
    for match in found.matches:
        assert end <= match.at < match.until
        assert 0 <= match.start < match.end <= len(text)
        assert match.names
        end = match.until
    for match in found.inner:
        assert any(outer.at <= match.at and match.until <= outer.until for outer in found.matches)
    if not query:
        assert set(found.concepts) <= set(read(EVERY, text, language, query=True).concepts)
    assert all(len(graphemes(text)) >= 1 for _ in found.matches)
