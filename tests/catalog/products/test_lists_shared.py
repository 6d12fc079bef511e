"""Lists are shared by an unguessable link, kept by no cache, changed by nobody else."""

import pytest
from django.test import Client

from catalog.products.models import GoodsList, Product
from catalog.products.services import lists as services
from catalog.products.services import move_product
from tests.catalog.products.list_visits import add, change, read, shared_address, titles
from tests.reading import page_of, the

pytestmark = pytest.mark.django_db


def test_a_shared_list_is_read_by_anybody_and_changed_by_nobody(
    client: Client, liubao: Product, favourites: str
) -> None:
    change(client, favourites, do="note", p=liubao.slug, note="the good one")
    address = shared_address(client, favourites)
    guest = Client()
    page = read(guest, address)
    assert titles(page) == ["Liubao dark tea, 2019, basket"]
    assert the(page, ".list-note").get_text() == "the good one"
    assert not page.select("main form[method=post]")
    assert favourites not in str(page)
    assert the(page, "meta[name=robots]")["content"] == "noindex"
    assert not page.select("link[rel=alternate], link[rel=canonical]")


def test_a_closed_link_opens_nothing_and_sharing_again_makes_another(client: Client, favourites: str) -> None:
    first = shared_address(client, favourites)
    assert shared_address(client, favourites) == first
    change(client, favourites, do="stop-sharing")
    read(Client(), first, 404)
    assert shared_address(client, favourites) != first
    read(Client(), first, 404)


def test_a_list_that_is_not_shared_has_no_address_for_guests(client: Client, favourites: str) -> None:
    for token in ("None", "", favourites, "x" * 32, "%00", "ก" * 9):
        assert Client().get(f"/en/lists/shared/{token}/").status_code == 404


def test_a_paused_product_leaves_a_shared_list_at_once_and_comes_back(
    client: Client, liubao: Product, kampot: Product, favourites: str
) -> None:
    add(client, kampot)
    address, guest = shared_address(client, favourites), Client()
    assert len(titles(read(guest, address))) == 2
    move_product(product=kampot, to="paused")
    page = read(guest, address)
    assert titles(page) == ["Liubao dark tea, 2019, basket"]
    assert "Kampot" not in the(page, "#main").get_text()
    own = read(client, f"/en/lists/{favourites}/")
    assert "1 product of this list is not on offer at the moment." in own.get_text()
    assert "Kampot" not in the(own, "#main").get_text()
    move_product(product=kampot, to="published")
    assert len(titles(read(guest, address))) == 2


@pytest.mark.parametrize("place", ["", "{key}/", "{key}/remove/", "shared/{token}/"])
def test_no_page_of_lists_is_kept_by_any_cache(client: Client, favourites: str, place: str) -> None:
    token = services.share_list(goods_list=GoodsList.objects.get())
    response = client.get(f"/th/lists/{place.format(key=favourites, token=token)}")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert the(page_of(response), "meta[name=robots]")["content"] == "noindex"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "http://testserver:81"}, 403),
        ({"Origin": "null"}, 403),
    ],
)
@pytest.mark.parametrize("place", ["add", "begin", "change", "remove"])
def test_another_sites_post_is_refused(
    liubao: Product, place: str, headers: dict[str, str], status: int
) -> None:
    client = Client(enforce_csrf_checks=True)
    add(client, liubao)
    key = GoodsList.objects.get().key
    address = f"/en/lists/{place}/" if place in {"add", "begin"} else f"/en/lists/{key}/{place}/"
    response = client.post(address, {"p": liubao.slug, "name": "Samples", "do": "share"}, headers=headers)
    assert response.status_code == status
    assert GoodsList.objects.filter(key=key).exists() is (place != "remove" or status == 403)
