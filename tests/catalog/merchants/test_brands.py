"""Brands: saved with a name of their own, shown with story, seller and goods, withdrawn at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.audit.models import Entry
from catalog.merchants.models import Brand, Organization
from catalog.merchants.services import MoveRefused, move_brand, move_storefront, save_brand
from catalog.products.models import Category, Product
from catalog.products.services import publish_product
from catalog.search.models import IndexChange
from catalog.translation.models import TextState
from tests.reading import the
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_banyan(tea_house: Organization) -> Brand:
    return save_brand(
        organization=tea_house,
        names={"zh-hans": "老榕", "en": "Old Banyan", "th": "ไทรเก่า"},
        stories={"zh-hans": "老榕树下的茶。", "en": "Tea from under the old banyan."},
        states={"story": {"en": "reviewed"}},
    )


@pytest.fixture
def branded(tea: Category, tea_house: Organization, old_banyan: Brand) -> Product:
    return publish_product(organization=tea_house, document=replace(LIUBAO, brand=old_banyan.slug))


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def dirty(kind: str) -> list[int]:
    return sorted(set(IndexChange.objects.filter(kind=kind).values_list("record", flat=True)))


def test_a_brand_has_an_address_in_every_language_and_a_trail(old_banyan: Brand) -> None:
    assert old_banyan.slug == "old-banyan"
    assert Entry.objects.get(action="brand.saved").target_name == "old-banyan"
    assert dirty("brand") == [old_banyan.pk]


def test_a_brand_needs_a_name_in_its_sellers_language(tea_house: Organization) -> None:
    with pytest.raises(ValidationError) as refused:
        save_brand(organization=tea_house, names={"en": "Old Banyan", "zh-hans": " "}, stories={})
    assert list(refused.value.message_dict) == ["name"]
    assert not Brand.objects.exists()


def test_two_brands_of_one_name_get_two_addresses(old_banyan: Brand, pepper_garden: Organization) -> None:
    other = save_brand(organization=pepper_garden, names={"km": "ចាស់", "en": "Old Banyan"}, stories={})
    assert other.slug == "old-banyan-2"


def test_a_correction_keeps_the_address(old_banyan: Brand, tea_house: Organization) -> None:
    saved = save_brand(
        organization=tea_house,
        brand=old_banyan,
        names={"zh-hans": "老榕树", "en": "Great Banyan"},
        stories={},
    )
    assert (saved.pk, saved.slug) == (old_banyan.pk, "old-banyan")
    assert (saved.name_en, saved.name_th) == ("Great Banyan", "")  # type: ignore[attr-defined]


def test_another_seller_cannot_change_it(old_banyan: Brand, pepper_garden: Organization) -> None:
    with pytest.raises(Brand.DoesNotExist):
        save_brand(organization=pepper_garden, brand=old_banyan, names={"km": "ខុស"}, stories={})


def test_its_page_tells_its_story_and_shows_seller_and_goods(
    client: Client, old_banyan: Brand, branded: Product, tea_house: Organization
) -> None:
    page = read(client, "/en/brand/old-banyan/")
    assert the(page, "h1").get_text().split() == ["Old", "Banyan", "老榕"]
    assert "under the old banyan" in the(page, "#main").get_text()
    assert the(page, "#seller a")["href"] == f"/en/storefront/{tea_house.slug}/"
    assert [link.get_text() for link in page.select(".card h3 a")] == ["Liubao dark tea, 2019, basket"]
    assert the(page, ".more")["href"] == "/en/country/cn/"


def test_a_text_of_another_language_says_so_and_a_machines_is_marked(
    client: Client, old_banyan: Brand
) -> None:
    page = read(client, "/vi/brand/old-banyan/")
    assert the(page, "h1")["lang"] == "en"
    assert the(page, "#main .measure")["lang"] == "en"
    TextState.objects.filter(field="story", language="en").update(state="machine")
    caches["pages"].clear()
    assert "Translated by machine" in the(read(client, "/en/brand/old-banyan/"), "#main").get_text()


def test_product_and_storefront_lead_to_it(client: Client, branded: Product, tea_house: Organization) -> None:
    for address in (f"/th/product/{branded.slug}/", f"/th/storefront/{tea_house.slug}/"):
        links = read(client, address).select("a[href='/th/brand/old-banyan/']")
        assert [link.get_text() for link in links] == ["ไทรเก่า"], address


def test_a_withdrawn_brand_goes_from_everywhere_at_once(
    client: Client, old_banyan: Brand, branded: Product, tea_house: Organization
) -> None:
    pages = (f"/en/product/{branded.slug}/", f"/en/storefront/{tea_house.slug}/")
    for address in pages:
        assert "Old Banyan" in client.get(address).content.decode()
    move_brand(brand=old_banyan, to="withdrawn")
    for address in pages:
        assert "Old Banyan" not in client.get(address).content.decode(), address
    read(client, "/en/brand/old-banyan/", 404)


def test_a_move_to_where_it_is_names_the_state(old_banyan: Brand) -> None:
    with pytest.raises(MoveRefused, match="'shown' cannot become 'shown'"):
        move_brand(brand=old_banyan, to="shown")
    with pytest.raises(ValueError, match="sold"):
        move_brand(brand=old_banyan, to="sold")


def test_the_goods_of_a_brand_are_found_by_its_new_name(old_banyan: Brand, branded: Product) -> None:
    IndexChange.objects.all().delete()
    move_brand(brand=old_banyan, to="withdrawn")
    assert (dirty("brand"), dirty("product")) == ([old_banyan.pk], [branded.pk])


def test_a_paused_storefront_is_named_and_not_linked(
    client: Client, old_banyan: Brand, tea_house: Organization
) -> None:
    move_storefront(storefront=tea_house.storefront, to="paused")
    seller = the(read(client, "/en/brand/old-banyan/"), "#seller")
    assert "Green Banyan Tea House" in seller.get_text()
    assert not seller.select("a")


def test_a_suspended_seller_hides_its_brands(
    client: Client, old_banyan: Brand, tea_house: Organization
) -> None:
    Organization.objects.filter(pk=tea_house.pk).update(status=Organization.Status.SUSPENDED)
    read(client, "/en/brand/old-banyan/", 404)


def test_goods_carry_only_brands_of_their_seller(
    tea: Category, tea_house: Organization, pepper_garden: Organization
) -> None:
    save_brand(organization=pepper_garden, names={"km": "មេគង្គ", "en": "Mekong Gold"}, stories={})
    for slug in ("mekong-gold", "no-such-brand"):
        with pytest.raises(ValidationError) as refused:
            publish_product(organization=tea_house, document=replace(LIUBAO, brand=slug))
        assert list(refused.value.message_dict) == ["brand"]


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_the_page_takes_the_same_queries_however_many_goods(
    client: Client,
    old_banyan: Brand,
    liubao: Product,
    much_tea: Callable[[int], list[Product]],
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    ids = [product.pk for product in much_tea(rows)]
    Product.objects.filter(pk__in=ids).update(brand=old_banyan)
    client.get("/lo/brand/old-banyan/")
    caches["pages"].clear()
    with django_assert_max_num_queries(12):
        page = read(client, "/lo/brand/old-banyan/")
    assert len(page.select(".card")) == min(rows, 48)


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_a_storefront_takes_the_same_queries_however_many_brands(
    client: Client, tea_house: Organization, django_assert_max_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    Brand.objects.bulk_create(
        Brand(organization=tea_house, slug=f"brand-{number}", name_zh_hans=f"品牌{number}")
        for number in range(rows)
    )
    client.get(f"/en/storefront/{tea_house.slug}/")
    caches["pages"].clear()
    with django_assert_max_num_queries(21):
        page = read(client, f"/en/storefront/{tea_house.slug}/")
    assert len(page.select("aside .card-line")) == rows
