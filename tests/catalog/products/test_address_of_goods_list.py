"""What the address of the goods list asks, and what the list offers to add to it or take back."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catalog.products import facets
from catalog.products.forms import named_goods, read_goods_query
from catalog.products.selectors.goods import SORTS, Counts, GoodsFilters
from catalog.search.documents import CHEAPEST
from catalog.search.measured import BY_PRICE
from tests.catalog.products.made_up import DARK_TEA, FOOD, TEA, TREE

NONE = GoodsFilters()
COUNTS = Counts(
    total=9, categories={2: 4, 3: 1, 4: 2}, countries={"CN": 5, "TH": 4}, cities={}, gi=0, priced=0
)
HELD = facets.held_below(TREE, COUNTS)
FILTERS = st.builds(
    GoodsFilters,
    countries=st.lists(st.sampled_from(["CN", "KH", "TH"]), unique=True).map(
        lambda found: tuple(sorted(found))
    ),
    gi=st.booleans(),
    priced=st.booleans(),
    sort=st.sampled_from(sorted({*SORTS, *BY_PRICE})),
)
EVERYTHING = GoodsFilters(countries=("CN", "TH"), cities=("wuzhou",), gi=True, priced=True, sort="moq")


@pytest.mark.parametrize(
    ("filters", "pairs"),
    [
        (NONE, []),
        (replace(NONE, category="food/"), []),
        (replace(NONE, countries=("CN", "TH")), [("country", "CN"), ("country", "TH")]),
        (replace(NONE, cities=("wuzhou",)), [("city", "wuzhou")]),
        (replace(NONE, gi=True), [("gi", "1")]),
        (replace(NONE, priced=True), [("priced", "1")]),
        (replace(NONE, sort="new"), []),
        (replace(NONE, sort="popular"), [("sort", "popular")]),
    ],
)
def test_a_choice_is_kept_in_the_address_and_what_was_not_chosen_is_not(
    filters: GoodsFilters, pairs: list[tuple[str, str]]
) -> None:
    assert facets.kept_query(filters) == pairs


@pytest.mark.django_db
@given(filters=FILTERS)
def test_an_address_read_again_means_the_same(filters: GoodsFilters) -> None:
    query = QueryDict(mutable=True)
    for name, value in facets.kept_query(filters):
        query.appendlist(name, value)
    read = read_goods_query(query)
    assert (read.filters, read.ignored, read.page) == (filters, (), 1)


def test_what_is_to_be_compared_stands_last_in_the_address() -> None:
    assert facets.kept_query(replace(NONE, gi=True), [("p", "a"), ("p", "b")]) == [
        ("gi", "1"),
        ("p", "a"),
        ("p", "b"),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "ignored"),
    [
        ("country=XX&country=CN", ("XX",)),
        ("country=&city=", ()),
        ("country=cn", ("cn",)),
        ("country=%00", ()),
        ("sort=price", ("price",)),
        ("sort=", ("",)),
        ("gi=yes&priced=on", ()),
        ("sort=" + "z" * 90, ("z" * 60,)),
        ("city=atlantis&city=atlantis", ("atlantis",)),
    ],
)
def test_what_means_nothing_is_named_and_the_rest_counts(query: str, ignored: tuple[str, ...]) -> None:
    read = read_goods_query(QueryDict(query))
    assert read.ignored == ignored
    assert (read.filters.gi, read.filters.priced, read.filters.sort) == (False, False, "new")


@pytest.mark.django_db
def test_places_are_asked_for_once_however_often_they_are_named() -> None:
    read = read_goods_query(QueryDict("country=TH&country=CN&country=TH&city=wuzhou"), category_path="food/")
    assert read.filters == GoodsFilters(category="food/", countries=("CN", "TH"), cities=("wuzhou",))


@pytest.mark.django_db
def test_only_so_many_places_are_looked_up() -> None:
    query = "&".join(f"country=X{number}" for number in range(200))
    assert len(read_goods_query(QueryDict(query)).ignored) == 30


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "page"), [("2", 2), ("", 0), ("0", 0), ("x", 0), ("๒", 2), ("1e9", 0)])
def test_a_page_is_a_number_or_none(typed: str, page: int) -> None:
    assert read_goods_query(QueryDict(f"page={typed}")).page == page


@pytest.mark.django_db
def test_a_list_keeps_no_more_to_compare_than_can_be_compared() -> None:
    read = read_goods_query(QueryDict("&".join(f"p=tea-{number}" for number in range(9))))
    assert read.compared == ("tea-0", "tea-1", "tea-2", "tea-3")


@given(st.lists(st.text(max_size=40), max_size=40))
def test_goods_named_in_an_address_come_out_as_slugs_once_each(typed: list[str]) -> None:
    query = QueryDict(mutable=True)
    query.setlist("p", typed)
    named = named_goods(query)
    assert len(set(named)) == len(named) <= 30
    assert all(slug.isascii() and slug == slug.lower() and slug for slug in named)


def chips(filters: GoodsFilters, beside: Sequence[facets.Pair] = ()) -> list[dict[str, str]]:
    return facets.chips(filters, "/en/goods/", "en", beside)


@pytest.mark.django_db
def test_every_choice_can_be_taken_back_alone() -> None:
    made = chips(EVERYTHING)
    assert [chip["text"] for chip in made] == [
        "China",
        "Thailand",
        "Wuzhou",
        "GI product",
        "Price stated",
    ]
    everything = facets.kept_query(EVERYTHING)
    for chip in made:
        left = parse_qsl(urlsplit(chip["url"]).query)
        assert len(left) == len(everything) - 1
        assert set(left) < set(everything)
    assert len({chip["url"] for chip in made}) == len(made)


def test_the_last_choice_taken_back_leaves_a_plain_address() -> None:
    assert chips(replace(NONE, gi=True))[0]["url"] == "/en/goods/"
    assert chips(replace(NONE, gi=True), [("p", "tea")])[0]["url"] == "/en/goods/?p=tea"


def test_an_order_is_no_choice_to_take_back() -> None:
    assert chips(replace(NONE, sort="moq")) == []


@pytest.mark.django_db
def test_a_city_nobody_knows_any_more_is_called_by_its_address() -> None:
    assert chips(replace(NONE, cities=("atlantis",)))[0]["text"] == "atlantis"


def named(counts: Counts, filters: GoodsFilters, language: str = "en") -> dict[str, list[dict[str, Any]]]:
    return {group["name"]: group["choices"] for group in facets.groups(counts, filters, language)}


@pytest.mark.django_db
def test_a_group_without_anything_to_choose_is_left_out() -> None:
    assert list(named(COUNTS, NONE)) == ["country"]
    assert list(named(replace(COUNTS, gi=1, priced=3), NONE)) == ["country", "gi", "priced"]


@pytest.mark.django_db
def test_a_choice_that_finds_nothing_stays_to_be_taken_back() -> None:
    found = named(replace(COUNTS, countries={}), replace(NONE, countries=("KH",), gi=True))
    assert found["country"] == [{"value": "KH", "label": "Cambodia", "count": 0, "checked": True}]
    assert found["gi"] == [{"value": "1", "label": "GI product", "count": 0, "checked": True}]


@pytest.mark.django_db
def test_the_most_frequent_come_first_and_equals_in_order() -> None:
    counts = replace(COUNTS, countries={"TH": 2, "CN": 2, "KH": 9})
    assert [choice["value"] for choice in named(counts, NONE)["country"]] == ["KH", "CN", "TH"]


@pytest.mark.django_db
def test_only_the_first_dozen_cities_are_offered_and_every_chosen_one() -> None:
    counts = replace(COUNTS, cities={f"city-{number:02}": 50 - number for number in range(20)})
    offered = named(counts, replace(NONE, cities=("city-19",)))["city"]
    assert [choice["value"] for choice in offered] == [*(f"city-{at:02}" for at in range(12)), "city-19"]
    assert [choice["checked"] for choice in offered] == [False] * 12 + [True]
    assert offered[-1]["count"] == 31


@pytest.mark.django_db
def test_places_are_named_in_the_readers_language() -> None:
    found = named(replace(COUNTS, cities={"wuzhou": 1}), NONE, "zh-hans")
    assert found["country"][0]["label"] == "中国"
    assert found["city"][0]["label"] == "梧州"


@pytest.mark.parametrize("sort", sorted({*SORTS, *BY_PRICE}))
def test_every_order_of_the_list_is_offered_and_the_present_one_marked(sort: str) -> None:
    offered = facets.sorts(replace(NONE, sort=sort), priced=True)
    assert {one["value"] for one in offered} == {*SORTS, *BY_PRICE}
    assert [one["value"] for one in offered if one["current"]] == [sort]


def test_an_order_by_price_is_offered_where_there_is_one_or_it_was_asked_for() -> None:
    assert {one["value"] for one in facets.sorts(NONE, priced=False)} == set(SORTS)
    asked = facets.sorts(replace(NONE, sort=CHEAPEST), priced=False)
    assert [one["value"] for one in asked if one["current"]] == [CHEAPEST]


def test_a_category_counts_all_that_stands_below_it() -> None:
    links = facets.category_links(TREE, FOOD, HELD, [], "en")
    assert [(link["text"], link["count"]) for link in links] == [("Tea", 5), ("Spices", 2)]


def test_an_empty_category_is_not_offered() -> None:
    assert [link["text"] for link in facets.category_links(TREE, None, HELD, [], "en")] == ["Food"]
    assert facets.category_links(TREE, DARK_TEA, HELD, [], "en") == []


def test_going_down_keeps_the_choice_and_marks_a_name_of_another_language() -> None:
    (link,) = facets.category_links(TREE, TEA, HELD, [("gi", "1")], "en")
    assert (link["url"], link["lang"]) == ("/en/goods/dark-tea/?gi=1", "zh-Hans")


def test_the_way_to_a_list_ends_where_the_reader_is() -> None:
    way = facets.crumbs(TREE, DARK_TEA, "en")
    assert [(step["text"], step["url"]) for step in way] == [
        ("Home", "/en/"),
        ("Goods", "/en/goods/"),
        ("Food", "/en/goods/food/"),
        ("Tea", "/en/goods/tea/"),
        ("黑茶", ""),
    ]
    assert facets.crumbs(TREE, None, "en")[-1] == {"text": "Goods", "url": ""}


def test_the_way_begins_at_the_readers_own_home() -> None:
    with translation.override("km"):
        way = facets.crumbs(TREE, None, "km")
    assert way[0]["url"] == "/km/"


@given(filters=FILTERS, sort=st.sampled_from(sorted(SORTS)))
def test_counts_are_the_same_in_whatever_order_the_list_stands(filters: GoodsFilters, sort: str) -> None:
    assert filters.key() == replace(filters, sort=sort).key()


@given(one=FILTERS, other=FILTERS)
def test_different_choices_never_share_their_counts(one: GoodsFilters, other: GoodsFilters) -> None:
    same = replace(one, sort="new") == replace(other, sort="new")
    assert (one.key() == other.key()) is same
