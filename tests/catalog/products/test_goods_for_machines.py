"""Goods and sellers in the words of schema.org: what is said is true, and what is not known is left out."""

from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from catalog.merchants.selectors import BrandCard
from catalog.products.pricing import Tier
from catalog.products.selectors.page import GalleryPicture
from catalog.products.structured import amount, offer_data, pictures_of, product_data, unit_price
from catalog.translation.texts import LocalText
from tests.catalog.products.made_up import DARK_TEA, FOOD, NOTHING, TIERS, card, page, picture

HERE = settings.SITE_ADDRESS


def said(**changes: Any) -> dict[str, Any]:
    return product_data(page(**changes), "en")


def test_a_product_is_named_where_it_is_found() -> None:
    data = said()
    assert (data["@type"], data["name"], data["alternateName"]) == ("Product", "Liubao tea", "六堡茶")
    assert data["url"] == f"{HERE}/en/product/liubao/"
    assert data["@id"] == f"{HERE}/en/product/liubao/#product"
    assert data["countryOfOrigin"] == {"@type": "Country", "name": "CN"}


@pytest.mark.parametrize("name", ["description", "image", "brand", "alternateName"])
def test_what_the_seller_has_not_said_is_left_out(name: str) -> None:
    assert name not in said(card=card(original=None))


def test_goods_of_no_category_name_none() -> None:
    assert "category" not in said(line=())
    assert said(line=(FOOD, DARK_TEA))["category"] == "Food > 黑茶"


@pytest.mark.parametrize(
    ("summary", "description", "told"),
    [("Short", "Long", "Short"), ("", "Long", "Long"), ("Short", "", "Short")],
)
def test_the_summary_describes_before_the_description(summary: str, description: str, told: str) -> None:
    texts = {
        "title": NOTHING,
        "summary": LocalText(summary, "en"),
        "description": LocalText(description, "en"),
        "packing": NOTHING,
    }
    assert said(texts=texts)["description"] == told


def test_pictures_have_whole_addresses_of_the_widest_size() -> None:
    gallery = (GalleryPicture(picture("a"), {}), GalleryPicture(None, {}), GalleryPicture(picture("b"), {}))
    assert said(pictures=gallery)["image"] == [f"{HERE}/media/a-400.jpeg", f"{HERE}/media/b-400.jpeg"]


def test_the_cards_picture_stands_in_for_a_gallery() -> None:
    own = picture("own")
    assert pictures_of(page(card=card(picture=own))) == [own]
    assert pictures_of(page(card=card(picture=own), pictures=(GalleryPicture(None, {}),))) == [own]
    assert pictures_of(page()) == []


@pytest.mark.parametrize(
    ("minor", "currency", "told"),
    [
        (16_800, "CNY", "168.00"),
        (5, "CNY", "0.05"),
        (0, "USD", "0.00"),
        (1_250_000, "VND", "1250000"),
        (100_000_000_000, "USD", "1000000000.00"),
    ],
)
def test_an_amount_is_digits_and_a_point(minor: int, currency: str, told: str) -> None:
    assert amount(minor, currency) == told


@given(st.integers(0, 10**15), st.sampled_from(["CNY", "VND", "JPY", "LAK"]))
def test_an_amount_has_no_other_sign(minor: int, currency: str) -> None:
    told = amount(minor, currency)
    assert set(told) <= set("0123456789.")
    assert int(told.replace(".", "")) == minor


def offer(tiers: tuple[Tier, ...] = (), **changes: Any) -> dict[str, Any]:
    return offer_data(card(**changes), tiers, "en")


@pytest.mark.parametrize("missing", ["low", "high"])
def test_a_price_on_request_is_an_offer_without_price(missing: str) -> None:
    changes: dict[str, Any] = {missing: None}
    told = offer(**changes)
    assert told["@type"] == "Offer"
    assert not {"price", "lowPrice", "priceCurrency", "priceSpecification"} & set(told)


def test_one_price_is_an_offer() -> None:
    told = offer(high=13_900)
    assert (told["@type"], told["price"], told["priceCurrency"]) == ("Offer", "139.00", "CNY")
    assert told["priceSpecification"]["referenceQuantity"]["unitText"] == "kg"


def test_one_tier_tells_from_which_quantity_on() -> None:
    told = offer((Tier(20, 13_900, "CNY"),), high=13_900)
    (specification,) = told["priceSpecification"]
    assert specification["eligibleQuantity"] == {
        "@type": "QuantitativeValue",
        "minValue": 20,
        "unitText": "kg",
    }


def test_several_prices_are_told_with_their_ends_and_their_steps() -> None:
    told = offer(TIERS)
    assert (told["@type"], told["lowPrice"], told["highPrice"]) == ("AggregateOffer", "139.00", "168.00")
    assert told["offerCount"] == 3
    steps = [
        (one["price"], one["eligibleQuantity"]["minValue"], one["eligibleQuantity"].get("maxValue"))
        for one in told["priceSpecification"]
    ]
    assert steps == [("168.00", 20, 99), ("152.00", 100, 499), ("139.00", 500, None)]


def test_a_range_without_steps_names_only_its_ends() -> None:
    told = offer(price_kind="range")
    assert "priceSpecification" not in told
    assert told["offerCount"] == 1


def test_the_least_order_is_told() -> None:
    assert offer()["eligibleQuantity"] == {"@type": "QuantitativeValue", "minValue": 20, "unitText": "kg"}


def test_a_price_for_several_says_for_how_many() -> None:
    told = unit_price(35, card(per=10, unit="piece"), "en")
    assert told["referenceQuantity"] == {"@type": "QuantitativeValue", "value": 10, "unitText": "piece"}
    assert told["price"] == "0.35"


def test_a_seller_has_an_address_while_its_storefront_is_open() -> None:
    assert offer()["seller"] == {
        "@type": "Organization",
        "name": "Green Banyan",
        "url": f"{HERE}/en/storefront/green-banyan/",
    }
    assert "url" not in offer(storefront="")["seller"]


def test_a_brand_has_an_address_and_its_mark() -> None:
    brand = BrandCard(
        id=1, slug="old-banyan", name=LocalText("Old Banyan", "en"), original=None, organization_id=1,
        organization=LocalText("", ""), storefront="", country="CN", city="", logo=picture("mark"),
    )  # fmt: skip
    told = said(brand=brand)["brand"]
    assert told == {
        "@type": "Brand",
        "@id": f"{HERE}/en/brand/old-banyan/#brand",
        "name": "Old Banyan",
        "url": f"{HERE}/en/brand/old-banyan/",
        "logo": f"{HERE}/media/mark-400.jpeg",
    }
