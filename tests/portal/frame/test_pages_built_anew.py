"""Pages for somebody who gets no kept page: what they are made of is remembered, and never out of date."""

import pytest
from django.test import Client

from catalog.merchants.services import save_brand
from catalog.products.models import Product
from catalog.products.services import move_product, publish_product, save_category
from catalog.reference.signals import reference_changed
from catalog.seams import kept_reads
from portal.pages.services import ensure_home
from tests.stock import LIUBAO, at_price

pytestmark = pytest.mark.django_db
SHOWING = [
    "",
    "goods/",
    "goods/tea/",
    "goods/?country=CN",
    "product/{slug}/",
    "country/cn/",
    "storefront/{house}/",
    "compare/?p={slug}",
]

# These ask each time which goods there are; what is remembered is how they look.
ASKED_EACH_TIME = ("goods/", "storefront/")


@pytest.fixture
def reader() -> Client:
    """Somebody for whom every page is built anew."""
    return Client(headers={"authorization": "none"})


def text(reader: Client, address: str, product: Product) -> str:
    house = product.organization.storefront.slug
    return reader.get("/en/" + address.format(slug=product.slug, house=house)).content.decode()


@pytest.mark.parametrize("address", SHOWING)
@pytest.mark.parametrize("still", [False, True], ids=["as it is", "control"])
def test_goods_that_are_taken_away_are_gone_from_the_next_page(
    reader: Client, liubao: Product, monkeypatch: pytest.MonkeyPatch, address: str, *, still: bool
) -> None:
    """The control: with the generation left out of what is remembered, they are still shown or counted."""
    ensure_home(name="网上东博会")
    if still:
        monkeypatch.setattr(kept_reads, "own_generation", lambda *areas: "still")
    before = text(reader, address, liubao)
    assert "Liubao" in before
    move_product(product=liubao, to="paused")
    after = text(reader, address, liubao)
    if still and not address.startswith(ASKED_EACH_TIME):
        assert "Liubao dark tea" in after
    elif not still:
        assert "Liubao dark tea" not in after


@pytest.mark.parametrize("address", ["goods/", "product/{slug}/", "country/cn/", "compare/?p={slug}"])
def test_another_price_and_the_price_of_before_never_stand_side_by_side(
    reader: Client, liubao: Product, address: str
) -> None:
    assert "139.00" in text(reader, address, liubao)
    publish_product(organization=liubao.organization, document=at_price(LIUBAO, 17_100), product=liubao)
    after = text(reader, address, liubao)
    assert "171.00" in after
    assert "139.00" not in after


def test_a_brand_and_a_category_follow_at_once(reader: Client, liubao: Product) -> None:
    house = liubao.organization
    brand = save_brand(organization=house, names={"zh-hans": "青榕", "en": "Old Oak"}, stories={})
    assert "Old Oak" in text(reader, f"brand/{brand.slug}/", liubao)
    save_brand(brand=brand, organization=house, names={"zh-hans": "青榕", "en": "New Oak"}, stories={})
    assert "Old Oak" not in text(reader, f"brand/{brand.slug}/", liubao)
    assert ">Tea<" in text(reader, "goods/tea/", liubao)
    save_category(slug="tea", parent=liubao.category.parent, names={"en": "Teas", "zh-hans": "茶叶"})
    assert ">Teas<" in text(reader, "goods/tea/", liubao)


def test_what_the_reference_room_changes_is_read_again(reader: Client, liubao: Product) -> None:
    before = kept_reads._state(("goods", "reference"))
    reference_changed.send(sender=None)
    assert kept_reads._state(("goods", "reference")) != before


def test_one_readers_currency_and_low_data_are_not_the_next_ones(reader: Client, liubao: Product) -> None:
    plain = text(reader, "goods/", liubao)
    reader.cookies["low_data"] = "1"
    assert "data-low-data" in text(reader, "goods/", liubao)
    del reader.cookies["low_data"]
    assert text(reader, "goods/", liubao) == plain
    ticked = text(reader, "goods/?p={slug}", liubao)
    assert f'value="{liubao.slug}" checked' in ticked
    assert " checked" not in text(reader, "goods/", liubao)
