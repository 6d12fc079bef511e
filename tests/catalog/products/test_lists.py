"""Favourites and lists: one's own in any browser, shared by an unguessable link, never anybody else's."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from catalog.products.keepers import COOKIE
from catalog.products.models import GoodsList, GoodsListItem, Product
from catalog.products.selectors.lists import Keeper, holder_of
from catalog.products.services import lists as services
from catalog.products.services import move_product
from catalog.seams import schedules
from portal.accounts.models import User
from tests.reading import page_of, the

pytestmark = pytest.mark.django_db


def read(client: Client, address: str, status: int = 200) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == status, address
    return page_of(response)


def add(client: Client, product: Product, **fields: str) -> Any:
    return client.post("/en/lists/add/", {"p": product.slug, **fields})


def change(client: Client, key: str, **fields: str) -> Any:
    return client.post(f"/en/lists/{key}/change/", fields)


def titles(page: BeautifulSoup) -> list[str]:
    return [link.get_text() for link in page.select(".hit h2 a")]


def begin(client: Client, name: str) -> str:
    response = client.post("/en/lists/begin/", {"name": name})
    assert response.status_code == 302
    return str(response["Location"]).strip("/").split("/")[-1]


@pytest.fixture
def favourites(client: Client, liubao: Product) -> str:
    add(client, liubao)
    return GoodsList.objects.get().key


def shared_address(client: Client, key: str) -> str:
    change(client, key, do="share")
    return str(the(read(client, f"/en/lists/{key}/"), ".share-link")["href"]).removeprefix(
        settings.SITE_ADDRESS
    )


def test_a_strangers_favourite_is_kept_by_a_cookie_only_and_leads_back(
    client: Client, liubao: Product
) -> None:
    response = add(client, liubao)
    assert (response.status_code, response["Location"]) == (302, f"/en/product/{liubao.slug}/")
    cookie = response.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 31_536_000)
    assert settings.SESSION_COOKIE_NAME not in response.cookies
    kept = GoodsList.objects.get()
    assert (kept.owner, kept.holder) == (None, holder_of(cookie.value))
    assert cookie.value not in (kept.holder, kept.key, kept.share_token)


def test_the_product_page_tells_that_it_was_added_once(client: Client, liubao: Product) -> None:
    add(client, liubao)
    page = read(client, f"/en/product/{liubao.slug}/")
    assert "on the list “Favourites”" in the(page, ".page-messages").get_text()
    assert not read(client, f"/en/product/{liubao.slug}/").select(".page-messages")


def test_adding_twice_adds_once(client: Client, liubao: Product, favourites: str) -> None:
    add(client, liubao)
    assert GoodsListItem.objects.count() == 1
    assert GoodsList.objects.count() == 1


def test_another_browser_sees_nothing_of_it(client: Client, favourites: str) -> None:
    other = Client()
    assert not read(other, "/en/lists/").select(".lists li")
    for address in ("", "remove/"):
        read(other, f"/en/lists/{favourites}/{address}", 404)
    assert change(other, favourites, do="share").status_code == 404
    assert other.post(f"/en/lists/{favourites}/remove/").status_code == 404
    assert GoodsList.objects.get().share_token is None


@pytest.mark.parametrize("token", ["", "a", "x" * 31, "x" * 33, "x" * 5000])
def test_a_cookie_that_is_not_one_of_ours_opens_nothing(client: Client, liubao: Product, token: str) -> None:
    GoodsList.objects.create(holder=holder_of(token) or "0", is_favourites=True)
    client.cookies[COOKIE] = token
    assert not read(client, "/en/lists/").select(".lists li")
    assert add(client, liubao).cookies[COOKIE].value != token


def test_the_list_shows_its_goods_the_last_first_with_notes(
    client: Client, liubao: Product, kampot: Product, favourites: str
) -> None:
    add(client, kampot)
    change(client, favourites, do="note", p=kampot.slug, note="  ask for\n25 kg bags ")
    page = read(client, f"/en/lists/{favourites}/")
    assert titles(page) == ["Kampot black pepper", "Liubao dark tea, 2019, basket"]
    assert the(page, f"#note-{kampot.slug}")["value"] == "ask for 25 kg bags"
    boxes = page.select(".hit input[name=p][form=compare-list]")
    assert [box["value"] for box in boxes] == [kampot.slug, liubao.slug]
    assert the(page, "form#compare-list")["action"] == "/en/compare/"


def test_a_note_too_long_comes_back_as_typed(client: Client, liubao: Product, favourites: str) -> None:
    typed = "tea " * 100
    response = change(client, favourites, do="note", p=liubao.slug, note=typed)
    page = page_of(response)
    assert response.status_code == 422
    assert "300 characters" in the(page, "#complaints").get_text()
    assert the(page, f"#note-{liubao.slug}")["value"] == typed
    assert GoodsListItem.objects.get().note == ""


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_list_without_a_proper_name_is_not_begun_and_nothing_typed_is_lost(
    client: Client, name: str
) -> None:
    response = client.post("/en/lists/begin/", {"name": name})
    page = page_of(response)
    assert response.status_code == 422
    assert "up to 80 characters" in the(page, "#complaints").get_text()
    assert the(page, "#list-name")["value"] == name
    assert not GoodsList.objects.exists()


def test_a_list_is_begun_renamed_and_filled_from_another(
    client: Client, liubao: Product, favourites: str
) -> None:
    key = begin(client, "  Spring   samples ")
    assert GoodsList.objects.get(key=key).name == "Spring samples"
    change(client, key, do="rename", name="ตัวอย่าง")
    page = read(client, f"/en/lists/{favourites}/")
    button = the(page, "button[name=list]")
    assert (button["value"], button.get_text()) == (key, "ตัวอย่าง")
    response = add(client, liubao, list=key)
    assert response["Location"] == f"/en/lists/{key}/"
    assert titles(read(client, f"/en/lists/{key}/")) == ["Liubao dark tea, 2019, basket"]
    assert titles(read(client, f"/en/lists/{favourites}/")) == ["Liubao dark tea, 2019, basket"]


def test_a_name_too_long_comes_back_as_typed(client: Client, favourites: str) -> None:
    response = change(client, favourites, do="rename", name="x" * 90)
    assert response.status_code == 422
    assert the(page_of(response), "#list-name")["value"] == "x" * 90
    assert GoodsList.objects.get().name == ""


def test_what_is_taken_out_is_gone(client: Client, liubao: Product, favourites: str) -> None:
    change(client, favourites, do="take-out", p=liubao.slug)
    assert the(read(client, f"/en/lists/{favourites}/"), ".empty")
    assert change(client, favourites, do="burn").status_code == 404


def test_a_list_goes_only_after_it_was_confirmed(client: Client, favourites: str) -> None:
    page = read(client, f"/en/lists/{favourites}/remove/")
    assert "cannot be undone" in page.get_text()
    assert GoodsList.objects.exists()
    response = client.post(f"/en/lists/{favourites}/remove/", follow=True)
    assert "The list is gone." in response.content.decode()
    assert not GoodsList.objects.exists()
    assert Product.objects.exists()


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


def test_unknown_or_withdrawn_goods_are_not_added(client: Client, liubao: Product) -> None:
    move_product(product=liubao, to="paused")
    assert add(client, liubao).status_code == 404
    assert client.post("/en/lists/add/", {}).status_code == 404
    assert not GoodsList.objects.exists()


def test_what_no_database_can_hold_is_left_out(client: Client, liubao: Product, favourites: str) -> None:
    assert client.post("/en/lists/add/", {"p": "\x00"}).status_code == 404
    assert client.post("/en/lists/add/", {"p": liubao.slug, "list": "\x00"}).status_code == 404
    change(client, favourites, do="note", p=f"{liubao.slug}\x00", note="two\x00 boxes")
    assert GoodsListItem.objects.get().note == "two boxes"
    client.get(f"/en/lists/{favourites}%00/")
    assert client.get(f"/en/lists/{favourites}%00/").status_code == 404


def test_reading_never_writes(client: Client, liubao: Product, favourites: str) -> None:
    assert client.get("/en/lists/add/").status_code == 405
    assert COOKIE not in client.get("/en/lists/").cookies
    assert Client().get("/en/lists/").cookies.get(COOKIE) is None


def test_a_person_has_the_same_lists_everywhere(client: Client, lan: User, liubao: Product) -> None:
    client.force_login(lan)
    response = add(client, liubao)
    assert COOKIE not in response.cookies
    elsewhere = Client()
    elsewhere.force_login(lan)
    assert len(read(elsewhere, "/vi/lists/").select(".lists li")) == 1
    assert GoodsList.objects.get().owner == lan


def test_what_was_kept_before_signing_in_is_adopted_with_the_next_change(
    client: Client, lan: User, liubao: Product, kampot: Product, favourites: str
) -> None:
    begin(client, "Samples")
    services.keep_goods(keeper=Keeper(user_id=lan.pk), product=kampot)
    client.force_login(lan)
    assert len(read(client, "/en/lists/").select(".lists li")) == 3
    add(client, kampot)
    assert GoodsList.objects.filter(owner=lan).count() == GoodsList.objects.count() == 2
    favourite = GoodsList.objects.get(is_favourites=True)
    assert set(favourite.items.values_list("product", flat=True)) == {liubao.pk, kampot.pk}


def test_a_list_is_either_a_persons_or_a_strangers(lan: User) -> None:
    for owner, holder in ((None, ""), (lan, "somebody")):
        with pytest.raises(IntegrityError), transaction.atomic():
            GoodsList.objects.create(owner=owner, holder=holder)


def test_nobody_has_two_lists_of_favourites(lan: User) -> None:
    for fields in ({"owner": lan}, {"holder": "somebody"}):
        GoodsList.objects.create(is_favourites=True, **fields)
        with pytest.raises(IntegrityError), transaction.atomic():
            GoodsList.objects.create(is_favourites=True, **fields)


def test_a_full_list_says_so_and_keeps_what_it_has(
    client: Client, liubao: Product, kampot: Product, favourites: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_GOODS", 1)
    add(client, kampot)
    page = read(client, f"/en/product/{kampot.slug}/")
    assert "up to 1 goods" in the(page, ".page-messages").get_text()
    assert titles(read(client, f"/en/lists/{favourites}/")) == ["Liubao dark tea, 2019, basket"]


def test_there_is_an_end_to_lists(client: Client, favourites: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_LISTS", 1)
    with pytest.raises(ValidationError):
        services.new_list(keeper=Keeper(holder=GoodsList.objects.get().holder), name="One more")
    assert client.post("/en/lists/begin/", {"name": "One more"}).status_code == 422


def test_lists_nobody_can_open_any_more_are_pruned(client: Client, lan: User, favourites: str) -> None:
    own = GoodsList.objects.create(owner=lan)
    old = timezone.now() - timedelta(days=services.UNTOUCHED_DAYS + 1)
    assert services.prune_lists() == 0
    GoodsList.objects.update(updated_at=old)
    assert services.prune_lists() == 1
    assert GoodsList.objects.get() == own
    assert "products.prune-lists" in {schedule.name for schedule in schedules.registered()}


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_a_list_takes_the_same_queries_however_many_goods(
    client: Client,
    much_tea: Callable[[int], list[Product]],
    favourites: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    held = GoodsList.objects.get()
    GoodsListItem.objects.bulk_create(
        GoodsListItem(goods_list=held, product=product) for product in much_tea(rows)
    )
    token = services.share_list(goods_list=held)
    for address, most in ((f"/lo/lists/{favourites}/", 6), (f"/lo/lists/shared/{token}/", 5)):
        client.get(address)
        with django_assert_max_num_queries(most):
            page = read(client, address)
        assert len(titles(page)) == rows + 1


@pytest.mark.parametrize("rows", [1, 24, 200])
def test_all_lists_take_the_same_queries_however_many_they_are(
    client: Client,
    liubao: Product,
    favourites: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    holder = GoodsList.objects.get().holder
    made = GoodsList.objects.bulk_create(
        GoodsList(holder=holder, name=f"List {number}") for number in range(rows)
    )
    GoodsListItem.objects.bulk_create(GoodsListItem(goods_list=one, product=liubao) for one in made)
    client.get("/lo/lists/")
    with django_assert_max_num_queries(2):
        page = read(client, "/lo/lists/")
    assert len(page.select(".lists li")) == rows + 1
