"""One product's page in the words of a reader: what its template prints."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.merchants.presenting import brand_line
from catalog.products import presenting
from catalog.products.languages import term_words, texts_beside, word_of
from catalog.products.named_parts import DOCUMENT, PICTURE, variant_places
from catalog.products.presenting import Reader, tag_unless
from catalog.products.pricing import QuantityRefused, Quotation, quotation
from catalog.products.selectors.compare import MOST_COMPARED
from catalog.products.selectors.page import AttributeLine, ProductPage
from catalog.products.structured import pictures_of, product_data
from catalog.products.terms import Fact, attribute_value, certificate_values, marked, terms_of
from catalog.reference import display, units
from catalog.reference.cldr import country_name
from catalog.reference.languages import html_tag, pick
from catalog.reference.money import Money
from catalog.seams import slots
from catalog.translation.texts import LocalText


def product_values(page: ProductPage, reader: Reader, *, typed: str, quantity: int | None) -> dict[str, Any]:
    """Return everything the product template prints.

    ``typed`` is the quantity as the visitor wrote it, ``quantity`` the number it means, None where it
    means none.
    """
    language = reader.language
    card = page.card
    quoted, refusal = _quotation(page, typed, quantity, language)
    places = ("product.actions", "product.sections")
    filled = {
        place: slots.fill(place=place, ids=[card.id], preferences=reader.preferences)[card.id]
        for place in places
    }
    return {
        "product": presenting.card_values(card, reader, []),
        "title": card.title,
        "texts": page.texts,
        "machine_made": any(text.by_machine for text in _texts_of(page, language)),
        "crumbs": _crumbs(page, language),
        "share_picture": next(iter(pictures_of(page)), None),
        "structured": [product_data(page, language)],
        "place": presenting.place(card.city, card.country, language),
        "hs6": card.hs6,
        "gi": _indication(page, language),
        "brand": brand_line(page.brand, language) if page.brand else None,
        "country_url": reverse("country", args=[card.country.lower()]) if page.country_has_page else "",
        "country_name": country_name(card.country, language),
        "tiers": presenting.tiers(list(page.tiers), card.unit, reader, now=quoted.tier if quoted else None),
        "tier_note": _tier_note(page, reader),
        "least": {"minor": card.low, "currency": card.currency} if card.low is not None else None,
        "typed": typed or str(card.moq),
        "unit": units.unit_name(card.unit, language),
        "quotation": _quotation_line(quoted, card.unit, reader) if quoted else "",
        "refusal": refusal,
        "facts": _stated(page, language),
        "attributes": [_attribute(line, language) for line in page.attributes],
        "variants": [_variant(page, variant, language) for variant in page.variants],
        "documents": [
            (one["file"], *_named(one["names"], page, language)) for one in page.facts.get("documents") or []
        ],
        "certificates": [certificate_values(line, language) for line in page.certificates],
        "pictures": [
            {"manifest": one.manifest, "alt": pick(one.alt, language, page.source_language)[0]}
            for one in page.pictures
        ],
        "similar": presenting.card_list(list(page.similar), reader),
        "compare_url": _compare_url(page),
        "storefront_url": reverse("storefront", args=[card.storefront]) if card.storefront else "",
        "organization": card.organization,
        "noindex": page.is_demo and not settings.INDEX_DEMO,
        "actions": filled["product.actions"],
        "sections": filled["product.sections"],
        "seller_aside": slots.fill(
            place="seller.aside", ids=[card.organization_id], preferences=reader.preferences
        )[card.organization_id],
    }


def _named(names: dict[str, str], page: ProductPage, language: str) -> tuple[str, str]:
    """Return what a document is called, and the language of that where it is not the reader's."""
    text, code = pick(names, language, page.source_language)
    return text or _("File"), html_tag(code) if code and code != language else ""


def _crumbs(page: ProductPage, language: str) -> list[dict[str, str]]:
    way = [{"text": _("Home"), "url": f"/{language}/"}, {"text": _("Goods"), "url": reverse("goods")}]
    way += [
        {
            "text": node.name.value,
            "lang": tag_unless(node.name, language),
            "url": reverse("category", args=[node.slug]),
        }
        for node in page.line
    ]
    title = page.card.title
    return [*way, {"text": title.value, "lang": tag_unless(title, language), "url": ""}]


def _compare_url(page: ProductPage) -> str:
    """Return the way to this product beside similar ones; nothing where there is none."""
    if not page.similar:
        return ""
    slugs = [page.card.slug, *(card.slug for card in page.similar)][:MOST_COMPARED]
    return f"{reverse('compare')}?{urlencode([('p', slug) for slug in slugs])}"


def _indication(page: ProductPage, language: str) -> dict[str, str] | None:
    """Return the entry of the register that names this kind of product, and the way to it."""
    if page.gi is None:
        return None
    slug, name = page.gi
    return {"name": name.value, "lang": tag_unless(name, language), "url": reverse("gi", args=[slug])}


def _quotation(
    page: ProductPage, typed: str, quantity: int | None, language: str
) -> tuple[Quotation | None, str]:
    """Return what the typed quantity costs, or why it cannot be ordered and what can."""
    if not typed or not page.tiers:
        return None, ""
    if quantity is None:
        return None, _("Write the quantity as a whole number, for example %(example)s.") % {
            "example": page.card.moq
        }
    card = page.card
    try:
        return quotation(list(page.tiers), quantity, moq=card.moq, multiple=page.order_multiple), ""
    except QuantityRefused as refused:
        nearest = units.show_quantity(refused.nearest, card.unit, language)
        if refused.reason == "not-a-multiple":
            step = units.show_quantity(page.order_multiple, card.unit, language)
            return None, _("Orders go in steps of %(step)s. The next that fits is %(nearest)s.") % {
                "step": step,
                "nearest": nearest,
            }
        return None, _("The smallest order is %(nearest)s.") % {"nearest": nearest}


def _quotation_line(quoted: Quotation, unit: str, reader: Reader) -> str:
    total = Money(quoted.total, quoted.tier.currency)
    words = {
        "quantity": units.show_quantity(quoted.quantity, unit, reader.language),
        "total": display.show_money(total, reader.language),
    }
    line = _("%(quantity)s: %(total)s before freight") % words
    converted = presenting.about(total, reader)
    return f"{line} · {converted}" if converted else line


def _tier_note(page: ProductPage, reader: Reader) -> str:
    card = page.card
    if card.low is None:
        return ""
    parts = [_("per %(unit)s") % {"unit": presenting.per_text(card.per, card.unit, reader.language)}]
    terms = page.facts.get("terms") or []
    if terms:
        parts.append(f"{terms[0]['incoterm']} {terms[0]['place']} (Incoterms 2020)")
    return ", ".join(parts)


def _stated(page: ProductPage, language: str) -> list[Fact]:
    """Return the terms of trade the seller stated."""
    lines = terms_of(page.card, page.facts, page.texts["packing"], page.order_multiple, language)
    lines.append((_("Languages"), _languages(page.offered_in)))
    return [(label, value) for label, value in lines if value]


def _languages(offered: Sequence[str]) -> SafeString:
    """Return the languages a listing is offered in, each by its own name."""
    names = dict(settings.LANGUAGES)
    return format_html_join(
        ", ", '<span lang="{}">{}</span>', ((html_tag(code), names[code]) for code in offered)
    )


def _texts_of(page: ProductPage, language: str) -> Iterator[LocalText]:
    """Yield every text of the page that somebody translated."""
    yield from (text for text in page.texts.values() if text)
    yield from (line.value for line in page.attributes if isinstance(line.value, LocalText))
    for name, text in texts_beside(page.facts):
        yield word_of(page.facts, name, text, language)
    yield from (place for _rule, place in term_words(page.facts, language))
    by_machine = page.facts.get("by_machine") or {}
    for name, names in _named_parts(page):
        text, code = pick(names, language, page.source_language)
        yield LocalText(text, code, "machine" if code in by_machine.get(name, []) else "")


def _named_parts(page: ProductPage) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the places of variants, pictures and documents for buyers, each with its texts."""
    places = variant_places([variant.sku for variant in page.variants])
    yield from zip(places, (variant.names for variant in page.variants), strict=True)
    yield from ((f"{PICTURE}{picture.id}", picture.alt) for picture in page.pictures)
    yield from ((f"{DOCUMENT}{one['file']}", one["names"]) for one in page.facts.get("documents") or [])


def _attribute(line: AttributeLine, language: str) -> Fact:
    name: str | SafeString = marked(line.name, language)
    return str(name) if isinstance(name, str) else name, attribute_value(line, language)


def _variant(page: ProductPage, variant: Any, language: str) -> dict[str, Any]:
    text, code = pick(variant.names, language, page.source_language)
    prices = sorted(variant.tiers)
    return {
        "sku": variant.sku,
        "name": text,
        "lang": html_tag(code) if code and code != language else "",
        "price": display.show_money(Money(prices[0].minor, prices[0].currency), language) if prices else None,
    }
