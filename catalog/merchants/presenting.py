"""Storefronts and brands in the words of a reader: what their templates print."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from catalog.merchants.document import CONTACTS, SECTIONS
from catalog.merchants.selectors import BrandCard, BrandPage, StorefrontCard, StorefrontPage
from catalog.merchants.structured import brand_data, seller_data
from catalog.reference.cldr import country_name, language_name
from catalog.reference.display import show_list
from catalog.reference.languages import pick
from catalog.seams import slots
from catalog.seams.preferences import Preferences
from catalog.translation.texts import tag_unless

# Sections that stand beside the others where the page is wide enough.
BESIDE = frozenset({"brands", "certificates", "contact"})
CONTACT_NAMES = {"wechat": "WeChat", "whatsapp": "WhatsApp", "zalo": "Zalo", "line": "LINE"}


def initial(card: StorefrontCard | BrandCard) -> str:
    """Return the letter for a seal, of its own name, so that it is the same in every language."""
    own = card.original.value if card.original else card.name.value
    # Demonstration names begin with the word Demo; the seal shows what tells them apart.
    return next((letter for letter in own.removeprefix("Demo ") if letter.isalnum()), "·")


def line_values(
    card: StorefrontCard, chosen: Preferences, filled: Sequence[slots.FilledSlot]
) -> dict[str, Any]:
    """Return what the storefront component of a list prints."""
    return {
        "url": reverse("storefront", args=[card.slug]),
        "name": card.name.value,
        "name_lang": tag_unless(card.name, chosen.language),
        "original": card.original.value if card.original else "",
        "original_lang": card.original.tag if card.original else "",
        "initial": initial(card),
        "place": place(card, chosen.language),
        "line": languages_line(card, chosen.language),
        "slots": filled,
    }


def place(card: StorefrontCard | BrandCard, language: str) -> str:
    """Return city and country."""
    return ", ".join(part for part in (card.city, country_name(card.country, language)) if part)


def languages_line(card: StorefrontCard, language: str) -> str:
    """Return in which languages they say they answer."""
    if not card.answering_languages:
        return ""
    named = show_list((language_name(code, language) for code in card.answering_languages), language)
    return _("Answers in: %(languages)s") % {"languages": named}


def store_lines(cards: list[StorefrontCard], chosen: Preferences) -> list[dict[str, Any]]:
    """Return what a list of storefronts prints; slots are filled once for all of them."""
    filled = slots.fill(place="storefront.card", ids=[card.id for card in cards], preferences=chosen)
    return [line_values(card, chosen, filled[card.id]) for card in cards]


def store_values(page: StorefrontPage, chosen: Preferences) -> dict[str, Any]:
    """Return everything the storefront template prints."""
    card, language = page.card, chosen.language
    filled = {
        place: slots.fill(place=f"storefront.{place}", ids=[card.id], preferences=chosen)[card.id]
        for place in ("sections", "aside")
    }
    facts = [
        (_("Kind"), page.kind),
        (_("Founded"), str(page.founded) if page.founded else ""),
        (_("Markets"), show_list((country_name(code, language) for code in page.markets), language)),
        (_("Payment terms"), page.payment_terms),
        (_("Private label"), _("possible") if page.private_label else ""),
    ]
    return {
        "store": {
            **line_values(card, chosen, []),
            "about": card.tagline.value,
            "about_lang": tag_unless(card.tagline, language),
            "marks": [{"text": _("fictional")}] if page.is_demo else [],
            "facts": [{"label": label, "value": value} for label, value in facts if value],
        },
        "name": card.name,
        "about": page.about,
        "answers": languages_line(card, language),
        "noindex": page.is_demo and not settings.INDEX_DEMO,
        "banner": page.banner,
        "share_picture": page.banner or card.logo,
        "structured": [seller_data(page)],
        "brands": [brand_line(brand, language) for brand in page.brands],
        **filled,
        **_sections(page, language),
        "crumbs": [
            {"text": _("Home"), "url": f"/{language}/"},
            {"text": _("Storefronts"), "url": reverse("storefronts")},
            {"text": card.name.value, "lang": tag_unless(card.name, language), "url": ""},
        ],
    }


def _sections(page: StorefrontPage, language: str) -> dict[str, Any]:
    """Return what a storefront tells beyond its first lines, and in which order."""
    order = page.sections or SECTIONS
    return {
        "main_order": [key for key in order if key not in BESIDE],
        "beside_order": [key for key in order if key in BESIDE],
        "highlights": page.highlights,
        "highlight_lines": page.highlights.value.splitlines() if page.highlights else [],
        "gallery": [{"manifest": manifest, "alt": pick(alt, language)[0]} for manifest, alt in page.gallery],
        "video": page.video,
        "contacts": [(CONTACT_NAMES[key], page.contacts[key]) for key in CONTACTS if page.contacts.get(key)],
        "card_url": reverse("storefront-card", args=[page.card.slug]),
    }


def brand_line(card: BrandCard, language: str) -> dict[str, Any]:
    """Return what the storefront component prints of a brand in a list."""
    return {
        "url": reverse("brand", args=[card.slug]),
        "name": card.name.value,
        "name_lang": tag_unless(card.name, language),
        "original": card.original.value if card.original else "",
        "original_lang": card.original.tag if card.original else "",
        "initial": initial(card),
    }


def brand_values(page: BrandPage, chosen: Preferences) -> dict[str, Any]:
    """Return everything the brand template prints."""
    card, language = page.card, chosen.language
    seller_url = reverse("storefront", args=[card.storefront]) if card.storefront else ""
    way = [
        {"text": _("Home"), "url": f"/{language}/"},
        {"text": _("Storefronts"), "url": reverse("storefronts")},
    ]
    if seller_url:
        way.append(
            {
                "text": card.organization.value,
                "lang": tag_unless(card.organization, language),
                "url": seller_url,
            }
        )
    return {
        "brand": {
            **brand_line(card, language),
            "place": place(card, language),
            "marks": [{"text": _("fictional")}] if page.is_demo else [],
        },
        "name": card.name,
        "story": page.story,
        "logo": card.logo,
        "share_picture": card.logo,
        "structured": [brand_data(card)],
        "seller": card.organization,
        "noindex": page.is_demo and not settings.INDEX_DEMO,
        "seller_url": seller_url,
        "sections": slots.fill(place="brand.sections", ids=[card.id], preferences=chosen)[card.id],
        "crumbs": [*way, {"text": card.name.value, "lang": tag_unless(card.name, language), "url": ""}],
    }


def country_links(counts: Mapping[str, int], current: str, language: str) -> list[dict[str, Any]]:
    """Return the countries that have storefronts, as links that narrow the list."""
    address = reverse("storefronts")
    rows: list[dict[str, Any]] = [
        {"text": _("All"), "url": address, "count": sum(counts.values()), "current": current not in counts}
    ]
    rows += [
        {
            "text": country_name(code, language),
            "url": f"{address}?country={code}",
            "count": count,
            "current": code == current,
        }
        for code, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    return rows
