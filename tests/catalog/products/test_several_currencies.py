"""A price may be stated in several currencies; whoever reads is charged in one, never in a mixture."""

from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from bs4.element import Tag
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from catalog.merchants.models import Organization
from catalog.products.document import OtherPrice, PriceDocument, TierDocument
from catalog.products.models import Category, PriceTier, Product
from catalog.products.pricing import Tier, quotation
from catalog.products.selectors.page import product_page
from catalog.products.selectors.tree import category_tree
from catalog.products.services import publish_product
from tests.stock import LIUBAO

pytestmark = pytest.mark.django_db


def steps(*minor: int) -> tuple[TierDocument, ...]:
    return tuple(
        TierDocument(quantity_from=start, minor=amount)
        for start, amount in zip((1, 100, 500), minor, strict=True)
    )


def read(answer: Any) -> Tag:
    page = BeautifulSoup(answer.content, "html.parser").select_one("main")
    assert page
    return page


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
    page = read(client.get(f"/en/product/{twice_priced.slug}/?quantity={quantity}"))
    assert "MYR" in page.text
    assert total in page.text
    assert "VND" not in page.text


BOUNDS = [(1, 0), (99, 0), (100, 1), (499, 1), (500, 2), (501, 2)]
STATED = {"MYR": (5200, 4800, 4500), "VND": (92_000, 88_000, 81_000)}


@pytest.mark.parametrize("currency", ["MYR", "VND"])
def test_every_boundary_is_charged_its_own_tier_in_the_currency_the_reader_chose(
    currency: str, twice_priced: Product
) -> None:
    tree = category_tree(language="en")
    page = product_page(slug=twice_priced.slug, language="en", tree=tree, currency=currency)
    assert page
    assert (page.card.currency, page.card.low, page.card.high) == (
        currency,
        STATED[currency][2],
        STATED[currency][0],
    )
    for quantity, step in BOUNDS:
        charged = quotation(list(page.tiers), quantity)
        assert (charged.tier.currency, charged.total) == (currency, STATED[currency][step] * quantity)


@given(quantity=st.integers(1, 5000), currency=st.sampled_from(["MYR", "VND"]))
def test_whatever_the_quantity_it_is_charged_the_tier_it_stands_in(quantity: int, currency: str) -> None:
    document = PriceDocument(
        kind="tiers",
        currency="MYR",
        tiers=steps(*STATED["MYR"]),
        others=(OtherPrice(currency="VND", tiers=steps(*STATED["VND"])),),
    )
    stated = next(one for one in document.in_each_currency if one.currency == currency)
    tiers = [Tier(one.quantity_from, one.minor, currency) for one in stated.tiers]
    step = 0 if quantity <= 99 else 1 if quantity <= 499 else 2
    assert quotation(tiers, quantity).total == STATED[currency][step] * quantity


def test_a_reader_who_chose_a_stated_currency_sees_it_and_no_rate(
    client: Client, twice_priced: Product
) -> None:
    client.cookies["currency"] = "VND"
    page = read(client.get(f"/en/product/{twice_priced.slug}/?quantity=499"))
    assert "43,912,000" in page.text
    assert "MYR" not in page.text
    client.cookies["currency"] = "THB"
    assert "MYR" in read(client.get(f"/en/product/{twice_priced.slug}/")).text


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
