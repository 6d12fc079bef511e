"""A price may be stated in several currencies; whoever reads is charged in one, never in a mixture."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from catalog.merchants.models import Organization
from catalog.products.document import OtherPrice, PriceDocument, TierDocument
from catalog.products.models import Category, PriceTier, Product
from catalog.products.services import publish_product
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


def steps(*minor: int) -> tuple[TierDocument, ...]:
    return tuple(
        TierDocument(quantity_from=start, minor=amount)
        for start, amount in zip((1, 100, 500), minor, strict=True)
    )


@pytest.fixture
def twice_priced(tea: Category, tea_house: Organization) -> Product:
    """Tea at MYR and at VND."""
    price = PriceDocument(
        kind="tiers",
        currency="MYR",
        tiers=steps(5200, 4800, 4500),
        others=(OtherPrice(currency="VND", tiers=steps(92_000, 88_000, 81_000)),),
    )
    document = replace(LIUBAO, moq=1, order_multiple=1, price=price)
    return publish_product(organization=tea_house, document=document)


def test_each_currency_has_its_tiers_and_the_first_is_the_product_s(twice_priced: Product) -> None:
    assert (twice_priced.price_currency, twice_priced.price_low, twice_priced.price_high) == (
        "MYR",
        4500,
        5200,
    )
    rows = PriceTier.objects.filter(product=twice_priced).order_by("currency", "quantity_from")
    assert list(rows.values_list("currency", "quantity_from", "minor")) == [
        ("MYR", 1, 5200),
        ("MYR", 100, 4800),
        ("MYR", 500, 4500),
        ("VND", 1, 92_000),
        ("VND", 100, 88_000),
        ("VND", 500, 81_000),
    ]


@pytest.mark.parametrize(
    ("quantity", "total"),
    [(1, "52.00"), (99, "5,148.00"), (100, "4,800.00"), (499, "23,952.00"), (500, "22,500.00")],
)
def test_a_quantity_is_charged_by_the_tiers_of_one_currency(
    quantity: int, total: str, client: Client, twice_priced: Product
) -> None:
    answer = client.get(f"/en/product/{twice_priced.slug}/?quantity={quantity}")
    page = BeautifulSoup(answer.content, "html.parser").select_one("main")
    assert page
    assert "MYR" in page.text
    assert total in page.text
    assert "VND" not in page.text


def test_a_comparison_does_not_mix_them_either(client: Client, twice_priced: Product) -> None:
    page = client.get(f"/en/compare/?p={twice_priced.slug}").content.decode()
    assert "48.00" in page
    assert "88,000" not in page


def test_a_range_keeps_its_further_currencies_beside(tea: Category, tea_house: Organization) -> None:
    price = PriceDocument(
        kind="range",
        currency="MYR",
        low=100,
        high=200,
        others=(OtherPrice(currency="VND", low=5000, high=9000),),
    )
    product = publish_product(organization=tea_house, document=replace(LIUBAO, price=price))
    assert product.facts["other_prices"] == [{"currency": "VND", "low": 5000, "high": 9000}]
    assert (product.price_low, product.price_high) == (100, 200)
    assert not product.tiers.exists()
