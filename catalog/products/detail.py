"""One product's page in the words of a reader: what its template prints."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.dates import format_date, get_month_names
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.merchants.presenting import brand_line
from catalog.products import presenting
from catalog.products.certificates import certificate_name
from catalog.products.presenting import Reader, tag_unless
from catalog.products.pricing import QuantityRefused, Quotation, quotation
from catalog.products.selectors.certificates import CertificateLine
from catalog.products.selectors.page import AttributeLine, ProductPage
from catalog.reference import display, units
from catalog.reference.cldr import country_name, locale_of
from catalog.reference.languages import html_tag, pick
from catalog.reference.money import Money
from catalog.seams import slots
from catalog.translation.texts import LocalText

Fact = tuple[str, str | SafeString]


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
        "machine_made": any(text.by_machine for text in page.texts.values() if text),
        "crumbs": _crumbs(page, language),
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
        "facts": _facts(page, language),
        "attributes": [_attribute(line, language) for line in page.attributes],
        "variants": [_variant(page, variant, language) for variant in page.variants],
        "certificates": [certificate_values(line, language) for line in page.certificates],
        "pictures": [
            {"manifest": one.manifest, "alt": pick(one.alt, language, page.source_language)[0]}
            for one in page.pictures
        ],
        "similar": presenting.card_list(list(page.similar), reader),
        "storefront_url": reverse("storefront", args=[card.storefront]) if card.storefront else "",
        "organization": card.organization,
        "actions": filled["product.actions"],
        "sections": filled["product.sections"],
    }


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


def _facts(page: ProductPage, language: str) -> list[Fact]:
    """Return the terms of trade: label and value, only those the seller stated."""
    card, stated = page.card, page.facts
    least = units.show_quantity(card.moq, card.unit, language)
    if page.order_multiple > 1:
        step = units.show_quantity(page.order_multiple, card.unit, language)
        least = _("%(least)s, in multiples of %(step)s") % {"least": least, "step": step}
    lines: list[tuple[str, str | SafeString]] = [
        (_("Minimum order"), least),
        (_("Lead time"), _lead_times(stated.get("lead_times") or [], card.unit, language)),
        (_("Packing"), _marked(page.texts["packing"], language)),
        (
            _("Trade terms"),
            ", ".join(f"{term['incoterm']} {term['place']}" for term in stated.get("terms") or []),
        ),
        (_("Sample"), _sample(stated.get("sample"), card.currency, language)),
        (_("Harvest"), months(stated.get("harvest_months") or [], language)),
        (_("Shelf life"), _days(stated.get("shelf_life_days"))),
        (_("Storage"), stated.get("storage") or ""),
        (_("Plant registration"), stated.get("plant_registration") or ""),
        (_("Private label"), _("possible") if stated.get("private_label") else ""),
    ]
    return [(label, value) for label, value in lines if value]


def _marked(text: LocalText, language: str) -> str | SafeString:
    tag = tag_unless(text, language)
    return format_html('<span lang="{}">{}</span>', tag, text.value) if tag and text else text.value


def _days(days: int | None) -> str:
    return ngettext("%(days)s day", "%(days)s days", days) % {"days": days} if days is not None else ""


def _lead_times(lead_times: list[Mapping[str, Any]], unit: str, language: str) -> str:
    parts: list[str] = []
    for lead in lead_times:
        days = _days(lead["days"])
        if lead["up_to"] is None:
            parts.append(days if not parts else _("above that %(days)s") % {"days": days})
        else:
            up_to = units.show_quantity(lead["up_to"], unit, language)
            parts.append(_("%(days)s up to %(quantity)s") % {"days": days, "quantity": up_to})
    return ", ".join(parts)


def _sample(sample: Mapping[str, Any] | None, currency: str, language: str) -> str:
    if not sample:
        return ""
    parts = [sample["quantity"]]
    if sample["minor"] is not None and currency:
        parts.append(str(display.show_money(Money(sample["minor"], currency), language)))
    if sample["credited"]:
        parts.append(_("credited to the first order"))
    return ", ".join(parts)


def months(numbers: list[int], language: str) -> str:
    """Return months of the year by name, runs joined: 6, 7, 8 is "Jun–Aug"."""
    # Not the stand-alone names: once Babel 2.18 has given those in Chinese, it gives Chinese for Thai too.
    names = get_month_names("abbreviated", context="format", locale=locale_of(language))
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if len(runs) > 1 and runs[0][0] == 1 and runs[-1][-1] == 12:
        # A season over the turn of the year is one season.
        runs = [runs.pop() + runs.pop(0), *runs]
    return ", ".join(names[run[0]] if len(run) == 1 else f"{names[run[0]]}–{names[run[-1]]}" for run in runs)


def _attribute(line: AttributeLine, language: str) -> Fact:
    name: str | SafeString = _marked(line.name, language)
    return str(name) if isinstance(name, str) else name, _attribute_value(line, language)


def _attribute_value(line: AttributeLine, language: str) -> str | SafeString:
    value = line.value
    if line.kind == "yes-no":
        return _("yes") if value else _("no")
    if line.kind == "months":
        return months(value, language)
    if line.kind == "number":
        shown = display.show_number(Decimal(str(value)), language)
        return f"{shown}\u00a0{line.unit}" if line.unit else shown
    if line.kind == "choice":
        wanted = value if isinstance(value, list) else [value]
        named = [choice for choice in line.choices if choice["key"] in wanted]
        pairs = [pick(choice["names"], language) for choice in named]
        return format_html_join(
            ", ", '<span lang="{}">{}</span>', ((html_tag(code), text) for text, code in pairs)
        )
    return str(value)


def _variant(page: ProductPage, variant: Any, language: str) -> dict[str, Any]:
    text, code = pick(variant.names, language, page.source_language)
    prices = sorted(variant.tiers)
    return {
        "sku": variant.sku,
        "name": text,
        "lang": html_tag(code) if code and code != language else "",
        "price": display.show_money(Money(prices[0].minor, prices[0].currency), language) if prices else None,
    }


def certificate_values(line: CertificateLine, language: str) -> dict[str, Any]:
    """Return what the component of certificates prints of one in force."""
    until = format_date(line.expires_on, "medium", locale=locale_of(language)) if line.expires_on else ""
    return {
        "name": certificate_name(line.kind),
        "state": _("valid to %(day)s") % {"day": until} if until else _("no expiry stated"),
        "tone": "good",
        "note": " · ".join(part for part in (line.number, line.issuer) if part),
    }
