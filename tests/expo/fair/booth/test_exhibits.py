"""Exhibits follow their product while the edition lives, and stay as they were shown afterwards."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.files.services import save_picture
from catalog.merchants.models import Organization
from catalog.products.document import PriceDocument
from catalog.products.events import ProductChanged, ProductsChanged
from catalog.products.models import Product, ProductVersion
from catalog.products.services import publish_product
from catalog.products.services.listings import move_product, remove_products
from catalog.translation.models import TextState
from expo.fair.models import Booth, Edition, Exhibit
from expo.fair.refusals import Refused
from expo.fair.selectors.exhibits import exhibits_of
from expo.fair.services.booths import EditionOver
from expo.fair.services.editions import move_edition
from expo.fair.services.exhibits import (
    describe_exhibit,
    exhibit_product,
    follow_products,
    order_exhibits,
    remove_exhibit,
)
from portal.accounts.models import User
from tests.catalog.files.uploads import shot
from tests.stock import LIUBAO, MakeProduct, at_price

pytestmark = pytest.mark.django_db
PAST = "This edition is over"


def page_of(client: Client, booth: Booth) -> str:
    response = client.get(f"/en/fair/2026/booth/{booth.slug}/")
    assert response.status_code == 200
    return response.content.decode()


def end(edition: Edition) -> None:
    move_edition(edition=edition, to="after")
    move_edition(edition=edition, to="archived")


def test_only_own_products_that_buyers_see_are_exhibited(
    booth: Booth, kampot: Product, liubao: Product
) -> None:
    with pytest.raises(Refused, match="your own"):
        exhibit_product(booth=booth, product=kampot)
    move_product(product=liubao, to="paused")
    with pytest.raises(Refused, match="your own"):
        exhibit_product(booth=booth, product=liubao)
    assert not Exhibit.objects.exists()


def test_a_product_is_exhibited_once(booth: Booth, exhibit: Exhibit, liubao: Product) -> None:
    assert exhibit_product(booth=booth, product=liubao) == exhibit
    assert Exhibit.objects.count() == 1


def test_there_is_a_most(booth: Booth, exhibit: Exhibit, more_tea: MakeProduct, monkeypatch: object) -> None:
    monkeypatch.setattr("expo.fair.services.exhibits.MOST", 1)  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="at most 1"):
        exhibit_product(booth=booth, product=more_tea(2))


def test_exhibits_stand_in_the_order_they_are_given(
    booth: Booth, exhibit: Exhibit, more_tea: MakeProduct
) -> None:
    second, third = (exhibit_product(booth=booth, product=more_tea(number)) for number in (2, 3))
    assert list(booth.exhibits.values_list("pk", flat=True)) == [exhibit.pk, second.pk, third.pk]
    order_exhibits(booth=booth, ids=[third.pk, exhibit.pk])
    assert list(booth.exhibits.values_list("pk", flat=True)) == [third.pk, exhibit.pk, second.pk]


def test_what_holds_for_the_fair_only_can_be_said_anew(
    shown_booth: Booth, exhibit: Exhibit, owner: User, client: Client
) -> None:
    describe_exhibit(exhibit=exhibit, texts={"note": "送样", "price_note": "八折"}, by=owner)
    page = page_of(client, shown_booth)
    assert "送样" in page
    assert "八折" in page
    assert "展会价每公斤 150 元" not in page


def test_a_living_booth_shows_the_product_as_it_is_now(
    shown_booth: Booth, liubao: Product, tea_house: Organization, client: Client
) -> None:
    document = replace(at_price(LIUBAO, 14_000), title={**LIUBAO.title, "en": "Liubao, renamed"})
    publish_product(organization=tea_house, document=document, product=liubao)
    page = page_of(client, shown_booth)
    assert "Liubao, renamed" in page
    assert "140.00" in page
    assert Exhibit.objects.get().version == 2


def test_what_is_not_on_offer_is_not_shown_at_a_living_booth(
    shown_booth: Booth, liubao: Product, client: Client
) -> None:
    move_product(product=liubao, to="paused")
    assert "Liubao" not in page_of(client, shown_booth)
    move_product(product=liubao, to="published")
    assert "Liubao" in page_of(client, shown_booth)


def with_picture(tea_house: Organization, liubao: Product) -> str:
    picture = save_picture(data=shot(), title="tea", owner_id=tea_house.pk)
    document = replace(LIUBAO, pictures=(picture.pk,))
    publish_product(organization=tea_house, document=document, product=liubao)
    return str(picture.token)


def test_a_past_booth_shows_name_picture_and_price_as_they_were_when_the_product_changed(
    shown_booth: Booth, edition: Edition, liubao: Product, tea_house: Organization, client: Client
) -> None:
    token = with_picture(tea_house, liubao)
    end(edition)
    document = replace(
        LIUBAO, title={"zh-hans": "别的茶", "en": "Another tea"}, price=PriceDocument(), pictures=()
    )
    publish_product(organization=tea_house, document=document, product=liubao)
    page = page_of(client, shown_booth)
    for said in (PAST, "Liubao dark tea, 2019, basket", "139.00", "展会价每公斤 150 元", "现场冲泡", token):
        assert said in page, said
    assert "Another tea" not in page


def test_a_past_booth_shows_what_it_showed_when_the_product_went(
    shown_booth: Booth, edition: Edition, liubao: Product, tea_house: Organization, client: Client
) -> None:
    token = with_picture(tea_house, liubao)
    end(edition)
    remove_products(products=[liubao])
    page = page_of(client, shown_booth)
    for said in ("Liubao dark tea, 2019, basket", "139.00", "展会价每公斤 150 元", token):
        assert said in page, said
    assert "/en/product/" not in page.split("<main")[1].split("</main")[0]


def test_an_exhibit_of_a_past_booth_has_a_page_of_its_own(
    shown_booth: Booth, exhibit: Exhibit, edition: Edition, liubao: Product, client: Client
) -> None:
    end(edition)
    remove_products(products=[liubao])
    address = f"/en/fair/2026/booth/{shown_booth.slug}/exhibit/{exhibit.pk}/"
    assert address in page_of(client, shown_booth)
    page = client.get(address).content.decode()
    assert "Aged for seven years." in page
    assert "as it was then" in page
    assert "As it is offered today" not in page


def test_an_exhibit_of_another_booth_is_not_found_here(
    shown_booth: Booth, exhibit: Exhibit, client: Client
) -> None:
    assert client.get(f"/en/fair/2026/booth/x/exhibit/{exhibit.pk}/").status_code == 404
    assert client.get(f"/en/fair/2026/booth/{shown_booth.slug}/exhibit/0/").status_code == 404


def test_a_product_taken_down_by_a_moderator_is_in_no_archive(
    shown_booth: Booth, edition: Edition, liubao: Product, client: Client
) -> None:
    end(edition)
    Product.objects.filter(pk=liubao.pk).update(status=Product.Status.SUSPENDED)
    assert "Liubao" not in page_of(client, shown_booth)


def test_deleting_a_product_keeps_what_a_living_booth_will_have_shown(
    shown_booth: Booth, exhibit: Exhibit, edition: Edition, liubao: Product, client: Client
) -> None:
    remove_products(products=[liubao])
    assert "Liubao" not in page_of(client, shown_booth)
    exhibit.refresh_from_db()
    assert exhibit.product is None
    assert exhibit.document["title"]["en"] == LIUBAO.title["en"]
    end(edition)
    assert "Liubao dark tea, 2019, basket" in page_of(client, shown_booth)


def test_texts_held_back_are_held_back_here_too(
    booth: Booth, tea_house: Organization, liubao: Product
) -> None:
    publish_product(organization=tea_house, document=replace(LIUBAO, held=("en", "th")), product=liubao)
    exhibit_product(booth=booth, product=liubao)
    (line,) = exhibits_of(booth, language="en")
    assert (str(line.card.title), line.card.title.language) == (LIUBAO.title["zh-hans"], "zh-hans")


def test_what_was_translated_by_machine_says_so(booth: Booth, exhibit: Exhibit) -> None:
    (thai,) = exhibits_of(booth, language="th")
    (english,) = exhibits_of(booth, language="en")
    assert thai.card.title.by_machine
    assert not english.card.title.by_machine


def test_nothing_is_moved_at_a_booth_of_an_edition_that_is_over(
    shown_booth: Booth, exhibit: Exhibit, edition: Edition, more_tea: MakeProduct, owner: User
) -> None:
    move_edition(edition=edition, to="after")
    second = more_tea(2)
    for write in (
        lambda: exhibit_product(booth=shown_booth, product=second),
        lambda: remove_exhibit(exhibit=exhibit),
        lambda: order_exhibits(booth=shown_booth, ids=[exhibit.pk]),
        lambda: describe_exhibit(exhibit=exhibit, texts={"note": "x"}, by=owner),
    ):
        with pytest.raises(EditionOver):
            write()
    assert Exhibit.objects.get().pk == exhibit.pk


def test_taking_an_exhibit_off_leaves_no_state_of_its_texts(exhibit: Exhibit) -> None:
    kept = TextState.objects.filter(content_type__model="exhibit")
    assert kept.count() == 2
    remove_exhibit(exhibit=exhibit)
    assert not kept.exists()


@pytest.mark.parametrize("count", [1, 24])
def test_exhibits_take_two_queries_however_many(
    booth: Booth, exhibit: Exhibit, count: int, django_assert_num_queries: object
) -> None:
    Exhibit.objects.bulk_create(
        Exhibit(booth=booth, document=exhibit.document, version=1, shown_at=exhibit.shown_at)
        for _number in range(count)
    )
    Edition.objects.update(state="archived")
    found = Booth.objects.get(pk=booth.pk)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(exhibits_of(found, language="en")) == count + 1


def test_many_products_that_change_at_once_cost_their_booths_no_more_than_one(
    shown_booth: Booth, exhibit: Exhibit, edition: Edition, more_tea: MakeProduct, liubao: Product
) -> None:
    products = [liubao, *(more_tea(number) for number in range(2, 26))]
    for product in products[1:]:
        exhibit_product(booth=shown_booth, product=product)
    Exhibit.objects.update(document={}, version=0)
    counted = []
    for count in (1, 24):
        changes = tuple(
            ProductChanged(product.pk, product.organization_id, "published") for product in products[-count:]
        )
        with CaptureQueriesContext(connection) as caught:
            follow_products(ProductsChanged(changes))
        counted.append(len(caught))
    assert counted[0] == counted[1] <= 12
    kept = dict(Exhibit.objects.values_list("product_id", "document"))
    assert kept.pop(liubao.pk) == {}
    now = ProductVersion.objects.filter(product__in=kept, number=F("product__version"))
    assert kept == dict(now.values_list("product_id", "document"))
    assert set(Exhibit.objects.exclude(product=liubao).values_list("version", flat=True)) == {1}


def test_products_nobody_exhibits_cost_one_query(
    shown_booth: Booth, kampot: Product, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):  # two of them are the savepoint's
        follow_products(ProductsChanged((ProductChanged(kampot.pk, kampot.organization_id, "published"),)))


def test_of_what_changes_at_once_only_what_is_on_offer_is_shown_anew(
    shown_booth: Booth, exhibit: Exhibit, more_tea: MakeProduct, liubao: Product
) -> None:
    second = exhibit_product(booth=shown_booth, product=more_tea(2))
    Exhibit.objects.update(document={}, version=0)
    assert second.product is not None
    follow_products(
        ProductsChanged(
            (
                ProductChanged(liubao.pk, liubao.organization_id, "paused"),
                ProductChanged(second.product.pk, second.product.organization_id, "published"),
            )
        )
    )
    assert dict(Exhibit.objects.values_list("product_id", "version")) == {liubao.pk: 0, second.product.pk: 1}


@pytest.mark.parametrize("state", ["after", "archived"])
def test_an_edition_that_is_over_follows_no_product(
    shown_booth: Booth, exhibit: Exhibit, edition: Edition, liubao: Product, state: str
) -> None:
    Edition.objects.filter(pk=edition.pk).update(state=state)
    Exhibit.objects.update(document={"kept": 1})
    follow_products(ProductsChanged((ProductChanged(liubao.pk, liubao.organization_id, "published"),)))
    assert Exhibit.objects.get().document == {"kept": 1}
