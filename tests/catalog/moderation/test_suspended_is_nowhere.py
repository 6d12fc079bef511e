"""What a moderator suspends is gone on the next request whatever its owner does, and comes back whole."""

from dataclasses import replace

import pytest
from django.test import Client

from catalog.merchants.document import StorefrontDocument
from catalog.merchants.models import Organization, Storefront
from catalog.merchants.services import (
    MoveRefused,
    move_storefront,
    publish_storefront,
    save_brand,
    suspending,
)
from catalog.products.models import Product
from catalog.products.services import move_product, publish_product
from catalog.products.services.suspending import restore_product, suspend_product
from catalog.search import services as search
from catalog.search.models import IndexChange
from portal.accounts.models import User
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


def places(product: Product) -> list[str]:
    """Return addresses on which the house's storefront or its tea stand."""
    return [
        "/en/storefronts/",
        "/en/country/cn/",
        "/en/search/?q=banyan",
        "/sitemaps/storefront/en.xml",
        f"/en/product/{product.slug}/",
    ]


def standing(client: Client, places: list[str], link: str) -> set[str]:
    """Return the places on which a link stands."""
    return {place for place in places if link in client.get(place).content.decode()}


@pytest.fixture
def indexed(liubao: Product) -> None:
    """An index that nothing brings up to date from here on."""
    search.rebuild()


@pytest.mark.usefixtures("indexed")
def test_a_suspended_storefront_is_gone_and_its_goods_are_not(
    client: Client, liubao: Product, tea_house: Organization, moderator: User
) -> None:
    link, where = f"/storefront/{tea_house.slug}/", places(liubao)
    for _ in range(2):  # the second time from what is kept
        assert standing(client, where, link) == set(where)
    assert suspending.suspend_storefront(storefront=tea_house.storefront, by=moderator) == "published"
    assert standing(client, where, link) == set()
    for more in ("", "card/", "card.vcf"):
        assert client.get(f"/en{link}{more}").status_code == 404
    assert client.get(f"/en/product/{liubao.slug}/").status_code == 200
    suspending.restore_storefront(storefront=tea_house.storefront, to="published", by=moderator)
    assert standing(client, where, link) == set(where)


@pytest.mark.usefixtures("indexed")
def test_with_a_suspended_organization_everything_of_its_is_gone(
    client: Client, liubao: Product, kampot: Product, tea_house: Organization, moderator: User
) -> None:
    where = [place for place in places(liubao) if "/product/" not in place]
    goods = ["/en/goods/", "/en/", "/sitemaps/product/en.xml", "/en/feeds/goods.atom"]
    assert standing(client, where, f"/storefront/{tea_house.slug}/") == set(where)
    assert liubao.slug in client.get("/en/goods/").content.decode()
    assert suspending.suspend_organization(organization=tea_house, by=moderator) == "active"
    assert standing(client, where, f"/storefront/{tea_house.slug}/") == set()
    assert standing(client, goods, f"/product/{liubao.slug}/") == set()
    for address in (f"/en/product/{liubao.slug}/", f"/en/storefront/{tea_house.slug}/"):
        assert client.get(address).status_code == 404
    assert kampot.slug in client.get("/en/goods/").content.decode()
    suspending.restore_organization(organization=tea_house, by=moderator)
    assert liubao.slug in client.get("/en/goods/").content.decode()


def test_search_is_told_of_a_suspended_organization_and_all_of_its(
    liubao: Product, tea_house: Organization, moderator: User
) -> None:
    brand = save_brand(organization=tea_house, names={"zh-hans": "老榕"}, stories={})
    IndexChange.objects.all().delete()
    suspending.suspend_organization(organization=tea_house, by=moderator)
    told = set(IndexChange.objects.values_list("kind", "record"))
    assert {("product", liubao.pk), ("storefront", tea_house.storefront.pk), ("brand", brand.pk)} <= told


@pytest.mark.parametrize("to", ["published", "paused", "archived"])
def test_its_owner_does_not_move_a_suspended_product(liubao: Product, moderator: User, to: str) -> None:
    suspend_product(product=liubao, by=moderator)
    with pytest.raises(MoveRefused):
        move_product(product=liubao, to=to)
    liubao.refresh_from_db()
    assert liubao.status == "suspended"


@pytest.mark.parametrize("to", ["published", "paused"])
def test_its_owner_does_not_move_a_suspended_storefront(
    tea_house: Organization, moderator: User, to: str
) -> None:
    suspending.suspend_storefront(storefront=tea_house.storefront, by=moderator)
    with pytest.raises(MoveRefused):
        move_storefront(storefront=tea_house.storefront, to=to)


def test_an_edit_of_a_suspended_product_is_kept_and_shown_when_it_is_lifted(
    client: Client, liubao: Product, tea_house: Organization, moderator: User
) -> None:
    suspend_product(product=liubao, by=moderator)
    better = replace(LIUBAO, title={**LIUBAO.title, "en": "Honest Liubao"})
    edited = publish_product(organization=tea_house, document=better, product=liubao)
    assert (edited.status, edited.version) == ("suspended", 2)
    assert client.get(f"/en/product/{liubao.slug}/").status_code == 404
    restore_product(product=liubao, to="published", by=moderator)
    assert "Honest Liubao" in client.get(f"/en/product/{liubao.slug}/").content.decode()


def test_an_edit_of_a_suspended_storefront_is_kept_and_not_shown(
    client: Client, tea_house: Organization, moderator: User
) -> None:
    suspending.suspend_storefront(storefront=tea_house.storefront, by=moderator)
    said = StorefrontDocument(source_language="zh-hans", tagline={"zh-hans": "新"}, about={})
    assert publish_storefront(storefront=tea_house.storefront, document=said).status == "suspended"
    assert client.get(f"/en/storefront/{tea_house.slug}/").status_code == 404


def test_what_was_paused_comes_back_paused(liubao: Product, moderator: User) -> None:
    move_product(product=liubao, to="paused")
    was = suspend_product(product=liubao, by=moderator)
    restore_product(product=liubao, to=was, by=moderator)
    liubao.refresh_from_db()
    assert (was, liubao.status) == ("paused", "paused")


def test_only_what_is_suspended_is_restored_and_nothing_is_suspended_twice(
    liubao: Product, tea_house: Organization, moderator: User
) -> None:
    store = Storefront.objects.get(organization=tea_house)
    with pytest.raises(MoveRefused):
        restore_product(product=liubao, to="published", by=moderator)
    with pytest.raises(MoveRefused):
        suspending.restore_storefront(storefront=store, to="published", by=moderator)
    with pytest.raises(MoveRefused):
        suspending.restore_organization(organization=tea_house, by=moderator)
    suspend_product(product=liubao, by=moderator)
    suspending.suspend_storefront(storefront=store, by=moderator)
    with pytest.raises(MoveRefused):
        suspend_product(product=liubao, by=moderator)
    with pytest.raises(MoveRefused):
        suspending.suspend_storefront(storefront=store, by=moderator)
