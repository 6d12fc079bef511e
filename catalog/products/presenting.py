"""Products in the words of a reader: what the components of the site print.

Everything here is a mapping for a template; nothing asks the database but ``reader_of``, once per page.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.products.pricing import Tier, TierRow, tier_rows
from catalog.products.selectors.cards import ProductCard
from catalog.reference import display, units
from catalog.reference.cldr import country_name
from catalog.reference.money import Money
from catalog.reference.rates import RateTable
from catalog.reference.selectors import rate_table
from catalog.seams import slots
from catalog.seams.kept_reads import kept_each
from catalog.seams.preferences import Preferences
from catalog.seams.templatetags.drawing import Drawn
from catalog.translation.texts import LocalText
from catalog.translation.texts import tag_unless as tag_unless


@dataclass(frozen=True)
class Reader:
    """Who reads: their preferences, and the rates by which prices are shown to them, if they want any."""

    preferences: Preferences
    # Whoever prefers the same reads the same: rates are those in force.
    rates: RateTable | None = field(compare=False)

    @property
    def language(self) -> str:
        return self.preferences.language


def reader_of(preferences: Preferences) -> Reader:
    """Return the reader; rates are read only for one who chose a currency: at most one query."""
    return Reader(preferences, rate_table() if preferences.currency else None)


def about(money: Money, reader: Reader) -> str:
    """Return what an amount is about worth in the reader's currency, at which rate; or nothing."""
    wanted = reader.preferences.currency
    if not wanted or wanted == money.currency or reader.rates is None:
        return ""
    converted = reader.rates.convert(money, wanted)
    if converted is None:
        return ""
    words = {
        "price": display.show_money(converted.money, reader.language),
        "day": display.show_day(converted.rate.as_of, reader.language),
    }
    if converted.rate.demonstration:
        told = _("about %(price)s, demonstration rate of %(day)s") % words
    else:
        told = _("about %(price)s, rate of %(day)s") % words
    return f"{told} ({display.show_rate(converted.rate, reader.language)})"


def per_text(per: int, unit: str, language: str) -> str:
    """Return what stands after the stroke of a price: "kg", or "10 pieces"."""
    return units.unit_name(unit, language) if per == 1 else units.show_quantity(per, unit, language)


def price(card: ProductCard, reader: Reader) -> dict[str, Any]:
    """Return the price of a card; without digits it is on request."""
    if card.low is None or card.high is None:
        return {"iso": "", "digits": ""}
    low = display.show_money(Money(card.low, card.currency), reader.language)
    digits = low.digits
    if card.price_kind == "range" and card.high != card.low:
        digits = f"{digits}–{display.show_money(Money(card.high, card.currency), reader.language).digits}"
    return {
        "iso": low.iso,
        "digits": digits,
        "per": per_text(card.per, card.unit, reader.language),
        "least": card.price_kind == "tiers" and card.high > card.low,
        "about": about(Money(card.low, card.currency), reader),
    }


def tiers(tiers: list[Tier], unit: str, reader: Reader, now: Tier | None = None) -> list[dict[str, Any]]:
    """Return the rows of a price table; ``now`` is the tier of the quantity the reader asked for."""
    return [
        {
            "range": _tier_range(row, unit, reader.language),
            "price": display.show_money(Money(row.tier.minor, row.tier.currency), reader.language),
            "now": row.tier == now,
        }
        for row in tier_rows(tiers)
    ]


def _tier_range(row: TierRow, unit: str, language: str) -> str:
    first = display.show_number(row.tier.quantity_from, language)
    if row.quantity_to is None:
        return _("%(quantity)s and more") % {
            "quantity": units.show_quantity(row.tier.quantity_from, unit, language)
        }
    if row.quantity_to == row.tier.quantity_from:
        return units.show_quantity(row.quantity_to, unit, language)
    return f"{first}–{units.show_quantity(row.quantity_to, unit, language)}"


def place(city: str, country: str, language: str) -> str:
    """Return a place as a reader names it: city and country."""
    return ", ".join(part for part in (city, country_name(country, language)) if part)


def card_values(card: ProductCard, reader: Reader, filled: list[slots.FilledSlot]) -> dict[str, Any]:
    """Return what the card component prints."""
    language = reader.language
    least = units.show_quantity(card.moq, card.unit, language)
    return {
        "id": card.id,
        "slug": card.slug,
        "url": reverse("product", args=[card.slug]),
        "title": card.title.value,
        "title_lang": tag_unless(card.title, language),
        "original": card.original.value if card.original else "",
        "original_lang": card.original.tag if card.original else "",
        "picture": card.picture,
        "badge": {"text": _("GI product"), "tone": "wait", "icon": "star"} if card.is_gi else None,
        "price": price(card, reader),
        "meta": _meta(_("MOQ %(quantity)s") % {"quantity": least}, card.organization, language),
        "slots": filled,
    }


def _meta(least: str, organization: LocalText, language: str) -> SafeString:
    tag = tag_unless(organization, language)
    name = format_html('<span lang="{}">{}</span>', tag, organization.value) if tag else organization.value
    return format_html("{} · {}", least, name)


def card_list(cards: list[ProductCard], reader: Reader) -> list[dict[str, Any]]:
    """Return what the card components of a list print; slots are filled once for all of them."""
    values = _values(cards, reader)
    return [values[card] for card in cards]


@kept_each("goods", "storefronts", "fair", "journeys", "reference")
def _values(cards: Collection[ProductCard], reader: Reader) -> dict[ProductCard, dict[str, Any]]:
    """Return what card components print by card: what a card says and what the rooms above add to it."""
    filled = slots.fill(place="product.card", ids=[card.id for card in cards], preferences=reader.preferences)
    return {card: Drawn(card_values(card, reader, filled[card.id])) for card in cards}
