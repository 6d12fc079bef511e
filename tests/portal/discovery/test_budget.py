"""Pages stay light: at most 60 KB of HTML and CSS after gzip, on 15 named pages, in both modes.

The stock is as long as lists get: a full page of goods, every one with a picture and a price table.
Burmese, because its letters take three bytes each and its words are long.
"""

import gzip
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image

from catalog.files.services import save_picture
from catalog.merchants.models import Organization
from catalog.products.models import Product
from portal import stylesheet
from tests.stock import MakeProduct

LIMIT = 60_000  # bytes of HTML and CSS, gzip at the level of the page cache
PAGES = {
    "home": "",
    "goods": "goods/",
    "goods-second-page": "goods/?page=2",
    "goods-of-a-country": "goods/?country=CN",
    "category": "goods/tea/",
    "product": "product/{product}/",
    "product-with-a-quantity": "product/{product}/?quantity=100",
    "storefronts": "storefronts/",
    "storefront": "storefront/{storefront}/",
    "brand": "brand/{brand}/",
    "register": "gi/",
    "protected-name": "gi/liubao-tea/",
    "country": "country/cn/",
    "compare": "compare/?p={product}&p={other}&p={third}&p={fourth}",
    "article": "stories/tea/",
}
SAVING = {"normal": {}, "low-data": {"save-data": "on"}}


def packed(body: bytes) -> int:
    return len(gzip.compress(body, compresslevel=6))


@pytest.fixture
def full_site(whole_site: None, more_tea: MakeProduct, tea_house: Organization) -> dict[str, str]:
    """A site whose lists are full; returns the slugs its pages are found by."""
    for number in range(30):
        canvas = BytesIO()
        Image.effect_noise((400, 300), 30 + number).convert("RGB").save(canvas, "JPEG", quality=70)
        picture = save_picture(data=canvas.getvalue(), title=f"tea {number}", alt={"en": f"Basket {number}"})
        more_tea(number, pictures=(picture.pk,))
    goods = list(Product.objects.rewrite(False).order_by("-pk").values_list("slug", flat=True)[:4])
    brand = tea_house.brands.get().slug
    names = dict(zip(("product", "other", "third", "fourth"), goods, strict=True))
    return {**names, "storefront": tea_house.storefront.slug, "brand": brand}


def test_fifteen_pages_are_named() -> None:
    assert len(PAGES) == 15


@pytest.mark.parametrize("mode", sorted(SAVING))
def test_pages_stay_within_their_budget(client: Client, full_site: dict[str, str], mode: str) -> None:
    sheet = packed(stylesheet.joined().encode())
    weights = {}
    for name, path in PAGES.items():
        address = f"/my/{path.format(**full_site)}"
        response = client.get(address, headers=SAVING[mode])
        assert response.status_code == 200, address
        weights[name] = packed(response.content) + sheet
    assert {name: weight for name, weight in weights.items() if weight > LIMIT} == {}


def test_letters_are_those_the_device_has() -> None:
    assert "@font-face" not in stylesheet.joined()


def test_a_reader_who_saves_data_loads_no_picture_unasked(client: Client, full_site: dict[str, str]) -> None:
    for name in ("goods", "product", "storefront"):
        address = f"/my/{PAGES[name].format(**full_site)}"
        usual = BeautifulSoup(client.get(address).content, "html.parser")
        saving = BeautifulSoup(client.get(address, headers=SAVING["low-data"]).content, "html.parser")
        assert usual.select("main img[src^='/media/']"), name
        assert not saving.select("main img[src], main source[srcset]"), name
        assert saving.html is not None
        assert saving.html.has_attr("data-low-data")


def test_frames_say_what_a_picture_weighs(client: Client, full_site: dict[str, str]) -> None:
    page = BeautifulSoup(client.get("/en/goods/", headers=SAVING["low-data"]).content, "html.parser")
    frames = page.select("main .picture.deferred")
    assert len(frames) >= 24
    assert all("kB" in frame.get_text() or "KB" in frame.get_text() for frame in frames)
