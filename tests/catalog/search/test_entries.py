"""What an engine is given of a record: its words, codes, meanings and places in the order of hits."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.search.analysis import PART, prepare, read_suggestion, suggested_from
from catalog.search.documents import (
    CHEAPEST,
    DEAREST,
    NEWEST,
    Entry,
    SearchDocument,
    key_text,
    order_keys,
    read_key,
    tie_factor,
)
from catalog.search.engine import Suggestion
from tests.catalog.glossary.from_files import file_lexicon


def entry(title: str = "", language: str = "en", **more: object) -> Entry:
    return prepare(SearchDocument("thing", 1, {language: title}, **more), file_lexicon())  # type: ignore[arg-type]


def test_words_are_kept_with_and_without_their_accents() -> None:
    terms = entry("Dừa xiêm Bến Tre", "vi").terms
    assert {"dua", "xiem"} <= set(terms["title"])
    assert {"dừa", "xiêm"} <= set(terms["exact"])
    assert not terms["body"]


def test_the_same_word_in_two_titles_is_kept_once() -> None:
    both = prepare(SearchDocument("thing", 1, {"en": "box box", "id": "box"}), file_lexicon())
    assert both.terms["title"] == ["box"]


def test_a_body_is_apart_from_the_title() -> None:
    terms = entry("Box", bodies={"en": "Steel lid", "vi": "Nắp thép"}).terms
    assert "lid" in terms["body"]
    assert "lid" not in terms["title"]
    assert "nắp" in terms["body_exact"]
    assert "nap" in terms["body"]


def test_neighbouring_letters_of_unspaced_scripts_are_kept_in_pairs() -> None:
    assert {"六堡", "堡茶"} <= set(entry("六堡茶", "zh-hans").terms["gram"])
    assert not entry("plain words").terms["gram"]


def test_what_only_looks_like_a_name_is_not_kept_alone() -> None:
    terms = entry("珍珠奶茶", "zh-hans").terms
    assert "珍珠" not in terms["title"]
    assert "珍珠奶茶" in terms["title"]
    assert "pearl" not in [*terms["concept"], *terms["broader"]]


@pytest.mark.parametrize("code", ["0902.10", "090210", "0902 10"])
def test_an_hs_number_is_found_by_each_of_its_headings(code: str) -> None:
    assert {"09", "0902", "090210"} >= set(entry(hs_codes=[code]).terms["code"]) >= {"0902", "090210"}


def test_article_numbers_are_kept_without_their_punctuation() -> None:
    assert set(entry(keywords=["LB-2019/A", "", "6901234567892"]).terms["code"]) == {
        "lb2019a",
        "6901234567892",
    }


def test_a_record_has_the_concepts_of_its_titles_and_of_its_places() -> None:
    terms = entry("ทุเรียน", "th", facets={"country": ["TH"], "city": ["chanthaburi", "no-such-city"]}).terms
    assert {"durian", "thailand", "chanthaburi"} <= set(terms["concept"])
    assert "no-such-city" not in terms["concept"]
    assert "fruit" in "".join(terms["broader"])


def test_concepts_that_are_given_must_exist() -> None:
    assert entry("Box", concepts=["durian", "no-such-concept"]).terms["concept"] == ["durian"]


def test_a_wider_concept_is_not_repeated_among_the_narrower() -> None:
    terms = entry("Dried mango and mango", "en").terms
    assert "mango" in [*terms["concept"], *terms["broader"]]
    assert not set(terms["concept"]) & set(terms["broader"])


def test_facets_are_sorted_whole_and_without_what_is_empty() -> None:
    facets = entry("Box", facets={"country": ["VN", "TH", "VN"], "city": []}).facets
    assert facets == {"country": ["TH", "VN"], "kind": ["thing"], "priced": ["none"]}


def test_what_has_no_price_to_compare_is_counted_as_such() -> None:
    assert entry("Box", facets={"priced": []}).facets["priced"] == ["none"]
    assert entry("Box", facets={"priced": ["kg"]}).facets["priced"] == ["kg"]


def test_suggestions_begin_at_the_first_words_of_a_title() -> None:
    title = "One two three four five six seven eight"
    kept = entry(title, "en").terms["suggest"]
    assert [term.split(PART)[1].split()[0] for term in kept] == ["one", "two", "three", "four", "five", "six"]
    assert {read_suggestion(term) for term in kept} == {Suggestion(title, "en", "thing", 1)}
    assert all(term.startswith(suggested_from("en", "")) for term in kept)


def test_a_suggestion_is_found_without_latin_accents_and_keeps_all_others() -> None:
    vietnamese, thai = entry("Cà phê", "vi"), entry("น้ำมะม่วง", "th")
    assert [term.split(PART)[1] for term in vietnamese.terms["suggest"]] == ["ca phe", "phe"]
    assert thai.terms["suggest"][0].split(PART)[1] == "น้ำมะม่วง"


def test_a_suggestion_is_never_longer_than_a_line() -> None:
    (kept,) = entry("x" * 500).terms["suggest"]
    _, typed, shown, _ = kept.split(PART)
    assert len(typed) == len(shown) == 120


def test_an_entry_travels_as_a_line_and_back() -> None:
    one = entry("ทุเรียน 榴莲", "th", numbers={"price": 5}, facets={"country": ["TH"]})
    line = one.as_json()
    assert "\n" not in line
    assert Entry.from_json(line) == one
    assert Entry.from_json(line).digest() == one.digest()
    assert json.loads(line)["id"] == 1


def test_the_digest_is_of_what_is_kept_not_of_the_object() -> None:
    one = entry("box")
    before = one.digest()
    assert entry("box").digest() == before
    assert replace(one, tie=1.5).digest() != before
    assert replace(one).digest() == before
    assert replace(one, terms={**one.terms, "title": ["jar"]}).digest() != before


@given(kind=st.text(min_size=1, max_size=10), record=st.integers(0, 2**62))
@settings(max_examples=50, deadline=None)
def test_a_key_is_read_back_whatever_the_kind(kind: str, record: int) -> None:
    assert read_key(key_text(kind, record)) == (kind, record)


@given(popularity=st.integers(-5, 10**9), record=st.integers(0, 10**9))
@settings(max_examples=200, deadline=None)
def test_no_tie_lifts_a_hit_over_one_that_scores_a_point_more(popularity: int, record: int) -> None:
    tie = tie_factor("thing", record, popularity)
    assert 1.0 <= tie < 1.00625
    assert 159 * tie < 160


def test_the_more_popular_goes_first_and_much_more_changes_little() -> None:
    ties = [tie_factor("thing", 1, popularity) for popularity in (0, 10, 1000, 10**6, 10**9)]
    assert ties[:4] == sorted(ties[:4])
    assert ties[3] == ties[4]


def test_equals_are_told_apart_and_no_record_is_favoured() -> None:
    ties = [tie_factor("thing", record, 0) for record in range(1000)]
    assert len(set(ties)) == 1000
    assert math.isclose(sum(ties) / 1000, 1.0003, abs_tol=0.00003)
    assert tie_factor("other", 1, 0) != tie_factor("thing", 1, 0)


@given(prices=st.lists(st.integers(0, 10**13), min_size=2, max_size=2, unique=True))
@settings(max_examples=200, deadline=None)
def test_prices_are_ordered_both_ways(prices: list[int]) -> None:
    low, high = (
        order_keys({"price": price}, 1.001) for price in sorted(min(price, 2**42) for price in prices)
    )
    if low == high:
        return  # both dearer than anything that is told apart
    assert low[CHEAPEST] > high[CHEAPEST]
    assert low[DEAREST] < high[DEAREST]


def test_what_has_no_price_is_last_both_ways_and_newest_by_its_date() -> None:
    unpriced, priced = order_keys({"published": 5}, 1.006), order_keys({"price": 0, "published": 4}, 1.0)
    assert unpriced[CHEAPEST] < priced[CHEAPEST]
    assert unpriced[DEAREST] < priced[DEAREST]
    assert unpriced[NEWEST] > priced[NEWEST]
    assert order_keys({"published": -5}, 1.0)[NEWEST] == 0
    assert all(
        0 <= value < 2**63 for value in order_keys({"price": 10**30, "published": 2**40}, 1.006).values()
    )
