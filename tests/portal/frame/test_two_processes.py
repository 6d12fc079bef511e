"""Several web processes are one portal: what changes through one is seen through the other at once."""

import urllib.request

from catalog.merchants.models import Organization
from catalog.products.models import Product
from catalog.products.services import publish_product
from tests.harness.fault import Installation
from tests.stock import LIUBAO, at_price, open_tea_house, plant_food, plant_tea

ADDRESS = "/en/product/liubao-dark-tea-2019-basket/"


def stage() -> None:
    """Publish Wei's tea at 168.00."""
    plant_tea(plant_food())
    publish_product(organization=open_tea_house(), document=LIUBAO)


def reprice(minor: int) -> None:
    """Publish the next version of the tea, at another price."""
    publish_product(
        organization=Organization.objects.get(),
        document=at_price(LIUBAO, minor),
        product=Product.objects.get(),
    )


def page(address: str, **headers: str) -> tuple[str, str]:
    """Return a page and its ETag."""
    asked = urllib.request.Request(address + ADDRESS, headers=headers)
    with urllib.request.urlopen(asked, timeout=30) as answer:
        return answer.read().decode(), answer.headers["ETag"]


def test_a_price_changed_by_one_process_is_seen_through_every_other(installation: Installation) -> None:
    installation.call(stage)
    one, other = installation.start_web("one"), installation.start_web("other")
    for address in (one, other, one, other):
        assert "168.00" in page(address)[0]
    # Both answer from kept pages now; the price changes in a third process.
    assert page(one)[1] == page(one)[1]
    for address in (one, other):
        assert "168.00" in page(address, Authorization="none")[0]
    for minor, shown in ((17_100, "171.00"), (17_200, "172.00")):
        installation.call(reprice, minor=minor)
        for address in (one, other):
            # Kept, and built anew from what the process remembers.
            for text in (page(address)[0], page(address, Authorization="none")[0]):
                assert shown in text
                assert "168.00" not in text
