"""A product as a list shows it: in the nearest language, with its own name, where, how much, by whom."""

from typing import Any

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from catalog.files.models import Picture
from catalog.merchants.models import Organization
from catalog.merchants.services import move_storefront
from catalog.products.document import PriceDocument
from catalog.products.models import Product
from catalog.products.selectors.cards import ProductCard, cards, cards_by_id, shown
from catalog.products.services import move_product
from catalog.translation.services import write_texts
from catalog.translation.texts import LocalText
from tests.stock import MakeProduct

pytestmark = pytest.mark.django_db


def card(product: Product, language: str = "en") -> ProductCard:
    (found,) = cards(shown().filter(pk=product.pk), language=language)
    return found


@pytest.mark.parametrize(
    ("language", "title", "written", "own"),
    [
        ("zh-hans", "六堡茶 2019 篓装", "zh-hans", None),
        ("en", "Liubao dark tea, 2019, basket", "en", "六堡茶 2019 篓装"),
        ("th", "ชาลิ่วเป่า 2019", "th", "六堡茶 2019 篓装"),
        ("my", "Liubao dark tea, 2019, basket", "en", "六堡茶 2019 篓装"),
        ("id", "Liubao dark tea, 2019, basket", "en", "六堡茶 2019 篓装"),
    ],
)
def test_the_title_is_the_nearest_and_the_makers_own_stands_beside_it(
    liubao: Product, language: str, title: str, written: str, own: str | None
) -> None:
    found = card(liubao, language)
    assert (found.title.value, found.title.language) == (title, written)
    assert (found.original.value if found.original else None) == own


def test_malay_and_indonesian_stand_in_for_each_other(liubao: Product) -> None:
    write_texts(target=liubao, language="ms", texts={"title": "Teh Liubao"}, state="reviewed")
    assert card(liubao, "id").title == LocalText("Teh Liubao", "ms", "reviewed")
    assert card(liubao, "th").title.language == "th"


@pytest.mark.parametrize(
    ("language", "state"), [("zh-hans", "source"), ("en", "reviewed"), ("th", "machine")]
)
def test_the_card_knows_how_its_title_came_to_be(liubao: Product, language: str, state: str) -> None:
    assert card(liubao, language).title.state == state


@pytest.mark.parametrize("active", ["th", "zh-hans", "my"])
def test_the_language_that_happens_to_be_active_changes_nothing(liubao: Product, active: str) -> None:
    with translation.override(active):
        assert card(liubao, "en") == card(liubao, "en")
        assert card(liubao, "en").title.language == "en"
    assert card(liubao, "en").organization.value == "Green Banyan Tea House"


def test_numbers_are_those_the_seller_gave(liubao: Product, kampot: Product) -> None:
    tea, pepper = card(liubao), card(kampot)
    assert (tea.currency, tea.low, tea.high, tea.per, tea.unit, tea.moq) == (
        "CNY", 13_900, 16_800, 1, "kg", 20,
    )  # fmt: skip
    assert (pepper.currency, pepper.low, pepper.high, pepper.moq) == ("USD", 1450, 1450, 50)
    assert (tea.hs6, tea.country, pepper.country) == ("090240", "CN", "KH")


def test_a_price_on_request_has_no_numbers(more_tea: MakeProduct) -> None:
    found = card(more_tea(1, price=PriceDocument()))
    assert (found.price_kind, found.low, found.high, found.currency) == ("on-request", None, None, "")


@pytest.mark.parametrize(
    ("language", "city"), [("en", "Wuzhou"), ("zh-hans", "梧州"), ("vi", "Ngô Châu"), ("fil", "Wuzhou")]
)
def test_the_city_is_named_for_the_reader(liubao: Product, language: str, city: str) -> None:
    assert card(liubao, language).city == city


def test_without_a_city_there_is_none(kampot: Product) -> None:
    assert card(kampot).city == ""


def test_a_closed_storefront_is_no_link_and_the_goods_stay(liubao: Product) -> None:
    assert card(liubao).storefront == liubao.organization.storefront.slug
    move_storefront(storefront=liubao.organization.storefront, to="paused")
    assert card(liubao).storefront == ""
    assert card(liubao).organization.value == "Green Banyan Tea House"


def test_a_picture_comes_with_its_sizes(liubao: Product) -> None:
    assert card(liubao).picture is None
    sizes = [[200, 100, "pictures/leaf.webp", 7]]
    picture = Picture.objects.bulk_create(
        [
            Picture(
                title="leaf",
                file="leaf.jpg",
                width=400,
                height=200,
                manifest={"webp": sizes, "jpeg": sizes, "width": 400, "height": 200, "bytes": 9},
            )
        ]
    )[0]
    Product.objects.filter(pk=liubao.pk).update(picture=picture)
    found = card(liubao).picture
    assert found is not None
    assert (found.width, found.card.width, found.card.height) == (400, 200, 100)
    assert found.card.url.endswith("pictures/leaf.webp")
    Picture.objects.filter(pk=picture.pk).update(manifest={})
    assert card(liubao).picture is None, "a picture whose sizes are not made yet"


@pytest.mark.parametrize("state", ["draft", "review", "paused", "archived"])
def test_only_what_is_published_is_shown(liubao: Product, kampot: Product, state: str) -> None:
    Product.objects.filter(pk=liubao.pk).update(status=state)
    assert set(cards_by_id([liubao.pk, kampot.pk], language="en")) == {kampot.pk}


@pytest.mark.parametrize("state", [one for one in Organization.Status.values if one != "active"])
def test_nothing_of_an_organization_that_is_not_active_is_shown(
    liubao: Product, kampot: Product, state: str
) -> None:
    Organization.objects.filter(pk=liubao.organization_id).update(status=state)
    assert set(cards_by_id([liubao.pk, kampot.pk], language="en")) == {kampot.pk}


def test_what_was_asked_for_and_is_not_there_is_left_out(liubao: Product) -> None:
    assert cards_by_id([], language="en") == {}
    assert set(cards_by_id([liubao.pk, 0, 10**12], language="en")) == {liubao.pk}


def test_a_product_paused_and_published_again_is_the_same_card(liubao: Product) -> None:
    before = card(liubao)
    move_product(product=liubao, to="paused")
    assert cards_by_id([liubao.pk], language="en") == {}
    move_product(product=liubao, to="published")
    assert card(liubao) == before


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_cards_are_one_query_however_many(
    liubao: Product, much_tea: Any, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    much_tea(rows - 1)
    with django_assert_num_queries(1):
        found = cards(shown().order_by("pk"), language="lo")
    assert [one.id for one in found] == sorted(one.id for one in found)
    assert len(found) == rows
