"""A query taken apart: one group for each name and word in it, codes and letters beside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.glossary.analyzer import analyze
from catalog.search.groups import POINTS, by_meaning, codes, grams, groups_of
from catalog.search.plan import Clause, Group
from tests.catalog.glossary.from_files import file_lexicon


def groups(text: str, language: str = "en") -> list[Group]:
    analysis = analyze(text)
    reading = file_lexicon().read(analysis, language, query=True)
    return groups_of(analysis, reading, language, reading.matches)


def concepts(group: Group) -> set[str]:
    return {
        term for part in group.parts for clause in part if clause.field == "concept" for term in clause.terms
    }


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("090210", ["090210"]),
        ("0902.10", ["090210"]),
        ("0902 10", ["0902", "090210"]),
        ("HS 0902.10", ["090210"]),
        ("hs 0902 10", ["0902", "090210"]),
        ("12 34", ["1234"]),
        ("123", []),
        ("", []),
        ("   ", []),
        ("HS", []),
        ("tea", []),
    ],
)
def test_codes_are_read_however_they_are_parted(typed: str, found: list[str]) -> None:
    assert [clause.terms for clause in codes(typed)] == [(one,) for one in found]


def test_words_do_not_grow_together_into_a_code() -> None:
    assert ("durianmango",) not in [clause.terms for clause in codes("durian mango")]
    assert ("teahouse1",) not in [clause.terms for clause in codes("tea house 1")]


def test_a_code_typed_twice_is_asked_for_once() -> None:
    assert [clause.terms for clause in codes("0902 0902")] == [("0902",), ("09020902",)]
    assert {clause.points for clause in codes("0902 10")} == {POINTS["code"]}


@given(st.text(max_size=40))
def test_whatever_is_typed_codes_are_long_enough_and_each_but_once(text: str) -> None:
    terms = [clause.terms[0] for clause in codes(text)]
    assert len(terms) == len(set(terms))
    assert all(len(term) >= 4 for term in terms)


@pytest.mark.parametrize(
    ("typed", "pairs", "needed"),
    [
        ("榴莲", ("榴莲",), 1),
        ("芒果干", ("芒果", "果干"), 2),
        ("金煌芒果干", ("金煌", "煌芒", "芒果", "果干"), 3),
    ],
)
def test_of_the_neighbours_of_unspaced_letters_most_are_needed(
    typed: str, pairs: tuple[str, ...], needed: int
) -> None:
    assert grams(analyze(typed)) == [Clause("gram", pairs, POINTS["gram"], needed)]


@pytest.mark.parametrize("typed", ["durian", "trà xanh", "茶", "ชา", "", "🍵🍵🍵", "123 456"])
def test_too_few_letters_and_spaced_scripts_have_no_neighbours(typed: str) -> None:
    assert grams(analyze(typed)) == []


def test_each_stretch_of_unspaced_letters_is_asked_for_by_itself() -> None:
    first, second = grams(analyze("芒果 durian 榴莲"))
    assert (first.terms, second.terms) == (("芒果",), ("榴莲",))


def test_a_pair_that_comes_twice_is_counted_once() -> None:
    (clause,) = grams(analyze("芒果芒果"))
    assert clause.terms == ("芒果", "果芒")
    assert clause.needed == 2


def test_a_name_is_one_group_with_its_words_and_its_meaning() -> None:
    (group,) = groups("dried mango")
    assert group.text == "dried mango"
    assert by_meaning(group)
    assert "dried-mango" in concepts(group)
    assert not group.optional


def test_a_word_that_names_nothing_is_looked_for_as_it_stands() -> None:
    (group,) = groups("zorblax")
    assert (group.text, by_meaning(group), concepts(group)) == ("zorblax", False, set())
    assert {clause.field for clause in group.parts[0]} == {"exact", "title", "body"}


def test_an_accented_word_is_not_its_unaccented_neighbour() -> None:
    (group,) = groups("zorblâx", "vi")
    fields = {clause.field: clause.terms for clause in group.parts[0]}
    assert "title" not in fields
    assert fields["body_exact"] == ("zorblâx",)


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "\u200b"])
def test_a_query_of_nothing_has_no_groups(typed: str) -> None:
    assert groups(typed) == []


def test_every_word_typed_stands_in_one_group() -> None:
    found = groups("zorblax durian quuxly")
    assert sorted(group.text for group in found) == ["durian", "quuxly", "zorblax"]
    assert [by_meaning(group) for group in found if group.text == "durian"] == [True]


@given(
    st.lists(st.sampled_from(["durian", "榴莲", "zorblax", "trà", "ทุเรียน", "kg", "2kg", "🍵"]), max_size=5)
)
def test_whatever_is_typed_groups_have_something_to_ask_for(words: list[str]) -> None:
    for group in groups(" ".join(words)):
        assert group.text
        assert group.parts
        assert all(clause.terms for part in group.parts for clause in part)
