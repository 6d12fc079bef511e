"""A shared page shows its title, its words and its picture, in its language."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from PIL import Image

from catalog.files.models import Picture
from catalog.files.services import save_picture
from catalog.merchants.models import Brand
from catalog.products.models import Product
from catalog.reference.languages import codes
from portal.discovery.sharing import LOCALES, picture_to_share
from portal.pages.models import SectionPage
from tests.portal.discovery.conftest import Read
from tests.stock import MakeProduct


@pytest.fixture
def photograph(db: None) -> Picture:
    canvas = BytesIO()
    Image.new("RGB", (1200, 900), "green").save(canvas, "PNG")
    return save_picture(data=canvas.getvalue(), title="basket", alt={"en": "A basket"})


def told(page: BeautifulSoup, name: str) -> list[str]:
    """Return what the tags of one property or name say."""
    return [str(tag["content"]) for tag in page.select(f"meta[property='{name}'], meta[name='{name}']")]


def test_a_product_is_shared_with_title_words_and_address(read: Read, liubao: Product) -> None:
    page = read(f"/en/product/{liubao.slug}/?quantity=20")
    assert told(page, "og:title") == ["Liubao dark tea, 2019, basket"]
    assert told(page, "og:description") == told(page, "description") == ["Aged for seven years."]
    assert told(page, "og:url") == [f"{settings.SITE_ADDRESS}/en/product/{liubao.slug}/"]
    assert told(page, "og:locale") == ["en_US"]
    assert told(page, "og:site_name")[0]
    assert told(page, "og:image") == []
    assert told(page, "twitter:card") == ["summary"]


def test_a_picture_is_shared_as_the_widest_jpeg(
    read: Read, more_tea: MakeProduct, photograph: Picture
) -> None:
    tea = more_tea(1, pictures=(photograph.pk,))
    page = read(f"/th/product/{tea.slug}/")
    (address,) = told(page, "og:image")
    sizes = photograph.sizes
    assert sizes is not None
    assert address == f"{settings.SITE_ADDRESS}{sizes.jpeg[-1].url}"
    assert told(page, "og:image:width") == [str(sizes.jpeg[-1].width)] == ["800"]
    assert told(page, "og:image:height") == ["600"]
    assert told(page, "twitter:card") == ["summary_large_image"]


@pytest.mark.parametrize("language", codes())
def test_every_language_is_named_with_the_others_beside_it(read: Read, banyan: Brand, language: str) -> None:
    page = read(f"/{language}/brand/{banyan.slug}/")
    assert told(page, "og:locale") == [LOCALES[language]]
    assert set(told(page, "og:locale:alternate")) == set(LOCALES.values()) - {LOCALES[language]}
    assert len(told(page, "og:title")) == 1


def test_a_page_shown_in_another_language_says_which(read: Read, stories: SectionPage) -> None:
    page = read("/th/stories/tea/")
    assert told(page, "og:locale") == ["zh_CN"]
    assert told(page, "og:locale:alternate") == []
    assert told(page, "og:title") == ["茶"]
    assert told(page, "og:url") == [f"{settings.SITE_ADDRESS}/zh-hans/stories/tea/"]


def test_the_second_page_of_a_list_is_shared_as_itself(client: Client, read: Read, much_tea: object) -> None:
    assert callable(much_tea)
    much_tea(30)
    page = read("/en/goods/?page=2&country=CN")
    assert told(page, "og:url") == [f"{settings.SITE_ADDRESS}/en/goods/?page=2"]
    assert [str(link["href"]) for link in page.select("link[rel=canonical]")] == told(page, "og:url")


def test_every_language_has_a_locale() -> None:
    assert list(LOCALES) == list(codes())
    assert len(set(LOCALES.values())) == len(LOCALES)
    assert picture_to_share(None) is None
