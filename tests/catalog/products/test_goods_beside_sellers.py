"""What goods add to storefronts and brand pages, for many at once and each its own."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Brand, Organization
from catalog.merchants.services import create_organization, move_brand, save_brand
from catalog.products.document import CertificateDocument
from catalog.products.models import Product
from catalog.products.seller_slots import certificates_of, goods_counts, goods_of, goods_of_brands
from catalog.products.services import move_product, save_certificates
from catalog.reference.models import Country
from catalog.seams.preferences import Preferences

pytestmark = pytest.mark.django_db
ENGLISH = Preferences(language="en")


def titles(values: Any) -> list[str]:
    return [card["title"] for card in values["cards"]]


def test_goods_are_counted_by_storefront(liubao: Product, kampot: Product) -> None:
    ids = [product.organization.storefront.pk for product in (liubao, kampot)]
    assert goods_counts(ids, ENGLISH) == {pk: {"count": 1} for pk in ids}
    move_product(product=kampot, to="paused")
    assert goods_counts(ids, ENGLISH) == {ids[0]: {"count": 1}}


def test_each_storefront_shows_its_own(liubao: Product, kampot: Product) -> None:
    tea, pepper = (product.organization.storefront.pk for product in (liubao, kampot))
    found = goods_of([tea, pepper], ENGLISH)
    assert titles(found[tea]) == ["Liubao dark tea, 2019, basket"]
    assert titles(found[pepper]) == ["Kampot black pepper"]
    assert goods_of([pepper], ENGLISH).keys() == {pepper}


def test_a_storefront_without_goods_shows_no_section(tea_house: Organization) -> None:
    pk = tea_house.storefront.pk
    assert goods_of([pk], ENGLISH) == {}
    assert goods_counts([pk], ENGLISH) == {}
    assert goods_of([], ENGLISH) == {}


def test_more_goods_are_on_the_page_of_the_country(liubao: Product) -> None:
    pk = liubao.organization.storefront.pk
    found = goods_of([pk], ENGLISH)[pk]
    assert (found["url"], found["link"]) == ("/en/country/cn/", "More from China")


def test_a_country_without_a_page_is_not_led_to(liubao: Product) -> None:
    Country.objects.filter(pk="CN").update(rank=None)
    pk = liubao.organization.storefront.pk
    assert set(goods_of([pk], ENGLISH)[pk]) == {"cards"}


@pytest.fixture
def old_banyan(liubao: Product) -> Brand:
    brand = save_brand(organization=liubao.organization, names={"zh-hans": "老榕"}, stories={})
    Product.objects.filter(pk=liubao.pk).update(brand=brand)
    return brand


def test_a_brand_shows_the_goods_that_bear_it(old_banyan: Brand, kampot: Product) -> None:
    other = save_brand(organization=kampot.organization, names={"km": "មេគង្គ"}, stories={})
    found = goods_of_brands([old_banyan.pk, other.pk], ENGLISH)
    assert titles(found[old_banyan.pk]) == ["Liubao dark tea, 2019, basket"]
    assert other.pk not in found


def test_a_withdrawn_brand_shows_nothing(old_banyan: Brand) -> None:
    move_brand(brand=old_banyan, to="withdrawn")
    assert goods_of_brands([old_banyan.pk], ENGLISH) == {}


@pytest.mark.parametrize("count", [1, 24, 200])
def test_storefronts_and_brands_ask_as_often_however_many_goods(
    old_banyan: Brand, much_tea: Any, django_assert_max_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    made = much_tea(count)
    Product.objects.filter(pk__in=[product.pk for product in made]).update(brand=old_banyan)
    storefront = old_banyan.organization.storefront.pk
    with django_assert_max_num_queries(3):
        assert len(goods_of([storefront], ENGLISH)[storefront]["cards"]) == min(count + 1, 48)
    with django_assert_max_num_queries(4):
        assert len(goods_of_brands([old_banyan.pk], ENGLISH)[old_banyan.pk]["cards"]) == min(count + 1, 48)
    with django_assert_max_num_queries(1):
        assert goods_counts([storefront], ENGLISH)[storefront]["count"] == count + 1


HALAL = CertificateDocument(kind="halal", number="1")


@pytest.mark.parametrize(("papers", "names"), [([HALAL], ["Halal"]), ([], None)])
def test_a_seller_shows_papers_only_if_it_has_some(papers: list[CertificateDocument], names: Any) -> None:
    holder = create_organization(kind="company", country="SG", source_language="en", name={"en": "Holder"})
    save_certificates(organization=holder, certificates=papers)
    found = certificates_of([holder.storefront.pk], ENGLISH).get(holder.storefront.pk)
    assert ([one["name"] for one in found["certificates"]] if found else None) == names
    assert (found["note"] if found else "") == ""
