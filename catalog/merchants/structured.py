"""Sellers in the words of schema.org, for machines that read our pages.

Types and properties are those of schema.org/Organization and schema.org/PostalAddress,
read 2026-11-25.
"""

from typing import Any

from django.conf import settings
from django.urls import reverse

from catalog.merchants.selectors import BrandCard, StorefrontPage
from catalog.reference.languages import html_tag


def seller_data(page: StorefrontPage) -> dict[str, Any]:
    """Return the organization behind a storefront; what it has not said is left out."""
    card = page.card
    address = f"{settings.SITE_ADDRESS}{reverse('storefront', args=[card.slug])}"
    said: dict[str, Any] = {
        "alternateName": card.original.value if card.original else "",
        "description": card.tagline.value or page.about.value,
        "logo": whole_address(card.logo.jpeg[-1].url) if card.logo else "",
        "foundingDate": str(page.founded) if page.founded else "",
        "areaServed": list(page.markets),
        "knowsLanguage": [html_tag(code) for code in card.answering_languages],
        "brand": [{"@type": "Brand", "name": brand.name.value} for brand in page.brands],
    }
    return {
        "@type": "Organization",
        "@id": f"{address}#organization",
        "name": card.name.value,
        "url": address,
        "address": place_data(card.country, card.city),
        **{name: value for name, value in said.items() if value},
    }


def place_data(country: str, city: str) -> dict[str, str]:
    """Return where somebody is: the country by its ISO 3166-1 code, the city where it is known."""
    place = {"@type": "PostalAddress", "addressCountry": country}
    return {**place, "addressLocality": city} if city else place


def brand_data(card: BrandCard) -> dict[str, Any]:
    """Return a brand with the way to its page."""
    address = f"{settings.SITE_ADDRESS}{reverse('brand', args=[card.slug])}"
    data = {"@type": "Brand", "@id": f"{address}#brand", "name": card.name.value, "url": address}
    return {**data, "logo": whole_address(card.logo.jpeg[-1].url)} if card.logo else data


def whole_address(url: str) -> str:
    """Return an address of this site with its host; one that names a host already stays."""
    return f"{settings.SITE_ADDRESS}{url}" if url.startswith("/") else url
