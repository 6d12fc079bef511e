"""What is sent to Elasticsearch: fields it can keep, searches it can answer, nothing of the text itself."""

import json
import re

import pytest

from catalog.search.analysis import prepare
from catalog.search.documents import NEWEST, SearchDocument
from catalog.search.elastic.question import bodies, query, starting
from catalog.search.elastic.schema import as_source, facet_name, mappings, settings
from catalog.search.elastic.servers import PATIENCE_SECONDS, Servers
from catalog.search.engine import DEEPEST, MOST_VALUES
from catalog.search.plan import Clause, Counting, Group, Plan
from tests.catalog.glossary.from_files import file_lexicon

# Types that the server has under every licence and in every build, that of Maven Central too.
KNOWN_TYPES = {"keyword", "long", "double", "boolean", "object"}


def group(*clauses: Clause, optional: bool = False) -> Group:
    return Group("asked", (clauses,), optional)


def test_every_term_of_an_entry_has_a_field_and_no_text_is_kept() -> None:
    kept = mappings()
    entry = prepare(
        SearchDocument(
            "thing", 1, {"th": "ทุเรียน"}, facets={"country": ["TH"]}, numbers={"price": 1}, keywords=["AB-12"]
        ),
        file_lexicon(),
    )
    assert set(as_source(entry)) <= set(kept["properties"])
    assert kept["_source"] == {"enabled": False}
    assert kept["dynamic"] is False


def test_only_types_that_every_build_has_are_used() -> None:
    found = re.findall(r'"type": "(\w+)"', json.dumps(mappings()))
    assert set(found) <= KNOWN_TYPES


def test_a_copy_is_kept_as_soon_as_there_is_a_second_server() -> None:
    assert settings(3) == {
        "number_of_shards": 3,
        "auto_expand_replicas": "0-1",
        "mapping.total_fields.limit": 5000,
    }


@pytest.mark.parametrize("name", ["country", "odd.name", "odd%2Ename", "a.b.c", "%"])
def test_a_facets_name_is_one_field_and_no_two_share_it(name: str) -> None:
    assert "." not in facet_name(name)
    others = {"country", "odd.name", "odd%2Ename", "a.b.c", "%"} - {name}
    assert facet_name(name) not in {facet_name(other) for other in others}


def test_one_search_answers_what_has_no_filter() -> None:
    (asked,) = bodies(Plan(counted=("kind", "country")))
    assert asked.counting == Counting(facets=["kind", "country"])
    assert asked.body["track_total_hits"] is True
    assert [found["terms"]["size"] for found in asked.body["aggs"].values()] == [MOST_VALUES] * 2


def test_each_filtered_facet_is_counted_by_a_search_of_its_own() -> None:
    plan = Plan(filters={"country": ["TH"], "kind": []}, counted=("kind", "country"))
    first, second = bodies(plan)
    assert (first.counting.facets, second.counting.facets) == (["kind"], ["country"])
    assert first.body["query"]["bool"]["filter"] == [{"terms": {"facets.country": ["TH"]}}]
    assert second.body["query"]["bool"]["filter"] == []
    assert second.body["size"] == 0


def test_what_is_counted_without_the_same_is_counted_together() -> None:
    plan = Plan(
        filters={"unit": ["kg"]},
        ranges={"price": (1, 2), "lead_time": (None, 7)},
        counted=("kind", "unit", "priced"),
        apart={"unit": ("price",), "priced": ("price",)},
        bands={"lead_time": (7, 30), "weight": (1,)},
    )
    told = [
        (asked.counting.facets, asked.counting.numbers, len(asked.body["query"]["bool"]["filter"]))
        for asked in bodies(plan)
    ]
    assert told == [
        (["kind"], [], 3),
        (["unit"], [], 1),
        (["priced"], [], 2),
        ([], ["lead_time"], 2),
    ]


def test_bands_follow_one_another_and_include_their_upper_bound() -> None:
    (asked,) = bodies(Plan(bands={"moq": (10, 1)}))
    assert asked.body["aggs"]["0"]["range"] == {
        "field": "numbers.moq",
        "ranges": [{"to": 2}, {"from": 2, "to": 11}],
    }


def test_what_records_state_is_bounded_and_spanned_each_without_its_own_bounds() -> None:
    plan = Plan(stated={"tea.moisture": (5000, None)}, spans=("tea.moisture", "tea.year"), counted=("kind",))
    first, second = bodies(plan)
    assert first.body["query"]["bool"]["filter"] == [{"range": {"stated.tea%2Emoisture": {"gte": 5000}}}]
    assert first.body["aggs"]["1"] == {"stats": {"field": "stated.tea%2Eyear"}}
    assert second.body["query"]["bool"]["filter"] == []
    assert second.body["aggs"]["0"] == {"stats": {"field": "stated.tea%2Emoisture"}}


def test_a_page_never_reaches_beyond_what_the_server_pages_through() -> None:
    (asked,) = bodies(Plan(offset=DEEPEST - 5, limit=24))
    assert (asked.body["from"], asked.body["size"]) == (DEEPEST - 5, 5)


def test_equals_are_told_apart_by_tie_and_key() -> None:
    (best,) = bodies(Plan())
    (newest,) = bodies(Plan(sort=NEWEST))
    assert best.body["sort"] == [{"_score": "desc"}, {"tie": "desc"}, {"key": "asc"}]
    assert newest.body["sort"] == [{"order.newest": "desc"}, {"key": "asc"}]


def test_a_clause_is_worth_its_points_whatever_it_matches() -> None:
    asked = Plan((group(Clause("title", ("red",), 5)),), 1)
    (must,) = query(asked)["bool"]["must"]
    (only,) = must["bool"]["should"]
    assert only == {"constant_score": {"filter": {"term": {"title": "red"}}, "boost": 5}}


def test_of_a_part_the_best_clause_counts_and_parts_add_up() -> None:
    title, body = Clause("title", ("red",), 5), Clause("body", ("red", "box"), 2)
    some = Clause("gram", ("ab", "bc", "cd"), 3, least=2)
    (must,) = query(Plan((Group("asked", ((title, body), (some,))),), 1))["bool"]["must"]
    (both,) = must["bool"]["should"]
    first, second = both["bool"]["should"]
    assert len(first["dis_max"]["queries"]) == 2
    assert first["dis_max"]["queries"][1]["constant_score"]["filter"]["bool"] == {
        "filter": [{"term": {"body": "red"}}, {"term": {"body": "box"}}]
    }
    assert second["constant_score"]["filter"]["bool"]["minimum_should_match"] == 2


def test_an_optional_group_lifts_and_does_not_narrow() -> None:
    asked = query(Plan((group(Clause("title", ("red",), 5), optional=True),), 0))
    assert asked["bool"]["must"] == [{"match_all": {}}]
    assert len(asked["bool"]["should"]) == 1


def test_nothing_matches_nothing() -> None:
    assert query(Plan(nothing=True))["bool"]["must"] == [{"match_none": {}}]


def test_what_went_during_a_rebuild_is_never_asked_for() -> None:
    for body in (query(Plan()), starting("title", "a", 5)["query"]):
        assert body["bool"]["must_not"] == [{"term": {"gone": True}}]


def test_bounds_stay_within_what_a_number_holds_and_unknown_numbers_are_left_out() -> None:
    asked = query(Plan(ranges={"price": (10**40, None), "moq": (None, 5), "weight": (1, 2)}))
    assert asked["bool"]["filter"] == [
        {"range": {"numbers.price": {"gte": 2**62}}},
        {"range": {"numbers.moq": {"lte": 5}}},
    ]


@pytest.mark.parametrize("typed", [".*", "a|b", "(x", "\\", '"', "#", "@~<1-9>", "茶"])
def test_what_is_typed_is_no_pattern(typed: str) -> None:
    include = starting("suggest", typed, 5)["aggs"]["terms"]["terms"]["include"]
    assert include.endswith(".*")
    assert re.sub(r"\\(.)", r"\1", include.removesuffix(".*")) == typed
    assert re.search(r"(?<!\\)[.|(#@~<>&\"]", re.sub(r"\\.", "", include.removesuffix(".*"))) is None


@pytest.mark.parametrize(("hosts", "tries"), [(1, 2), (2, 2), (3, 3), (9, 3)])
def test_all_tries_together_stay_within_a_visitors_patience(hosts: int, tries: int) -> None:
    servers = Servers(tuple(f"http://127.0.0.1:{port}" for port in range(1, hosts + 1)))
    with servers.reader() as client:
        assert client._request_timeout == pytest.approx(PATIENCE_SECONDS / tries)
        assert client._max_retries == tries - 1
    assert PATIENCE_SECONDS < 2
