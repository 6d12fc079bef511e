"""A moderator's suspension stays: what was suspended is shown at no edition, though it be deleted later."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Organization
from catalog.products.events import ProductChanged, ProductsChanged
from catalog.products.models import Product
from catalog.products.services.listings import move_product, remove_products
from catalog.products.services.suspending import restore_product, suspend_product
from catalog.search.models import IndexChange
from expo.fair.models import Booth, Edition, Exhibit
from expo.fair.selectors.exhibits import exhibits_of, in_sight
from expo.fair.services.exhibits import exhibit_product, follow_products
from portal.accounts.models import User
from tests.stock import MakeProduct

pytestmark = pytest.mark.django_db


def seen() -> bool:
    return in_sight(Exhibit.objects.all()).exists()


def stale(product: Product) -> Product:
    """Return the product as somebody read it before a moderator came."""
    Product.objects.filter(pk=product.pk).update(status="suspended")
    assert product.status == "published"
    return product


SUSPENDED_THEN_GONE: dict[str, Callable[[Product, User], object]] = {
    "removed": lambda product, by: (
        suspend_product(product=product, by=by),
        remove_products(products=[product]),
    ),
    "deleted below the services": lambda product, by: (
        suspend_product(product=product, by=by),
        Product.objects.filter(pk=product.pk).delete(),
    ),
    "suspended unseen by who removes it": lambda product, by: remove_products(products=[stale(product)]),
}


@pytest.mark.parametrize("state", ["open", "after", "archived"])
@pytest.mark.parametrize("way", SUSPENDED_THEN_GONE)
def test_what_was_suspended_stays_out_of_sight_once_it_is_deleted(
    exhibit: Exhibit, liubao: Product, editor: User, client: Client, booth: Booth, state: str, way: str
) -> None:
    Booth.objects.update(status="published")
    Edition.objects.update(state=state)
    SUSPENDED_THEN_GONE[way](liubao, editor)
    assert not Product.objects.filter(pk=liubao.pk).exists()
    # The edition ends, or is archived, only afterwards: it stays so.
    for later in ("after", "archived"):
        Edition.objects.update(state=later)
        assert not seen()
        assert exhibits_of(Booth.objects.get(pk=booth.pk), language="en") == []
    assert client.get(f"/en/fair/2026/booth/{booth.slug}/exhibit/{exhibit.pk}/").status_code == 404


@pytest.mark.parametrize("state", ["after", "archived"])
def test_what_was_given_back_before_it_was_deleted_is_in_the_archive(
    exhibit: Exhibit, liubao: Product, editor: User, state: str
) -> None:
    Edition.objects.update(state=state)
    was = suspend_product(product=liubao, by=editor)
    assert (seen(), Exhibit.objects.get().withheld) == (False, True)
    restore_product(product=liubao, to=was, by=editor)
    assert (seen(), Exhibit.objects.get().withheld) == (True, False)
    remove_products(products=[liubao])
    assert seen()


@pytest.mark.parametrize("status", ["paused", "archived"])
def test_what_its_seller_took_off_is_in_the_archive(exhibit: Exhibit, liubao: Product, status: str) -> None:
    Edition.objects.update(state="archived")
    move_product(product=liubao, to=status)
    remove_products(products=[liubao])
    assert (seen(), Exhibit.objects.get().withheld) == (True, False)


def test_one_suspended_product_takes_nothing_else_off_the_booth(
    exhibit: Exhibit, booth: Booth, liubao: Product, more_tea: MakeProduct, editor: User
) -> None:
    other = exhibit_product(booth=booth, product=more_tea(2))
    Edition.objects.update(state="archived")
    suspend_product(product=liubao, by=editor)
    remove_products(products=[liubao])
    assert list(in_sight(Exhibit.objects.all())) == [other]


@pytest.mark.parametrize("state", ["open", "after", "archived"])
def test_search_describes_the_booth_anew_at_every_edition(
    exhibit: Exhibit, booth: Booth, liubao: Product, editor: User, state: str
) -> None:
    Edition.objects.update(state=state)
    IndexChange.objects.all().delete()
    was = suspend_product(product=liubao, by=editor)
    assert IndexChange.objects.filter(kind="booth", record=booth.pk).exists()
    IndexChange.objects.all().delete()
    restore_product(product=liubao, to=was, by=editor)
    assert IndexChange.objects.filter(kind="booth", record=booth.pk).exists()


def test_many_suspended_at_once_cost_as_many_queries_as_one(
    exhibit: Exhibit, booth: Booth, tea_house: Organization, liubao: Product, more_tea: MakeProduct
) -> None:
    products = [liubao, *(more_tea(number) for number in range(2, 14))]
    for product in products[1:]:
        exhibit_product(booth=booth, product=product)
    Edition.objects.update(state="archived")
    counted: list[Any] = []
    for some in (products[:1], products[1:]):
        Product.objects.filter(pk__in=[one.pk for one in some]).update(status="suspended")
        changes = tuple(ProductChanged(one.pk, tea_house.pk, "suspended") for one in some)
        with CaptureQueriesContext(connection) as caught:
            follow_products(ProductsChanged(changes))
        counted.append(len(caught))
    assert counted[0] == counted[1]
    assert set(Exhibit.objects.values_list("withheld", flat=True)) == {True}
