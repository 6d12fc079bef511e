"""What the database itself refuses of goods, and what goes or stays with a row that is deleted."""

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from catalog.merchants.models import Organization
from catalog.merchants.services import save_brand
from catalog.products.models import (
    Certificate,
    FormerSlug,
    GeographicalIndication,
    GoodsListItem,
    PriceTier,
    Product,
    ProductPicture,
    ProductVersion,
    Variant,
)
from catalog.products.selectors.lists import Keeper, holder_of
from catalog.products.services import publish_product, remove_products, rename_product
from catalog.products.services.lists import keep_goods
from catalog.products.services.removal import InUseError, remove_category, remove_geographical_indication
from catalog.reference.models import City, Country, Source
from catalog.translation.models import TextState
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


def refused(statement: Any, *arguments: Any, **values: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        statement(*arguments, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"price_per": 0},
        {"moq": 0},
        {"price_low": -1},
        {"price_low": 200, "price_high": 100},
        {"slug": "mekong"},
        {"country_id": "XX"},
        {"category_id": None},
    ],
    ids=str,
)
def test_a_product_that_cannot_be_is_not_kept(
    liubao: Product, kampot: Product, values: dict[str, Any]
) -> None:
    Product.objects.filter(pk=kampot.pk).update(slug="mekong")
    goods = Product.objects.filter(pk=liubao.pk)

    def change() -> None:
        goods.update(**values)
        # PostgreSQL and SQLite look at references when the transaction ends.
        transaction.get_connection().check_constraints()

    refused(change)


@pytest.mark.parametrize(
    "values",
    [
        {"price_kind": "on-request", "price_low": None, "price_high": None},
        {"price_kind": "range", "price_low": 100, "price_high": 100},
        {"price_low": 0, "price_high": 0},
        {"city_id": None},
    ],
    ids=str,
)
def test_a_product_that_can_be_is(liubao: Product, values: dict[str, Any]) -> None:
    assert Product.objects.filter(pk=liubao.pk).update(**values) == 1


def test_a_price_begins_at_a_quantity_once_for_all_variants_and_once_for_each(liubao: Product) -> None:
    tier = {"product": liubao, "currency": "CNY", "quantity_from": 20, "minor": 1}
    refused(PriceTier.objects.create, **tier)
    refused(PriceTier.objects.create, **{**tier, "quantity_from": 30, "minor": -1})
    variant = liubao.variants.get()
    PriceTier.objects.create(**tier, variant=variant)
    refused(PriceTier.objects.create, **tier, variant=variant)
    PriceTier.objects.create(**{**tier, "currency": "USD"})


def test_a_version_has_its_number_alone(liubao: Product) -> None:
    refused(ProductVersion.objects.create, product=liubao, number=1, document={})
    ProductVersion.objects.create(product=liubao, number=2, document={})
    assert [str(version) for version in liubao.versions.all()] == [f"{liubao.pk} v2", f"{liubao.pk} v1"]


def test_a_former_address_leads_to_one_product(liubao: Product, kampot: Product) -> None:
    FormerSlug.objects.create(slug="old", product=liubao)
    refused(FormerSlug.objects.create, slug="old", product=kampot)


def test_a_product_stands_on_a_list_once(liubao: Product) -> None:
    held = keep_goods(keeper=Keeper(holder=holder_of("x" * 32)), product=liubao)
    refused(GoodsListItem.objects.create, goods_list=held, product=liubao)


@pytest.mark.parametrize("kind", ["category", "country", "city"])
def test_what_goods_name_cannot_be_deleted(liubao: Product, kind: str) -> None:
    with pytest.raises(models.ProtectedError):
        getattr(liubao, kind).delete()
    assert Product.objects.filter(pk=liubao.pk).exists()


def test_a_category_goes_when_it_is_empty(liubao: Product) -> None:
    tea, food = liubao.category, liubao.category.parent
    assert food is not None
    with pytest.raises(InUseError, match="tea is named by 1 others and stays") as kept:
        remove_category(category=tea)
    assert kept.value.count == 1
    with pytest.raises(InUseError):
        remove_category(category=food)
    remove_products(products=[liubao])
    remove_category(category=tea)
    remove_category(category=food)
    assert not TextState.objects.filter(content_type__model__in=["category", "attribute"]).exists()


def test_an_entry_of_the_register_goes_when_no_goods_name_it(liubao: Product) -> None:
    source = Source.objects.create(pk="gazette", title="Gazette")
    entry = GeographicalIndication.objects.create(slug="liubao-tea", country_id="CN", source=source)
    Product.objects.filter(pk=liubao.pk).update(gi=entry)
    with pytest.raises(InUseError, match="liubao-tea is named by 1"):
        remove_geographical_indication(indication=entry)
    Product.objects.filter(pk=liubao.pk).update(gi=None)
    remove_geographical_indication(indication=entry)
    assert not GeographicalIndication.objects.exists()


def test_goods_outlive_their_brand(liubao: Product) -> None:
    brand = save_brand(organization=liubao.organization, names={"zh-hans": "老榕"}, stories={})
    Product.objects.filter(pk=liubao.pk).update(brand=brand)
    brand.delete()
    liubao.refresh_from_db()
    assert liubao.brand_id is None


def test_a_product_that_goes_takes_along_what_hangs_on_it(liubao: Product, kampot: Product) -> None:
    keep_goods(keeper=Keeper(holder=holder_of("x" * 32)), product=liubao)
    rename_product(product=liubao, slug_from="Another name")
    Certificate.objects.create(organization=liubao.organization, product=liubao, kind="halal", number="1")
    assert remove_products(products=[liubao]) == 1
    for kind in (Variant, PriceTier, Certificate, ProductPicture, ProductVersion, FormerSlug, GoodsListItem):
        assert not kind._default_manager.filter(product=liubao.pk).exists(), kind
    assert not TextState.objects.filter(content_type__model="product", object_id=liubao.pk).exists()
    assert list(Product.objects.all()) == [kampot]


def test_an_organization_that_goes_takes_its_goods_along(liubao: Product, kampot: Product) -> None:
    Organization.objects.filter(pk=liubao.organization_id).delete()
    assert list(Product.objects.all()) == [kampot]


def test_the_address_of_a_product_that_is_gone_is_free_again(liubao: Product) -> None:
    organization, slug = liubao.organization, liubao.slug
    remove_products(products=[liubao])
    assert publish_product(organization=organization, document=LIUBAO).slug == slug


def test_rows_name_themselves(liubao: Product) -> None:
    variant = liubao.variants.get()
    certificate = Certificate(kind="halal", number="7")
    assert [str(row) for row in (liubao, variant, certificate)] == [liubao.slug, "LB-5", "halal 7"]
    assert str(Variant(product=liubao, position=2)) == f"{liubao.pk}#2"
    assert str(liubao.tiers.all()[0]) == f"{liubao.pk} from 20: 16800 CNY"
    assert City.objects.filter(pk=liubao.city_id).exists()
    assert Country.objects.filter(pk=liubao.country_id).exists()
