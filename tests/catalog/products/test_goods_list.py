"""The goods list: narrowed by its address, counted honestly, constant in queries."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.products.models import Product
from catalog.products.selectors.goods import GoodsFilters, goods_counts, goods_page, newest
from catalog.products.services import move_product
from tests.stock import MakeProduct

pytestmark = pytest.mark.django_db


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".card h3 a")]


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, response.content[:500]
    return BeautifulSoup(response.content, "html.parser")


def part(tag: Tag, selector: str) -> Tag:
    """Return what stands there; the test fails where nothing does."""
    found = tag.select_one(selector)
    assert found is not None, selector
    return found


def test_a_card_says_what_where_how_much_and_by_whom(
    client: Client, liubao: Product, kampot: Product
) -> None:
    page = read(client, "/th/goods/")
    tea, pepper = page.select(".card")[::-1]
    assert part(tea, "h3 a").get_text() == "ชาลิ่วเป่า 2019"
    assert part(tea, ".original").get_text() == "六堡茶 2019 篓装"
    assert part(tea, ".original")["lang"] == "zh-Hans"
    assert "CNY" in part(tea, ".price").get_text()
    assert "139.00" in part(tea, ".price").get_text()
    assert part(pepper, "h3 a")["lang"] == "en"
    assert part(pepper, "h3 a").get_text() == "Kampot black pepper"


def test_a_category_shows_itself_and_what_stands_below(
    client: Client, liubao: Product, kampot: Product
) -> None:
    assert len(titles(read(client, "/en/goods/food/"))) == 2
    assert titles(read(client, "/en/goods/pepper/")) == ["Kampot black pepper"]
    read(client, "/en/goods/no-such-category/", 404)


def test_facets_narrow_and_keep_their_alternatives(client: Client, liubao: Product, kampot: Product) -> None:
    page = read(client, "/en/goods/?country=KH")
    assert titles(page) == ["Kampot black pepper"]
    choices = {box["value"]: box.has_attr("checked") for box in page.select("input[name=country]")}
    assert choices == {"CN": False, "KH": True}
    assert titles(read(client, "/en/goods/?country=KH&country=CN&city=wuzhou")) == [
        "Liubao dark tea, 2019, basket"
    ]


def test_each_facet_is_counted_without_its_own_filter(liubao: Product, kampot: Product) -> None:
    counts = goods_counts(GoodsFilters(countries=("KH",)))
    assert counts.total == 1
    assert counts.countries == {"CN": 1, "KH": 1}
    assert sum(counts.categories.values()) == 1


@pytest.mark.parametrize(
    "query", ["country=XX", "city=atlantis", "sort=magic", "moq=lots", "moq=-1", "moq=1e9"]
)
def test_an_unknown_choice_is_left_out_and_named(client: Client, liubao: Product, query: str) -> None:
    page = read(client, f"/en/goods/?{query}")
    assert titles(page) == ["Liubao dark tea, 2019, basket"]
    assert query.partition("=")[2] in part(page, ".notice").get_text()


@pytest.mark.parametrize("number", ["0", "-1", "2", "1000000000", "9" * 400, "x", "²"])
def test_a_page_that_does_not_exist_says_so_and_shows_the_last(
    client: Client, liubao: Product, number: str
) -> None:
    page = read(client, f"/en/goods/?page={number}", 404)
    assert "The last one is 1" in part(page, ".notice").get_text()
    assert titles(page) == ["Liubao dark tea, 2019, basket"]


def test_an_empty_list_offers_a_way_on(client: Client, liubao: Product) -> None:
    page = read(client, "/en/goods/?city=wuzhou&country=KH")
    assert part(page, ".empty a")["href"] == "/en/goods/"


def test_what_is_paused_is_gone_at_once_though_pages_are_kept(client: Client, liubao: Product) -> None:
    address = "/en/goods/"
    assert titles(read(client, address)) == ["Liubao dark tea, 2019, basket"]
    move_product(product=liubao, to="paused")
    assert titles(read(client, address)) == []
    read(client, f"/en/product/{liubao.slug}/", 404)


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_the_list_takes_the_same_queries_however_many_rows(
    client: Client,
    much_tea: Callable[[int], list[Product]],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    much_tea(rows - 1)
    client.get("/th/goods/")  # content types and the like are read once per process
    caches["pages"].clear()
    caches["default"].clear()
    with django_assert_max_num_queries(12):
        page = read(client, "/th/goods/?country=CN")
    assert len(titles(page)) == min(rows, 24)


def test_pages_follow_each_other_without_gap_or_repeat(more_tea: MakeProduct) -> None:
    made = {more_tea(number).pk for number in range(7)}
    seen = [
        card.id
        for number in (1, 2, 3)
        for card in goods_page(filters=GoodsFilters(), page=number, language="en", per_page=3).cards
    ]
    assert len(seen) == 7
    assert set(seen) == made


def test_a_seller_who_brings_much_does_not_fill_the_page_alone(
    kampot: Product, more_tea: MakeProduct
) -> None:
    made = [more_tea(number).pk for number in range(5)]
    assert [card.id for card in newest(language="en", count=3)] == [made[-1], kampot.pk, made[-2]]
