"""A page names its card as soon as that stands, and only while it holds; before, its own picture or none."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.products.models import Product
from catalog.products.services import move_product, publish_product, rename_product
from portal.discovery.cards import tending
from portal.discovery.models import Card
from portal.pages.models import SectionPage
from tests.portal.discovery.cards.conftest import MakePicture
from tests.portal.discovery.conftest import DrawAll, Read
from tests.stock import LIUBAO, MakeProduct


def told(page: BeautifulSoup, name: str) -> list[str]:
    return [str(tag["content"]) for tag in page.select(f"meta[property='{name}']")]


def path_in(address: str) -> str:
    """Return where in the public storage an address of ours leads."""
    start = f"{settings.SITE_ADDRESS}{settings.MEDIA_URL}"
    assert address.startswith(start)
    return address.removeprefix(start)


def test_a_page_names_its_card_with_size_and_words(read: Read, liubao: Product, draw_all: DrawAll) -> None:
    draw_all()
    page = read(f"/th/product/{liubao.slug}/?quantity=20")
    card = Card.objects.get(kind="product", language="th")
    assert told(page, "og:image") == [f"{settings.SITE_ADDRESS}/media/{card.path}"]
    assert told(page, "og:image:type") == ["image/jpeg"]
    assert (told(page, "og:image:width"), told(page, "og:image:height")) == (["1200"], ["630"])
    assert told(page, "og:image:alt") == ["ชาลิ่วเป่า 2019"]
    (kind,) = page.select("meta[name='twitter:card']")
    assert kind["content"] == "summary_large_image"


def test_until_a_card_is_drawn_the_picture_stands_for_it(
    read: Read, more_tea: MakeProduct, make_picture: MakePicture, draw_all: DrawAll
) -> None:
    picture = make_picture()
    tea = more_tea(1, pictures=(picture.pk,))
    (address,) = told(read(f"/en/product/{tea.slug}/"), "og:image")
    assert path_in(address) == picture.manifest["jpeg"][-1][2]
    draw_all()
    (address,) = told(read(f"/en/product/{tea.slug}/"), "og:image")
    assert path_in(address) == Card.objects.get(kind="product", record=tea.pk, language="en").path


def test_a_change_takes_the_card_off_the_page_at_once(
    client: Client, liubao: Product, draw_all: DrawAll
) -> None:
    draw_all()
    address = f"/en/product/{liubao.slug}/"
    assert b"og:image" in client.get(address).content
    publish_product(organization=liubao.organization, document=LIUBAO, product=liubao)
    assert b"og:image" not in client.get(address).content
    move_product(product=liubao, to="paused")
    assert client.get(address).status_code == 404


def test_a_renamed_product_keeps_its_card_under_its_new_address(
    read: Read, liubao: Product, draw_all: DrawAll
) -> None:
    draw_all()
    renamed = rename_product(product=liubao, slug_from="old tea of Wuzhou")
    draw_all()
    assert told(read(f"/en/product/{renamed.slug}/"), "og:image")


@pytest.mark.parametrize("query", ["", "?country=CN", "?page=1"])
def test_a_list_has_its_card_however_it_is_narrowed(
    read: Read, liubao: Product, draw_all: DrawAll, query: str
) -> None:
    tending.check_cards()
    draw_all()
    (address,) = told(read(f"/en/goods/{query}"), "og:image")
    assert path_in(address) == Card.objects.get(kind="entrance", subject="goods", language="en").path


def test_a_page_shown_in_another_language_has_the_card_of_that_one(
    read: Read, stories: SectionPage, draw_all: DrawAll
) -> None:
    draw_all()
    (address,) = told(read("/th/stories/tea/"), "og:image")
    assert path_in(address) == Card.objects.get(alt="茶").path
    (address,) = told(read("/th/stories/"), "og:image")
    assert path_in(address) == Card.objects.get(alt="Stories").path


def test_the_card_costs_a_page_one_query(client: Client, liubao: Product, draw_all: DrawAll) -> None:
    address = f"/en/product/{liubao.slug}/"
    client.get(address)
    costs = []
    for _once in range(2):
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        costs.append(len(asked))
        assert sum('"discovery_card"' in query["sql"] for query in asked) == 1
        draw_all()
    assert costs[0] == costs[1]


@pytest.mark.parametrize("place", ["account/login/", "no-such-page/", "offline/", "lists/"])
def test_pages_for_nobody_else_ask_for_no_card(client: Client, draw_all: DrawAll, place: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert b"og:image" not in client.get(f"/en/{place}").content
    assert not [query for query in asked if '"discovery_card"' in query["sql"]]
