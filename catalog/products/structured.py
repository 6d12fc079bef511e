"""Products in the words of schema.org, for machines that read our pages.

Types and properties are those of schema.org/Product, Offer, AggregateOffer and
UnitPriceSpecification, read 2026-11-25. Prices are the seller's own in the seller's
currency, never converted; a price on request is an offer without a price.
"""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse

from catalog.files.manifest import Manifest
from catalog.merchants.structured import brand_data, whole_address
from catalog.products.pricing import Tier, tier_rows
from catalog.products.selectors.cards import ProductCard
from catalog.products.selectors.page import ProductPage
from catalog.reference import units
from catalog.reference.money import Money


def product_data(page: ProductPage, language: str) -> dict[str, Any]:
    """Return a product with its offer; what the seller has not said is left out."""
    card = page.card
    address = f"{settings.SITE_ADDRESS}{reverse('product', args=[card.slug])}"
    said: dict[str, Any] = {
        "alternateName": card.original.value if card.original else "",
        "description": page.texts["summary"].value or page.texts["description"].value,
        "image": [whole_address(manifest.jpeg[-1].url) for manifest in pictures_of(page)],
        "category": " > ".join(node.name.value for node in page.line),
        "brand": brand_data(page.brand) if page.brand else None,
    }
    return {
        "@type": "Product",
        "@id": f"{address}#product",
        "name": card.title.value,
        "url": address,
        "countryOfOrigin": {"@type": "Country", "name": card.country},
        **{name: value for name, value in said.items() if value},
        "offers": offer_data(card, page.tiers, language),
    }


def pictures_of(page: ProductPage) -> list[Manifest]:
    """Return the product's pictures, the first first; that of its card where it has no others."""
    found = [one.manifest for one in page.pictures if one.manifest]
    return found or ([page.card.picture] if page.card.picture else [])


def offer_data(card: ProductCard, tiers: Sequence[Tier], language: str) -> dict[str, Any]:
    """Return what the seller asks: one price, the ends of several, or none where it is on request."""
    seller: dict[str, Any] = {"@type": "Organization", "name": card.organization.value}
    if card.storefront:
        seller["url"] = f"{settings.SITE_ADDRESS}{reverse('storefront', args=[card.storefront])}"
    offer: dict[str, Any] = {
        "@type": "Offer",
        "url": f"{settings.SITE_ADDRESS}{reverse('product', args=[card.slug])}",
        "seller": seller,
        "eligibleQuantity": {
            "@type": "QuantitativeValue",
            "minValue": card.moq,
            "unitText": units.unit_name(card.unit, language),
        },
    }
    if card.low is None or card.high is None:
        return offer
    prices = _prices(tiers, card, language)
    if card.low == card.high:
        return {
            **offer,
            "price": amount(card.low, card.currency),
            "priceCurrency": card.currency,
            "priceSpecification": prices or unit_price(card.low, card, language),
        }
    return {
        **offer,
        "@type": "AggregateOffer",
        "priceCurrency": card.currency,
        "lowPrice": amount(card.low, card.currency),
        "highPrice": amount(card.high, card.currency),
        "offerCount": max(len(prices), 1),
        **({"priceSpecification": prices} if prices else {}),
    }


def _prices(tiers: Sequence[Tier], card: ProductCard, language: str) -> list[dict[str, Any]]:
    unit = units.unit_name(card.unit, language)
    found = []
    for row in tier_rows(tiers):
        quantities = {"@type": "QuantitativeValue", "minValue": row.tier.quantity_from, "unitText": unit}
        if row.quantity_to is not None:
            quantities["maxValue"] = row.quantity_to
        found.append({**unit_price(row.tier.minor, card, language), "eligibleQuantity": quantities})
    return found


def unit_price(minor: int, card: ProductCard, language: str) -> dict[str, Any]:
    """Return a price with the quantity it is for."""
    return {
        "@type": "UnitPriceSpecification",
        "price": amount(minor, card.currency),
        "priceCurrency": card.currency,
        "referenceQuantity": {
            "@type": "QuantitativeValue",
            "value": card.per,
            "unitText": units.unit_name(card.unit, language),
        },
    }


def amount(minor: int, currency: str) -> str:
    """Return an amount as schema.org writes it: digits and a point, nothing between thousands."""
    return f"{Money(minor, currency).as_decimal():f}"
