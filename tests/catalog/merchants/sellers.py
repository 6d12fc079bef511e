"""Sellers and brands as selectors would return them, made up in memory: no database is asked."""

from typing import Any

from catalog.merchants.selectors import BrandCard, BrandPage, StorefrontCard, StorefrontPage
from catalog.translation.texts import LocalText

OWN_NAME = LocalText("青榕树茶坊", "zh-hans", "source")


def store(**changes: Any) -> StorefrontCard:
    """Return the storefront of a tea house in Wuzhou as an English reader sees it."""
    values: dict[str, Any] = {
        "id": 1,
        "organization_id": 7,
        "slug": "green-banyan",
        "name": LocalText("Green Banyan", "en"),
        "original": OWN_NAME,
        "tagline": LocalText("", ""),
        "country": "CN",
        "city": "Wuzhou",
        "answering_languages": (),
        "logo": None,
    }
    return StorefrontCard(**{**values, **changes})


def store_page(**changes: Any) -> StorefrontPage:
    """Return its page, on which it says nothing of itself; fields of its card are given as ``card``."""
    values: dict[str, Any] = {
        "card": store(),
        "brands": (),
        "about": LocalText("", ""),
        "kind": "Guangxi brand owner",
        "markets": (),
        "private_label": False,
        "payment_terms": "",
        "founded": None,
        "banner": None,
        "is_demo": False,
    }
    return StorefrontPage(**{**values, **changes})


def brand(**changes: Any) -> BrandCard:
    """Return a brand of the tea house."""
    values: dict[str, Any] = {
        "id": 3,
        "slug": "old-banyan",
        "name": LocalText("Old Banyan", "en"),
        "original": LocalText("老榕", "zh-hans", "source"),
        "organization_id": 7,
        "organization": LocalText("Green Banyan", "en"),
        "storefront": "green-banyan",
        "country": "CN",
        "city": "Wuzhou",
        "logo": None,
    }
    return BrandCard(**{**values, **changes})


def brand_page(**changes: Any) -> BrandPage:
    """Return the brand's page without a story; fields of its card are given as ``card``."""
    values: dict[str, Any] = {"card": brand(), "story": LocalText("", ""), "is_demo": False}
    return BrandPage(**{**values, **changes})
