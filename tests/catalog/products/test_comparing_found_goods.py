"""Goods found by a search are taken into a comparison where they stand, without JavaScript."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from catalog.products.models import Product
from catalog.search import services as search
from tests.stock import MakeProduct


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_ROOT = tmp_path / "search"


def answers(client: Client, text: str, language: str = "en") -> BeautifulSoup:
    search.rebuild()
    response = client.get(f"/{language}/search/", {"q": text})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def boxes(page: BeautifulSoup) -> list[str]:
    """Return the values of the boxes, each of which belongs to the one form that compares."""
    found = page.select(".hit input[type=checkbox][name=p]")
    for box in found:
        (form,) = page.select(f"form#{box['form']}")
        assert form["action"] == reverse("compare")
        assert form.select("button")
    return [str(box["value"]) for box in found]


def test_products_found_are_compared(client: Client, liubao: Product, more_tea: MakeProduct) -> None:
    more = [more_tea(number).slug for number in (1, 2)]
    chosen = boxes(answers(client, "六堡茶"))
    assert set(chosen) == {liubao.slug, *more}
    compared = client.get(f"{reverse('compare')}?{urlencode({'p': chosen}, doseq=True)}")
    page = BeautifulSoup(compared.content, "html.parser")
    assert {str(link["href"]) for link in page.select(".compare thead th > a")} == {
        reverse("product", args=[slug]) for slug in chosen
    }


def test_a_box_says_which_product_it_takes_in_the_language_of_its_name(
    client: Client, liubao: Product
) -> None:
    page = answers(client, "六堡茶", "lo")
    (label,) = page.select(f"label[for=compare-{liubao.slug}]")
    name = label.select_one("[lang]")
    assert name is not None
    assert (name["lang"], name.get_text(strip=True)) == ("en", "Liubao dark tea, 2019, basket")


def test_where_no_product_is_found_nothing_is_compared(client: Client, liubao: Product) -> None:
    page = answers(client, "Green Banyan Tea House")
    assert [str(hit["data-hit"]).partition(":")[0] for hit in page.select(".hit")] == ["storefront"]
    assert boxes(page) == []
    assert page.select(f"form[action='{reverse('compare')}']") == []
