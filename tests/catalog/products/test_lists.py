"""Favourites and lists as a visitor keeps them: filled, named, noted on, taken apart."""

import pytest
from django.conf import settings
from django.test import Client

from catalog.products.keepers import COOKIE
from catalog.products.models import GoodsList, GoodsListItem, Product
from catalog.products.selectors.lists import holder_of
from catalog.products.services import move_product
from tests.catalog.products.list_visits import add, begin, change, read, titles
from tests.reading import page_of, the

pytestmark = pytest.mark.django_db


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
