"""The nearest known word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.spelling import distance, nearest, nearest_name, starting


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("mango", "mango", 0),
        ("mango", "mnago", 1),
        ("mango", "mang", 1),
        ("mango", "mangos", 1),
        ("mango", "tango", 1),
    ],
)
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert distance(one, other, 2) == slips


def test_counting_stops_when_it_is_too_far() -> None:
    assert distance("mango", "qqqqq", 1) == 2


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_distance_is_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9)


def test_the_nearest_and_then_the_most_frequent_wins() -> None:
    assert nearest("mangp", {"mango": 1, "mangy": 9}) == "mangy"
    assert nearest("mangosteem", {"mangosteen": 1, "mangosteens": 99}) == "mangosteen"


@pytest.mark.parametrize("word", ["tea", "rice9", "zzzzzz", "ango"])
def test_short_coded_and_far_words_stay_unknown(word: str) -> None:
    assert nearest(word, {"tee": 1, "rice8": 1, "mango": 1}) is None


def test_two_slips_are_forgiven_in_long_words_only() -> None:
    assert nearest("mangosteeem", {"mangosteen": 1}) == "mangosteen"
    assert nearest("manto", {"mingo": 1}) is None


def test_words_are_chosen_by_their_first_letter() -> None:
    assert starting(["mango", "tea", "melon"], "m") == {"mango": 1, "melon": 1}


def named(*names: str, **meanings: str) -> dict[str, set[str]]:
    return {name: {meanings.get(f"at{place}", name)} for place, name in enumerate(names)}


def test_a_name_without_spaces_is_known_by_one_slip() -> None:
    assert nearest_name("มะม่วงแห้ว", named("มะม่วงแห้ง", "มะพร้าว")) == "มะม่วงแห้ง"
    assert nearest_name("มะม่วงแห้ง", named("มะม่วงแห้ง", "มะม่วงแห้ม")) is None, "it is known"
    assert nearest_name("ชาว", named("ชาจ")) is None, "too short to tell"
    assert nearest_name("มะม่วงแห้ว", {}) is None
    assert nearest_name("mangoo", named("mango")) is None, "words with spaces are put right one by one"


def test_of_names_that_are_as_near_one_is_taken_where_both_mean_the_same() -> None:
    near = ("มะม่วงแห้ง", "มะม่วงแห้ม")
    assert nearest_name("มะม่วงแห้ว", named(*near)) is None, "either may be meant"
    assert nearest_name("มะม่วงแห้ว", named(*near, at0="dried-mango", at1="dried-mango")) == min(near)


def test_the_nearer_name_is_taken_before_one_that_is_farther() -> None:
    assert nearest_name("น้ำมันมะพร้าวสกัดเยน", named("น้ำมันมะพร้าวสกัดเย็น", "น้ำมันมะพร้าวสกดเยน")) is None
    assert (
        nearest_name("น้ำมันมะพร้าวสกัดเยน", named("น้ำมันมะพร้าวสกัดเย็น", "น้ำมนมะพร้าวสกดเย็น")) == "น้ำมันมะพร้าวสกัดเย็น"
    )


def test_two_slips_are_forgiven_in_long_names_without_spaces_only() -> None:
    assert nearest_name("น้ำมนมะพร้าวสกัดเยน", named("น้ำมันมะพร้าวสกัดเย็น")) == "น้ำมันมะพร้าวสกัดเย็น"
    assert nearest_name("มะมวงแห้ว", named("มะม่วงแห้ง")) is None
