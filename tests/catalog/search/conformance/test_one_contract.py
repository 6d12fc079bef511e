"""What every engine has to do."""

from dataclasses import replace

import pytest

from catalog.search.analysis import prepare
from catalog.search.documents import (
    CHEAPEST,
    DEAREST,
    LARGEST_STATED,
    NEWEST,
    NUMBERS,
    Entry,
    SearchDocument,
    order_keys,
)
from catalog.search.engine import Found, SearchEngine
from catalog.search.explain import account
from catalog.search.plan import BEST, Clause, Group, Plan
from tests.catalog.glossary.from_files import file_lexicon


def entry(record: int, title: str | dict[str, str], **more: object) -> Entry:
    titles = {"en": title} if isinstance(title, str) else title
    document = SearchDocument(kind="thing", id=record, titles=titles, **more)  # type: ignore[arg-type]
    return prepare(document, file_lexicon())


def word(*terms: str, field: str = "title", points: int = 5, least: int | None = None) -> Group:
    return Group(" ".join(terms), ((Clause(field, terms, points, least),),))


def ids(found: Found) -> list[int]:
    return [hit.key[1] for hit in found.hits]


def test_an_entry_is_found_by_its_words(engine: SearchEngine) -> None:
    engine.index([entry(1, "Steel bolt"), entry(2, "Brass bolt")])
    assert ids(engine.search(Plan((word("steel"),), 1))) == [1]
    assert engine.search(Plan((word("bolt"),), 1)).total == 2
    assert engine.search(Plan((word("nut"),), 1)) == Found([], 0, {})


def test_an_entry_written_again_replaces_the_old_one(engine: SearchEngine) -> None:
    engine.index([entry(1, "Steel bolt")])
    engine.index([entry(1, "Brass bolt")])
    assert engine.search(Plan((word("steel"),), 1)).total == 0
    assert engine.search(Plan((word("bolt"),), 1)).total == 1


def test_a_deleted_entry_is_gone(engine: SearchEngine) -> None:
    engine.index([entry(1, "Steel bolt"), entry(2, "Brass bolt")])
    engine.delete([("thing", 1), ("thing", 99)])
    assert ids(engine.search(Plan((word("bolt"),), 1))) == [2]


def test_as_many_groups_as_asked_for_must_match(engine: SearchEngine) -> None:
    engine.index([entry(1, "red big box"), entry(2, "red small box"), entry(3, "blue small jar")])
    groups = (word("red"), word("big"), word("box"))
    assert ids(engine.search(Plan(groups, 3))) == [1]
    assert ids(engine.search(Plan(groups, 2))) == [1, 2]
    assert engine.search(Plan(groups, 1)).total == 2


def test_an_optional_group_lifts_but_is_not_needed(engine: SearchEngine) -> None:
    engine.index([entry(1, "box"), entry(2, "cheap box")])
    optional = Group("cheap", word("cheap").parts, optional=True)
    assert ids(engine.search(Plan((word("box"), optional), 1))) == [2, 1]
    assert engine.search(Plan((word("jar"), optional), 1)).total == 0


def test_a_clause_may_ask_for_some_of_its_terms(engine: SearchEngine) -> None:
    engine.index([entry(1, "one two three"), entry(2, "one two"), entry(3, "one")])
    assert engine.search(Plan((word("one", "two", "three"),), 1)).total == 1
    assert engine.search(Plan((word("one", "two", "three", least=2),), 1)).total == 2


def test_no_groups_match_everything_and_nothing_matches_nothing(engine: SearchEngine) -> None:
    engine.index([entry(1, "box"), entry(2, "jar")])
    assert engine.search(Plan()).total == 2
    assert engine.search(Plan(nothing=True)).total == 0


def test_filters_take_any_value_of_a_facet_and_all_facets(engine: SearchEngine) -> None:
    engine.index(
        [
            entry(1, "box", facets={"country": ["TH"], "mark": ["gi"]}),
            entry(2, "box", facets={"country": ["VN"], "mark": ["gi"]}),
            entry(3, "box", facets={"country": ["VN", "LA"]}),
        ]
    )
    assert sorted(ids(engine.search(Plan(filters={"country": ["TH", "LA"]})))) == [1, 3]
    assert ids(engine.search(Plan(filters={"country": ["VN"], "mark": ["gi"]}))) == [2]
    assert engine.search(Plan(filters={"country": ["no such"]})).total == 0
    assert engine.search(Plan(filters={"country": []})).total == 3


def test_each_facet_is_counted_without_its_own_filter(engine: SearchEngine) -> None:
    engine.index(
        [
            entry(1, "box", facets={"country": ["TH"], "odd.name": ["a"]}),
            entry(2, "box", facets={"country": ["VN"], "odd.name": ["a"]}),
            entry(3, "box", facets={"country": ["VN"], "odd.name": ["b"]}),
        ]
    )
    plan = Plan(filters={"country": ["VN"]}, counted=("country", "odd.name", "kind"))
    found = engine.search(plan)
    assert found.total == 2
    assert found.facets == {"country": {"TH": 1, "VN": 2}, "odd.name": {"a": 1, "b": 1}, "kind": {"thing": 2}}


def test_ranges_include_their_bounds(engine: SearchEngine) -> None:
    engine.index([entry(n, "box", numbers={"moq": n}) for n in (1, 5, 10)] + [entry(20, "box")])
    assert sorted(ids(engine.search(Plan(ranges={"moq": (5, 10)})))) == [5, 10]
    assert ids(engine.search(Plan(ranges={"moq": (None, 4)}))) == [1]
    assert ids(engine.search(Plan(ranges={"moq": (6, None)}))) == [10]
    assert engine.search(Plan(ranges={"moq": (10**30, None)})).total == 0


def test_what_records_state_has_bounds_and_ends(engine: SearchEngine) -> None:
    """Several values of one record each count; a name with a dot is one name; half a percent is kept."""
    engine.index(
        [
            entry(1, "box", stated={"dark-tea.moisture": [11_500]}, facets={"country": ["TH"]}),
            entry(2, "box", stated={"dark-tea.moisture": [3_000, 14_000]}, facets={"country": ["TH"]}),
            entry(3, "box", stated={"dark-tea.moisture": [90_000], "tea": [1]}, facets={"country": ["VN"]}),
            entry(4, "box", stated={"tea.moisture": [12_000]}),
        ]
    )
    within = Plan(stated={"dark-tea.moisture": (11_500, 14_000)}, spans=("dark-tea.moisture", "nobody.says"))
    found = engine.search(within)
    assert sorted(ids(found)) == [1, 2]
    assert found.spans == {"dark-tea.moisture": (3_000, 90_000)}
    assert ids(engine.search(Plan(stated={"dark-tea.moisture": (14_001, None)}))) == [3]
    assert ids(engine.search(Plan(stated={"dark-tea.moisture": (None, 11_499)}))) == [2]
    assert engine.search(Plan(stated={"nobody.says": (None, 5)})).total == 0
    thai = replace(within, filters={"country": ["TH"]}, counted=("country",))
    assert engine.search(thai).spans == {"dark-tea.moisture": (3_000, 14_000)}
    assert engine.search(thai).facets == {"country": {"TH": 2}}


def test_a_stated_number_too_large_is_the_largest(engine: SearchEngine) -> None:
    engine.index([entry(1, "box", stated={"a.b": [10**30, -(10**30)]})])
    assert engine.search(Plan(spans=("a.b",))).spans == {"a.b": (-LARGEST_STATED, LARGEST_STATED)}
    assert engine.search(Plan(stated={"a.b": (10**30, None)})).total == 0


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_has_bounds_and_bands(engine: SearchEngine, name: str) -> None:
    engine.index([entry(n, "box", numbers={name: n}) for n in (1, 7, 8, 2**40)] + [entry(9, "box")])
    assert sorted(ids(engine.search(Plan(ranges={name: (7, 8)})))) == [7, 8]
    assert ids(engine.search(Plan(ranges={name: (9, None)}))) == [2**40]
    found = engine.search(Plan(ranges={name: (8, 8)}, bands={name: (0, 7, 1000)}, counted=("kind",)))
    assert found.facets == {name: {"7": 2, "1000": 3}, "kind": {"thing": 1}}
    assert found.total == 1


def test_bands_are_counted_under_every_other_choice(engine: SearchEngine) -> None:
    engine.index(
        [
            entry(1, "box", facets={"country": ["TH"]}, numbers={"lead_time": 5, "moq": 1}),
            entry(2, "box", facets={"country": ["VN"]}, numbers={"lead_time": 5, "moq": 1}),
            entry(3, "box", facets={"country": ["TH"]}, numbers={"lead_time": 20, "moq": 50}),
            entry(4, "jar", facets={"country": ["TH"]}, numbers={"lead_time": 5, "moq": 1}),
        ]
    )
    plan = Plan((word("box"),), 1, filters={"country": ["TH"]}, bands={"lead_time": (7, 30)})
    assert engine.search(plan).facets == {"lead_time": {"7": 1, "30": 2}}
    bounded = replace(plan, ranges={"moq": (None, 10), "lead_time": (None, 7)}, counted=("country",))
    assert engine.search(bounded).facets == {"lead_time": {"7": 1, "30": 1}, "country": {"TH": 1, "VN": 1}}


def test_a_facet_is_counted_apart_from_what_means_nothing_to_it(engine: SearchEngine) -> None:
    engine.index(
        [
            entry(1, "box", facets={"unit": ["kg"]}, numbers={"price": 10}),
            entry(2, "box", facets={"unit": ["kg"]}, numbers={"price": 99}),
            entry(3, "box", facets={"unit": ["piece"]}, numbers={"price": 99}),
            entry(4, "box", facets={"unit": ["bag"]}),
        ]
    )
    plan = Plan(filters={"unit": ["kg"]}, ranges={"price": (None, 50)}, counted=("unit", "kind"))
    assert engine.search(plan).facets["unit"] == {"kg": 1}
    found = engine.search(replace(plan, apart={"unit": ("price",)}))
    assert found.facets == {"unit": {"kg": 2, "piece": 1, "bag": 1}, "kind": {"thing": 1}}
    assert ids(found) == [1]


def test_orders_other_than_by_score_put_the_unknown_last(engine: SearchEngine) -> None:
    engine.index(
        [
            entry(1, "box", numbers={"price": 300, "published": 10}),
            entry(2, "box", numbers={"price": 100, "published": 30}),
            entry(3, "box"),
        ]
    )
    assert ids(engine.search(Plan(sort=CHEAPEST))) == [2, 1, 3]
    assert ids(engine.search(Plan(sort=DEAREST))) == [1, 2, 3]
    assert ids(engine.search(Plan(sort=NEWEST))) == [2, 1, 3]


def test_the_more_popular_comes_first_among_equals_only(
    engine: SearchEngine,
) -> None:
    engine.index([entry(1, "box"), entry(2, "box", popularity=50), entry(3, "box lid", popularity=0)])
    plan = Plan((word("box"), Group("lid", word("lid", points=1).parts, optional=True)), 1)
    assert ids(engine.search(plan)) == [3, 2, 1]


def test_pages_follow_one_another_without_gap_or_repeat(engine: SearchEngine) -> None:
    engine.index([entry(n, "box") for n in range(50)])
    pages = [ids(engine.search(Plan((word("box"),), 1, offset=start, limit=7))) for start in range(0, 50, 7)]
    assert sorted(record for page in pages for record in page) == list(range(50))


def test_equals_come_in_the_same_order_whatever_the_page(engine: SearchEngine) -> None:
    """Of 40 boxes with the same tie the keys decide, as texts: 10 before 9."""
    same = [replace(entry(number, "box"), tie=1.001) for number in range(40)]
    same = [replace(one, orders=order_keys({"price": 5}, one.tie)) for one in same]
    engine.index(same)
    wanted = sorted(range(40), key=str)
    for sort in (BEST, CHEAPEST, NEWEST):
        for size in (1, 7, 40):
            pages = [
                ids(engine.search(Plan((word("box"),), 1, sort=sort, offset=start, limit=size)))
                for start in range(0, 40, size)
            ]
            assert [record for page in pages for record in page] == wanted


def test_scores_are_the_points_that_explain_accounts_for(engine: SearchEngine) -> None:
    entries = [entry(1, "red box"), entry(2, "red red jar"), entry(3, "box", keywords=["AB-12"])]
    engine.index(entries)
    plan = Plan((word("red"), word("box", points=3)), 1, (Clause("code", ("ab12",), 20),))
    scores = {hit.key[1]: hit.score for hit in engine.search(plan).hits}
    for one in entries:
        points = sum(line.points for line in account(plan, one))
        assert scores[one.id] == pytest.approx(points * one.tie, rel=1e-6)


def test_only_the_records_that_are_asked_about_are_found(engine: SearchEngine) -> None:
    engine.index([entry(1, "red box"), entry(2, "red jar"), entry(3, "blue box")])
    red = Plan((word("red"),), 1)
    assert ids(engine.search(replace(red, among=[("thing", 2), ("thing", 3), ("other", 1)]))) == [2]
    assert ids(engine.search(Plan(among=[("thing", 3)]))) == [3]
    assert engine.search(replace(red, among=[])).total == 0
    assert engine.search(red).total == 2


def test_totals_count_what_each_plan_finds(engine: SearchEngine) -> None:
    engine.index([entry(1, "red box"), entry(2, "red jar")])
    plans = [Plan((word("red"),), 1), Plan((word("box"),), 1), Plan(nothing=True), Plan()]
    assert engine.totals(plans) == [2, 1, 0, 2]
    assert engine.totals([]) == []


def test_words_are_counted_by_their_beginning(engine: SearchEngine) -> None:
    engine.index([entry(1, "box"), entry(2, "box bolt"), entry(3, "jar")])
    assert engine.words("b") == {"box": 2, "bolt": 1}


def test_status_says_what_there_is(engine: SearchEngine) -> None:
    engine.index([entry(1, "box")])
    status = engine.status()
    assert (status.name, status.ready, status.documents) == (engine.name, True, 1)
    assert status.trouble == ""
    assert status.bytes > 0


def test_digests_differ_exactly_where_entries_differ(engine: SearchEngine) -> None:
    one, other = entry(1, "box"), entry(2, "jar")
    engine.index([one, other])
    assert dict(engine.digests()) == {one.key: one.digest(), other.key: other.digest()}
    assert one.digest() == entry(1, "box").digest() != entry(1, "box", popularity=3).digest()
