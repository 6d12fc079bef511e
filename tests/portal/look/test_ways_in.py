"""The navigation shows where a visitor is: below a way in, or at one thing of what is listed there."""

import pytest
from django.test import RequestFactory

from portal.context import is_inside, navigation

PLACES = {"goods": "goods", "storefronts": "storefronts", "register": "gi", "journeys": "journeys"}
WAYS = {name: f"/th/{place}/" for name, place in PLACES.items()}


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("/th/goods/", {"goods"}),
        ("/th/goods/tea/", {"goods"}),
        ("/th/product/liubao-dark-tea/", {"goods"}),
        ("/th/storefronts/", {"storefronts"}),
        ("/th/storefront/green-banyan/", {"storefronts"}),
        ("/th/brand/green-banyan/", {"storefronts"}),
        ("/th/gi/liubao-tea/", {"register"}),
        ("/th/place/detian-waterfall/", {"journeys"}),
        ("/en/product/liubao-dark-tea/", set()),
        ("/th/productive/", set()),
        ("/th/", set()),
        ("/", set()),
        ("/th/stories/product/", set()),
    ],
)
def test_one_thing_belongs_to_the_list_it_stands_on(path: str, inside: set[str]) -> None:
    assert {name for name, way in WAYS.items() if is_inside(path, way)} == inside


def test_the_way_to_goods_is_marked_on_a_products_page(rf: RequestFactory) -> None:
    entries = navigation(rf.get("/en/product/liubao-dark-tea/"))
    assert [entry.label for entry in entries if entry.current] == ["Goods"]
