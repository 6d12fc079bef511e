"""What is asked of an engine for what was typed: which words in which field, and how many of them."""

import pytest

from catalog.search.plan import Clause, Group, Plan
from catalog.search.understanding import LONGEST_QUERY, Query, Understanding, understand
from tests.catalog.glossary.from_files import file_lexicon


def read(text: str, language: str = "en", *, literal: bool = False) -> Understanding:
    return understand(Query(text, language, literal=literal), file_lexicon())


def clauses(group: Group) -> list[Clause]:
    return [clause for part in group.parts for clause in part]


def concepts(asked: Understanding) -> list[str]:
    return [
        clause.terms[0] for group in asked.groups for clause in clauses(group) if clause.field == "concept"
    ]


def test_a_word_is_looked_for_as_typed_before_anything_else() -> None:
    (group,) = read("gearbox").groups
    fields = {clause.field: clause for clause in clauses(group)}
    assert fields["exact"].points > fields["title"].points > fields["body"].points
    assert fields["exact"].terms == ("gearbox",)
    assert not group.optional


def test_a_word_typed_with_accents_is_not_looked_for_without_them_in_accented_text() -> None:
    (group,) = read("dừa", "vi", literal=True).groups
    assert {clause.field for clause in clauses(group)} == {"exact", "body_exact"}
    assert {clause.terms for clause in clauses(group)} == {("dừa",), ("dua",)}


@pytest.mark.parametrize(
    ("text", "language", "slug"),
    [
        ("durian", "en", "durian"),
        ("榴莲", "zh-hans", "durian"),
        ("ทุเรียน", "th", "durian"),
        ("xoài sấy", "vi", "dried-mango"),
    ],
)
def test_a_name_is_looked_for_by_its_meaning_too(text: str, language: str, slug: str) -> None:
    asked = read(text, language)
    assert slug in asked.concepts
    group = asked.groups[0]
    assert {clause.field for clause in group.parts[1]} == {"concept", "broader"}
    narrow, wide = (
        next(clause.points for clause in group.parts[1] if clause.field == name)
        for name in ("concept", "broader")
    )
    assert narrow > wide, "what is filed under it comes before what is only a kind of it"


def test_only_the_words_are_looked_for_when_that_is_asked() -> None:
    asked = read("durian", literal=True)
    assert (asked.concepts, concepts(asked)) == ((), [])
    assert len(asked.groups) == 1


def test_two_things_are_two_groups() -> None:
    asked = read("durian pepper")
    assert [group.text for group in asked.groups] == ["durian", "pepper"]
    assert asked.plan().least == 2


def test_the_longest_name_is_one_group() -> None:
    asked = read("Hom Mali rice")
    assert [group.text for group in asked.groups] == ["hom mali rice"]


def test_a_form_within_a_name_orders_the_hits() -> None:
    asked = read("dried mango")
    assert [(group.text, group.optional) for group in asked.groups] == [
        ("dried mango", False),
        ("dried", True),
    ]
    assert "dried-mango" in concepts(asked)


def test_a_form_counts_more_than_being_the_thing_itself() -> None:
    points = {
        group.text: max(clause.points for clause in group.parts[-1]) for group in read("dried kumquat").groups
    }
    assert points["dried"] > points["kumquat"]


@pytest.mark.parametrize(
    ("text", "language", "beside"),
    [
        ("frumious plywood", "en", ["frumious"]),
        ("plywood frumious", "en", []),
        ("plywood frumied", "en", ["frumied"]),
        ("truck diesel engine", "en", ["truck"]),
        ("xoài blort", "vi", ["blort"]),
        ("blort xoài", "vi", []),
        ("blort mangga", "fil", ["blort"]),
        ("mangga blort", "fil", ["blort"]),
        ("blort vizz plywood", "en", []),
    ],
)
def test_words_on_one_side_of_a_name_only_tell_more_of_it(
    text: str, language: str, beside: list[str]
) -> None:
    asked = read(text, language)
    assert [group.text for group in asked.groups if group.beside] == beside
    assert all(group.optional for group in asked.loosely.groups if group.beside)
    assert asked.plan().required == tuple(group for group in asked.groups if not group.optional)


def test_talk_is_not_taken_for_a_name_of_another_language() -> None:
    assert "saya" in {name.key for names in [read("saya", "fil").reading.matches[0].names] for name in names}
    asked = read("saya mau beli durian", "id")
    assert [group.text for group in asked.groups if not group.optional] == ["durian"]
    assert concepts(asked) == ["durian"]


def test_who_types_accents_means_a_syllable_without_one() -> None:
    assert read("ung", "vi").concepts
    assert "safety-boots" not in read("điều trị ung thư", "vi").concepts


@pytest.mark.parametrize(("words", "least"), [(1, 1), (2, 2), (3, 2), (4, 3), (5, 3), (10, 6)])
def test_of_many_words_some_may_be_missing(words: int, least: int) -> None:
    text = " ".join(f"word{letter}" for letter in "qwrtypsdfg"[:words])
    asked = read(text, literal=True)
    assert len(asked.groups) == words
    assert asked.plan().least == least
    assert asked.plan(least=words).least == words


def test_what_surrounds_a_wish_need_not_match() -> None:
    asked = read("I want to buy durian 5 kg")
    needed = [group.text for group in asked.groups if not group.optional]
    assert needed == ["durian"]
    assert asked.plan().least == 1


def test_when_only_surroundings_were_typed_they_are_the_wish() -> None:
    asked = read("buy cheap")
    assert asked.groups
    assert not any(group.optional for group in asked.groups)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("090240", {"090240"}),
        ("0902.40", {"090240"}),
        ("0902 40", {"0902", "090240"}),
        ("HS 0902", {"0902"}),
        ("LB-2019/A", {"lb2019a"}),
        ("abc", set()),
        ("tea 12", set()),
    ],
)
def test_what_may_be_a_code_is_looked_for_as_one(text: str, codes: set[str]) -> None:
    found = {clause.terms[0] for clause in read(text).instead if clause.field == "code"}
    assert found >= codes
    assert codes or not found


def test_letters_in_pairs_are_looked_for_where_no_meaning_is_known() -> None:
    (gram,) = [clause for clause in read("錾銮玥璟", "zh-hans").instead if clause.field == "gram"]
    assert (len(gram.terms), gram.needed) == (3, 3)
    known = [clause for clause in read("榴莲", "zh-hans").instead if clause.field == "gram"]
    assert known == []


def test_two_letters_of_scripts_whose_letters_are_everywhere_are_not_looked_for() -> None:
    assert not [clause for clause in read("กข", "th", literal=True).instead if clause.field == "gram"]


@pytest.mark.parametrize("text", ["", "   ", "!?", "👍👍", "\u200b"])
def test_nothing_to_look_for_is_said(text: str) -> None:
    asked = read(text)
    assert asked.empty
    assert asked.plan().nothing


def test_a_long_text_is_looked_at_in_part_and_that_is_said() -> None:
    asked = read("word " * 1000)
    assert asked.cut
    assert len(asked.groups) <= 24
    assert not read("x" * LONGEST_QUERY).cut
    assert read("x" * (LONGEST_QUERY + 1)).cut


@pytest.mark.parametrize(
    "text", ['"fresh durian"', "durian*", "+durian -mango", "durian AND NOT x", "(durian"]
)
def test_nothing_that_is_typed_is_syntax(text: str) -> None:
    assert "durian" in concepts(read(text))


@pytest.mark.parametrize(
    ("text", "page", "guessed"),
    [
        ("ทุเรียน", "en", "th"),
        ("榴莲", "en", "zh-hans"),
        ("ໝາກ", "zh-hans", "lo"),
        ("ដូង", "en", "km"),
        ("အုန်းသီး", "en", "my"),
        ("sầu riêng", "en", "vi"),
        ("durian", "th", "en"),
        ("mangga", "id", "id"),
        ("mangga", "fil", "fil"),
        ("2019", "th", "th"),
    ],
)
def test_the_language_of_a_query_is_guessed_by_its_letters(text: str, page: str, guessed: str) -> None:
    assert read(text, page).language == guessed


def test_a_clause_needs_all_its_terms_unless_told_otherwise() -> None:
    assert Clause("title", ("a", "b", "c"), 5).needed == 3
    assert Clause("title", ("a", "b", "c"), 5, least=2).needed == 2


def test_the_groups_that_count_are_those_that_are_not_optional() -> None:
    one, other = Group("one", ()), Group("other", (), optional=True)
    assert Plan((one, other)).required == (one,)
