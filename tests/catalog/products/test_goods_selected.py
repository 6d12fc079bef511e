"""Which goods a choice finds, in which order, how they are counted, and how a card of them reads."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.merchants.services import move_storefront
from catalog.products.country_page import clock
from catalog.products.models import Category, GeographicalIndication, Product
from catalog.products.register_page import source_values, step_values
from catalog.products.selectors.cards import cards, cards_by_id, shown
from catalog.products.selectors.goods import (
    PER_PAGE,
    GoodsFilters,
    filtered,
    goods_counts,
    goods_page,
    newest,
)
from catalog.products.selectors.register import SourceLine, Step
from catalog.products.selectors.tree import category_tree
from catalog.products.services import move_product
from catalog.reference.models import Source

NONE = GoodsFilters()
NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
db = pytest.mark.django_db


def found(**chosen: Any) -> set[str]:
    return {product.slug.partition("-")[0] for product in filtered(replace(NONE, **chosen))}


@db
@pytest.mark.parametrize(
    ("chosen", "slugs"),
    [
        ({}, {"liubao", "kampot"}),
        ({"category": "food/"}, {"liubao", "kampot"}),
        ({"category": "food/tea/"}, {"liubao"}),
        ({"category": "drinks/"}, set()),
        ({"countries": ("CN",)}, {"liubao"}),
        ({"countries": ("CN", "KH")}, {"liubao", "kampot"}),
        ({"cities": ("wuzhou",)}, {"liubao"}),
        ({"countries": ("KH",), "cities": ("wuzhou",)}, set()),
        ({"gi": True}, set()),
        ({"priced": True}, {"liubao", "kampot"}),
    ],
)
def test_a_choice_finds_what_fits_all_of_it(
    liubao: Product, kampot: Product, chosen: dict[str, Any], slugs: set[str]
) -> None:
    assert found(**chosen) == slugs
    assert goods_counts(replace(NONE, **chosen)).total == len(slugs)


@db
def test_goods_on_request_state_no_price_and_a_protected_name_is_one(
    liubao: Product, kampot: Product
) -> None:
    source = Source.objects.create(pk="gazette", title="Gazette")
    entry = GeographicalIndication.objects.create(slug="liubao-tea", country_id="CN", source=source)
    Product.objects.filter(pk=liubao.pk).update(gi=entry)
    Product.objects.filter(pk=kampot.pk).update(price_kind="on-request", price_low=None, price_high=None)
    assert found(gi=True) == found(priced=True) == {"liubao"}
    counts = goods_counts(NONE)
    assert (counts.gi, counts.priced) == (1, 1)


@db
def test_counts_of_places_ignore_the_places_chosen(liubao: Product, kampot: Product) -> None:
    counts = goods_counts(replace(NONE, countries=("KH",)))
    assert (counts.countries, counts.cities) == ({"CN": 1, "KH": 1}, {})
    assert goods_counts(replace(NONE, cities=("wuzhou",))).countries == {"CN": 1, "KH": 1}


@db
def test_counts_are_kept_until_goods_change(
    liubao: Product, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = goods_counts(NONE)
    with django_assert_num_queries(0):
        assert goods_counts(replace(NONE, sort="moq")) == first
    move_product(product=liubao, to="paused")
    assert goods_counts(NONE).total == 0


@db
def test_what_the_cache_holds_that_is_no_count_is_counted_anew(
    liubao: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "get", lambda key: "an older shape")
    assert goods_counts(NONE).total == 1


@db
@pytest.mark.parametrize(
    ("sort", "order"),
    [("new", ["b", "a", "c"]), ("popular", ["c", "b", "a"]), ("moq", ["a", "b", "c"])],
)
def test_the_list_stands_in_the_order_asked(
    liubao: Product, much_tea: Any, sort: str, order: list[str]
) -> None:
    copies = much_tea(3)
    liubao.delete()
    rows = {"a": (1, 0, 10), "b": (0, 5, 20), "c": (2, 9, 20)}
    for product, (name, (hours, popularity, moq)) in zip(copies, rows.items(), strict=True):
        Product.objects.filter(pk=product.pk).update(
            slug=name, published_at=NOON - timedelta(hours=hours), popularity=popularity, moq=moq
        )
    page = goods_page(filters=replace(NONE, sort=sort), page=1, language="en")
    assert [card.slug for card in page.cards] == order


@db
@pytest.mark.parametrize(("asked", "page"), [(-1, 1), (0, 1), (1, 1), (2, 2), (99, 2)])
def test_a_page_beyond_the_ends_is_answered_with_the_nearest(
    liubao: Product, much_tea: Any, asked: int, page: int
) -> None:
    much_tea(PER_PAGE)
    answered = goods_page(filters=NONE, page=asked, language="en")
    assert (answered.page, answered.pages, answered.counts.total) == (page, 2, PER_PAGE + 1)
    assert len(answered.cards) == (PER_PAGE if page == 1 else 1)


@db
def test_no_goods_make_one_empty_page() -> None:
    answered = goods_page(filters=NONE, page=3, language="en")
    assert (answered.page, answered.pages, list(answered.cards)) == (1, 1, [])


@db
def test_new_goods_of_one_country_or_category_only(liubao: Product, kampot: Product, tea: Category) -> None:
    node = category_tree(language="en").by_slug("tea")
    assert [card.id for card in newest(language="en", count=5, country="KH")] == [kampot.pk]
    assert [card.id for card in newest(language="en", count=5, category=node)] == [liubao.pk]
    assert newest(language="en", count=5, category=node, country="KH") == []
    assert newest(language="en", count=0) == []


@db
@pytest.mark.parametrize("count", [1, 30])
def test_cards_and_news_ask_as_often_however_many(
    liubao: Product, much_tea: Any, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    ids = [product.pk for product in much_tea(count)]
    with django_assert_num_queries(1):
        assert set(cards_by_id(ids, language="my")) == set(ids)
    with django_assert_num_queries(2):
        newest(language="lo", count=30)
    with django_assert_num_queries(1):
        newest(language="lo", count=30)  # their cards are known now


@db
def test_a_card_is_the_row_in_plain_values(liubao: Product) -> None:
    (card,) = cards(shown(), language="th")
    assert (card.title.value, card.title.state) == ("ชาลิ่วเป่า 2019", "machine")
    assert (card.currency, card.low, card.high, card.per, card.unit, card.moq) == (
        "CNY", 13_900, 16_800, 1, "kg", 20,
    )  # fmt: skip
    assert (card.country, card.hs6, card.is_gi, card.picture) == ("CN", "090240", False, None)
    assert card.storefront == liubao.organization.storefront.slug


@db
def test_a_card_of_a_closed_storefront_names_the_seller_without_the_way(
    liubao: Product, tea_house: Organization
) -> None:
    move_storefront(storefront=tea_house.storefront, to="paused")
    (card,) = cards(shown(), language="en")
    assert (card.storefront, card.organization.value) == ("", "Green Banyan Tea House")


@db
def test_goods_of_a_suspended_seller_are_not_shown(liubao: Product, kampot: Product) -> None:
    Organization.objects.filter(pk=liubao.organization_id).update(status="suspended")
    assert [card.id for card in cards(shown(), language="en")] == [kampot.pk]


# Sources, steps and clocks in words


def source(**changes: Any) -> SourceLine:
    values = {"title": "Gazette", "address": "https://example.org/", "checked_on": NOON.date(), **changes}
    return SourceLine(**values)


@pytest.mark.parametrize(
    ("language", "lang", "checked"),
    [("en", "", "checked on Nov 1, 2026"), ("vi", "en", "1 thg 11, 2026")],
)
def test_a_source_says_when_somebody_looked(language: str, lang: str, checked: str) -> None:
    with translation.override(language):
        told = source_values(source(), language)
    assert (told["title"], told["lang"], told["url"]) == ("Gazette", lang, "https://example.org/")
    assert checked in told["checked"]


def test_a_source_nobody_looked_at_says_so() -> None:
    assert source_values(source(checked_on=None), "en")["checked"] == "not checked yet"


@pytest.mark.parametrize(("year", "told"), [(2011, "2011"), (None, "")])
def test_a_step_names_its_year_where_it_is_known(year: int | None, told: str) -> None:
    values = step_values(Step("gi", year, source()), "en")
    assert (values["name"], values["year"]) == ("Protected as a geographical indication", told)


@pytest.mark.parametrize(
    ("zone", "place", "distance"),
    [
        ("Asia/Shanghai", "Shanghai", "UTC+8"),
        ("Asia/Kathmandu", "Kathmandu", "UTC+5:45"),
        ("America/New_York", "New York", "UTC-5"),
        ("UTC", "UTC", "UTC+0"),
    ],
)
def test_a_clock_tells_how_far_it_is_from_utc(zone: str, place: str, distance: str) -> None:
    told = clock(zone, "en", datetime(2026, 11, 25, 0, 30, tzinfo=UTC))
    assert told["distance"] == distance
    if zone != "UTC":
        assert told["place"] == place


def test_a_clock_west_of_utc_tells_half_hours_right() -> None:
    told = clock("America/St_Johns", "en", datetime(2026, 11, 25, 12, tzinfo=UTC))
    assert (told["distance"], told["moment"]) == ("UTC-3:30", "2026-11-25T08:30-03:30")
