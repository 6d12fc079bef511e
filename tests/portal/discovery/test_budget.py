"""Pages stay light: at most 60 KB of HTML and CSS after gzip, on 15 named pages, in both modes.

The stock is as long as lists get: a full page of goods, every one with a picture and a price table.
Burmese, because its letters take three bytes each and its words are long.
"""

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from PIL import Image
from pytest_django import Settings

from catalog.files.services import save_picture
from catalog.merchants.models import Organization
from catalog.products.models import Product
from catalog.search import services as search
from portal import stylesheet
from tests.browser.site import NAMED, share
from tests.stock import MakeProduct

LIMIT = 60_000  # bytes of HTML and CSS, gzip at the level of the page cache
SAVING = {"normal": {}, "low-data": {"save-data": "on"}}


def packed(body: bytes) -> int:
    return len(gzip.compress(body, compresslevel=6))


@pytest.fixture
def full_site(
    whole_site: None, more_tea: MakeProduct, tea_house: Organization, settings: Settings, tmp_path: Path
) -> dict[str, str]:
    """A site whose lists are full; returns what the addresses of its pages are made of."""
    for number in range(30):
        canvas = BytesIO()
        Image.effect_noise((400, 300), 30 + number).convert("RGB").save(canvas, "JPEG", quality=70)
        picture = save_picture(data=canvas.getvalue(), title=f"tea {number}", alt={"en": f"Basket {number}"})
        more_tea(number, pictures=(picture.pk,), brand="green-banyan")
    goods = list(Product.objects.rewrite(False).order_by("-pk")[:30])
    settings.SEARCH_ROOT = tmp_path / "search"
    search.rebuild()
    return {
        "category": "tea",
        "product": goods[0].slug,
        "storefront": tea_house.storefront.slug,
        "brand": tea_house.brands.get().slug,
        "indication": "liubao-tea",
        "country": "cn",
        "compared": "&".join(f"p={product.slug}" for product in goods[:4]),
        "article": "tea",
        "words": "六堡茶",
        "shared": share(goods),
    }


Pages = dict[str, dict[str, bytes]]


@pytest.fixture(scope="module")
def asked() -> Pages:
    """The pages of the full site, by mode and name, as soon as a test has asked for them."""
    return {}


@pytest.fixture
def pages(asked: Pages, request: pytest.FixtureRequest) -> Pages:
    """Every page in both modes, asked for once: thirty pictures and as many pages take seconds."""
    if not asked:
        client: Client = request.getfixturevalue("client")
        slugs: dict[str, str] = request.getfixturevalue("full_site")
        addresses = {name: f"/my/{path.format(**slugs)}" for name, path in NAMED.items()}
        found = {mode: read(client, addresses, headers) for mode, headers in SAVING.items()}
        asked.update(found)
    return asked


def read(client: Client, addresses: dict[str, str], headers: dict[str, str]) -> dict[str, bytes]:
    bodies = {}
    for name, address in addresses.items():
        response = client.get(address, headers=headers)
        assert response.status_code == 200, address
        bodies[name] = response.content
    return bodies


def test_fifteen_pages_are_named() -> None:
    assert len(NAMED) == 15


@pytest.mark.parametrize("mode", sorted(SAVING))
def test_pages_stay_within_their_budget(pages: Pages, mode: str) -> None:
    sheet = packed(stylesheet.joined().encode())
    weights = {name: packed(body) + sheet for name, body in pages[mode].items()}
    assert weights.keys() == NAMED.keys()
    assert {name: weight for name, weight in weights.items() if weight > LIMIT} == {}


def test_letters_are_those_the_device_has() -> None:
    assert "@font-face" not in stylesheet.joined()


def test_a_reader_who_saves_data_loads_no_picture_unasked(pages: Pages) -> None:
    frames = set()
    for name in NAMED:
        usual = BeautifulSoup(pages["normal"][name], "html.parser")
        saving = BeautifulSoup(pages["low-data"][name], "html.parser")
        assert not saving.select("main img[src], main source[srcset]"), name
        assert saving.html is not None
        assert saving.html.has_attr("data-low-data")
        if usual.select("main img[src^='/media/']"):
            assert saving.select("main .picture.deferred"), name
            frames.add(name)
    assert frames >= {
        *("home", "goods", "category", "product", "storefront"),
        *("brand", "compare", "search", "shared-list"),
    }


def test_frames_say_what_a_picture_weighs(pages: Pages) -> None:
    page = BeautifulSoup(pages["low-data"]["goods"], "html.parser")
    frames = page.select("main .picture.deferred")
    assert len(frames) >= 24
    assert all("kB" in frame.get_text() or "KB" in frame.get_text() for frame in frames)
