"""What a seller states of a product, in the words of a reader: label and value of each."""

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.dates import format_date, get_month_names
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.products.certificates import certificate_name
from catalog.products.languages import term_words, word_of
from catalog.products.presenting import tag_unless
from catalog.products.selectors.cards import ProductCard
from catalog.products.selectors.certificates import CertificateLine
from catalog.products.selectors.page import AttributeLine
from catalog.reference import display, units
from catalog.reference.cldr import locale_of
from catalog.reference.languages import html_tag, pick
from catalog.reference.money import Money
from catalog.translation.texts import LocalText

Fact = tuple[str, str | SafeString]


def terms_of(
    card: ProductCard, stated: Mapping[str, Any], packing: LocalText, order_multiple: int, language: str
) -> list[Fact]:
    """Return the terms of trade in their order: label and value, empty where the seller states nothing."""
    least = units.show_quantity(card.moq, card.unit, language)
    if order_multiple > 1:
        step = units.show_quantity(order_multiple, card.unit, language)
        least = _("%(least)s, in multiples of %(step)s") % {"least": least, "step": step}
    return [
        (_("Minimum order"), least),
        (_("Lead time"), _lead_times(stated.get("lead_times") or [], card.unit, language)),
        (_("Packing"), marked(packing, language)),
        (_("Trade terms"), _trade_terms(stated, language)),
        (_("Sample"), _sample(stated, stated.get("first_currency") or card.currency, language)),
        (_("Harvest"), months(stated.get("harvest_months") or [], language)),
        (_("Shelf life"), _days(stated.get("shelf_life_days"), language)),
        (_("Storage"), marked(word_of(stated, "storage", stated.get("storage") or "", language), language)),
        (_("Storage temperature"), _temperatures(stated.get("storage_low"), stated.get("storage_high"))),
        (_("Carton"), _carton(stated.get("carton") or {}, card.unit, language)),
        (_("Plant registration"), _registration(stated.get("plant_registration") or "")),
        (_("Private label"), _("possible") if stated.get("private_label") else ""),
    ]


def _trade_terms(stated: Mapping[str, Any], language: str) -> SafeString:
    named = ((rule, marked(place, language)) for rule, place in term_words(stated, language))
    return format_html_join(", ", "{} {}", named)


def _temperatures(low: int | None, high: int | None) -> str:
    ends = [f"{end}".replace("-", "−") for end in (low, high) if end is not None]
    if len(ends) == 2:
        return f"{ends[0]} … {ends[1]} °C"
    return f"{'≥' if high is None else '≤'} {ends[0]} °C" if ends else ""


def _carton(carton: Mapping[str, Any], unit: str, language: str) -> str:
    """Return what is in a carton, its outer sizes and what it weighs, as far as they are stated."""
    quantity, grams = carton.get("quantity"), carton.get("weight_g")
    sides = [carton.get(name) for name in ("length_mm", "width_mm", "height_mm")]
    parts = [units.show_quantity(quantity, unit, language) if quantity else ""]
    parts.append(f"{' × '.join(map(str, sides))} mm" if all(sides) else "")
    parts.append(units.show_quantity(Decimal(grams) / 1000, "kg", language) if grams else "")
    return ", ".join(part for part in parts if part)


def _registration(number: str) -> str | SafeString:
    """Return the number under which a foreign food plant is registered, kept on one line as on the papers."""
    plain = " ".join(unicodedata.normalize("NFKC", number).upper().split())
    return format_html('<span class="code nowrap">{}</span>', plain) if plain else ""


def marked(text: LocalText, language: str) -> str | SafeString:
    """Return a text, marked with its language where that is not the reader's."""
    tag = tag_unless(text, language)
    return format_html('<span lang="{}">{}</span>', tag, text.value) if tag and text else text.value


def _days(days: int | None, language: str) -> str:
    return (
        ngettext("%(days)s day", "%(days)s days", days) % {"days": display.show_number(days, language)}
        if days is not None
        else ""
    )


def _lead_times(lead_times: list[Mapping[str, Any]], unit: str, language: str) -> str:
    parts: list[str] = []
    for lead in lead_times:
        days = _days(lead["days"], language)
        if lead["up_to"] is None:
            parts.append(days if not parts else _("above that %(days)s") % {"days": days})
        else:
            up_to = units.show_quantity(lead["up_to"], unit, language)
            parts.append(_("%(days)s up to %(quantity)s") % {"days": days, "quantity": up_to})
    return ", ".join(parts)


def _sample(stated: Mapping[str, Any], currency: str, language: str) -> str | SafeString:
    sample = stated.get("sample")
    if not sample:
        return ""
    parts: list[str] = [marked(word_of(stated, "sample", sample["quantity"], language), language)]
    if sample["minor"] is not None and currency:
        parts.append(str(display.show_money(Money(sample["minor"], currency), language)))
    if sample["credited"]:
        parts.append(_("credited to the first order"))
    return format_html_join(", ", "{}", ((part,) for part in parts))


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


def attribute_value(line: AttributeLine, language: str) -> str | SafeString:
    """Return the value of a stated property as its declaration says it is printed."""
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
    return marked(value, language) if isinstance(value, LocalText) else str(value)


def certificate_values(line: CertificateLine, language: str) -> dict[str, Any]:
    """Return what the component of certificates prints of one in force."""
    until = format_date(line.expires_on, "medium", locale=locale_of(language)) if line.expires_on else ""
    return {
        "name": certificate_name(line.kind),
        "state": _("valid to %(day)s") % {"day": until} if until else _("no expiry stated"),
        "tone": "good",
        "note": " · ".join(part for part in (line.number, line.issuer) if part),
    }
