"""Counts of the goods list: each facet without its own filter, added up from one look at all goods."""

from collections.abc import Callable
from dataclasses import replace
from itertools import product as every
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.products.models import Product
from catalog.products.selectors import counting
from catalog.products.selectors.counting import LAG, PATIENCE, Share, added_up, goods_counts
from catalog.products.selectors.narrowing import GoodsFilters, filtered
from catalog.products.services import move_product
from catalog.seams import freshness

db = pytest.mark.django_db
ALL = GoodsFilters()
EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}
FROM_INDEX = {
    "sqlite": "USING COVERING INDEX products_counted_idx",
    "postgresql": "using products_counted_idx",  # the index alone once rows are known to be visible
}
# PostgreSQL's indexes of a table that hold no constraint, but for one.
OTHER_INDEXES = """
    SELECT indexname FROM pg_indexes WHERE tablename = %s AND indexname <> %s
    AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
PATHS = {1: "food/", 2: "food/tea/", 3: "toys/"}
shares = st.lists(
    st.builds(
        lambda category, country, city, gi, priced, count: Share(
            category, PATHS[category], country, city and f"{country}-{city}", gi, priced, count
        ),
        st.sampled_from([1, 2, 3]),
        st.sampled_from(["CN", "KH"]),
        st.sampled_from(["", "a", "b"]),
        st.booleans(),
        st.booleans(),
        st.integers(1, 9),
    )
)
choices = st.builds(
    GoodsFilters,
    category=st.sampled_from(["", "food/", "food/tea/"]),
    countries=st.sampled_from([(), ("KH",), ("CN", "KH")]),
    cities=st.sampled_from([(), ("KH-a",), ("CN-b", "KH-b")]),
    gi=st.booleans(),
    priced=st.booleans(),
)


def left(found: list[Share], chosen: GoodsFilters) -> int:
    """Count by the words of each filter, one after another."""
    if chosen.category:
        found = [one for one in found if one.path.startswith(chosen.category)]
    if chosen.countries:
        found = [one for one in found if one.country in chosen.countries]
    if chosen.cities:
        found = [one for one in found if one.city in chosen.cities]
    found = [one for one in found if (one.gi or not chosen.gi) and (one.priced or not chosen.priced)]
    return sum(one.count for one in found)


@effort(max_examples=80, deadline=None)
@given(shares, choices)
def test_a_choice_shows_as_many_as_its_count_said(found: list[Share], chosen: GoodsFilters) -> None:
    counts = added_up(found, chosen)
    assert counts.total == left(found, chosen)
    assert counts.gi == left(found, replace(chosen, gi=True))
    assert counts.priced == left(found, replace(chosen, priced=True))
    for country in ("CN", "KH"):
        told = counts.countries.get(country, 0)
        assert told == left(found, replace(chosen, countries=(country,), cities=()))
    for city in ("CN-a", "KH-b"):
        assert counts.cities.get(city, 0) == left(found, replace(chosen, cities=(city,)))
    for category in PATHS:
        without = replace(chosen, category="")
        assert counts.categories.get(category, 0) == left(
            [one for one in found if one.category == category], without
        )


@db
@pytest.mark.parametrize(("gi", "priced"), list(every([False, True], [False, True])))
def test_the_database_counts_the_same(
    liubao: Product, kampot: Product, much_tea: Any, gi: bool, priced: bool
) -> None:
    copies = much_tea(4)
    Product.objects.filter(pk=copies[0].pk).update(city=None)
    Product.objects.filter(pk=copies[1].pk).update(price_kind="on-request", price_low=None, price_high=None)
    chosen = GoodsFilters(countries=("CN",), gi=gi, priced=priced)
    counts = goods_counts(chosen)
    assert counts.total == filtered(chosen).count()
    assert counts.countries == {
        code: number
        for code in ("CN", "KH")
        if (number := filtered(replace(chosen, countries=(code,))).count())
    }
    assert sum(counts.cities.values()) == filtered(chosen).exclude(city=None).count()


@db
@pytest.mark.parametrize("hidden", ["paused", "suspended"])
def test_what_a_visitor_may_not_see_is_not_counted(liubao: Product, kampot: Product, hidden: str) -> None:
    if hidden == "paused":
        move_product(product=kampot, to="paused")
    else:
        Organization.objects.filter(pk=kampot.organization_id).update(status="suspended")
    assert goods_counts(ALL).countries == {"CN": 1}


@db
def test_one_look_at_the_goods_serves_every_choice(
    liubao: Product, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        goods_counts(ALL)
    with django_assert_num_queries(0):
        assert goods_counts(GoodsFilters(countries=("KH",), priced=True)).total == 0
        assert goods_counts(GoodsFilters(category="food/")).total == 1
    move_product(product=liubao, to="paused")
    with django_assert_num_queries(2):
        assert goods_counts(ALL).total == 0


@db
def test_the_goods_are_counted_from_an_index_alone(liubao: Product) -> None:
    with CaptureQueriesContext(connection) as asked:
        goods_counts(ALL)
    (statement,) = [query["sql"] for query in asked if "COUNT" in query["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # of a table of one row it would read that
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(OTHER_INDEXES, ["products_product", "products_counted_idx"])
            for (name,) in cursor.fetchall():  # of which each is as good for one row
                cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute(f"{EXPLAIN[connection.vendor]} {statement}")
        assert FROM_INDEX[connection.vendor] in str(cursor.fetchall())


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Return what moves the time at which goods are counted; more than one is many."""
    now = [1_000_000.0]
    monkeypatch.setattr("catalog.products.selectors.counting.time.time", lambda: now[0])
    monkeypatch.setattr(counting, "MANY", 2)

    def later(seconds: float) -> None:
        now[0] += seconds

    return later


@db
def test_counts_of_many_goods_may_be_a_little_behind_but_never_for_long(
    liubao: Product, kampot: Product, much_tea: Any, clock: Callable[[float], None]
) -> None:
    much_tea(3)
    assert goods_counts(ALL).total == 5
    move_product(product=liubao, to="paused")
    assert goods_counts(ALL).total == 5
    clock(LAG - 1)
    assert goods_counts(ALL).total == 5
    clock(1)
    assert goods_counts(ALL).total == 4


@db
def test_a_short_list_is_counted_as_it_stands(
    liubao: Product, kampot: Product, much_tea: Any, clock: Callable[[float], None]
) -> None:
    much_tea(3)
    pepper = GoodsFilters(countries=("KH",))
    assert goods_counts(pepper).total == 1
    move_product(product=kampot, to="paused")
    counts = goods_counts(pepper)
    assert (counts.total, counts.countries["KH"]) == (0, 1)


@db
def test_few_goods_are_never_behind(
    liubao: Product, kampot: Product, clock: Callable[[float], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "MANY", 3)
    assert goods_counts(ALL).countries == {"CN": 1, "KH": 1}
    move_product(product=kampot, to="paused")
    assert goods_counts(ALL).countries == {"CN": 1}


@db
def test_one_reader_counts_for_all_and_is_not_waited_for_in_vain(
    liubao: Product, kampot: Product, much_tea: Any, clock: Callable[[float], None]
) -> None:
    much_tea(3)
    goods_counts(ALL)
    tally = cache.get(counting.TALLY)
    move_product(product=liubao, to="paused")
    clock(LAG)
    assert cache.add(f"{counting.TALLY}:{tally.token}", 1, PATIENCE), "another one has begun to count"
    assert goods_counts(ALL).total == 5
    clock(PATIENCE)
    assert goods_counts(ALL).total == 4


@db
def test_counts_lost_from_the_cache_are_made_again(liubao: Product, kampot: Product) -> None:
    goods_counts(ALL)
    token = cache.get(counting.TALLY).token
    cache.delete(f"goods-shares:{token}")
    assert goods_counts(GoodsFilters(countries=("KH",))).total == 1


@db
def test_a_count_begun_before_a_change_is_not_taken_for_one_after_it(
    liubao: Product, kampot: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = counting._shares

    def slow() -> tuple[Share, ...]:
        found = look()
        monkeypatch.setattr(counting, "_shares", look)
        Product.objects.filter(pk=kampot.pk).update(status="paused")
        freshness.changed("goods")
        return found

    monkeypatch.setattr(counting, "_shares", slow)
    assert goods_counts(ALL).total == 2
    assert goods_counts(ALL).total == 1
