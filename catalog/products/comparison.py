"""Goods side by side in the words of a reader: what the template prints."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.products import presenting
from catalog.products.certificates import certificate_name
from catalog.products.common_measure import CommonPrice, Measure, common_measure
from catalog.products.presenting import Reader
from catalog.products.selectors.compare import MOST_COMPARED, Compared, Comparison
from catalog.products.terms import attribute_value, marked, terms_of
from catalog.reference import display, units
from catalog.reference.hs import show_hs
from catalog.reference.rates import RateTable

Text = str | SafeString
Row = dict[str, Any]


def comparison_values(found: Comparison, reader: Reader, *, rates: RateTable | None) -> dict[str, Any]:
    """Return everything the comparison's template prints."""
    measure = common_measure(
        [one.card for one in found.goods], wanted=reader.preferences.currency, rates=rates
    )
    rows = _rows(found.goods, measure, reader) if measure else []
    return {
        "goods": [_head(one, found.goods, reader) for one in found.goods],
        "rows": rows,
        "any_difference": any(row["differs"] for row in rows),
        "rate_note": _rate_note(found.goods, measure, reader.language) if measure else "",
        "left_out": [one.title.value for one in found.left_out],
        "unknown": [slug[:60] for slug in found.unknown],
        "most": MOST_COMPARED,
        "more_url": _goods_address(found.goods),
        "is_full": len(found.goods) >= MOST_COMPARED,
        "crumbs": [
            {"text": _("Home"), "url": f"/{reader.language}/"},
            {"text": _("Goods"), "url": reverse("goods")},
            {"text": _("Compare"), "url": ""},
        ],
    }


def _goods_address(goods: Sequence[Compared]) -> str:
    chosen = [("p", one.card.slug) for one in goods]
    return reverse("goods") + (f"?{urlencode(chosen)}" if chosen else "")


def _head(one: Compared, goods: Sequence[Compared], reader: Reader) -> dict[str, Any]:
    values = presenting.card_values(one.card, reader, [])
    others = [("p", other.card.slug) for other in goods if other is not one]
    return {
        **values,
        "organization": one.card.organization,
        "storefront_url": reverse("storefront", args=[one.card.storefront]) if one.card.storefront else "",
        "without_url": reverse("compare") + (f"?{urlencode(others)}" if others else ""),
    }


def _rows(goods: Sequence[Compared], measure: Measure, reader: Reader) -> list[Row]:
    language = reader.language
    rows = [
        _row(_("Price, as the seller says"), [_own_price(one, reader) for one in goods]),
        _common_row(goods, measure, language),
        _least_row(goods, measure, language),
        _row(_("Origin"), [presenting.place(one.card.city, one.card.country, language) for one in goods]),
        _row(_("HS code (indicative)"), [show_hs(one.card.hs6) for one in goods]),
        _row(
            _("Geographical indication"),
            [marked(one.indication, language) if one.indication else "" for one in goods],
        ),
        _row(_("Brand"), [marked(one.brand.name, language) if one.brand else "" for one in goods]),
        _row(_("Certificates in force"), [_certificates(one) for one in goods]),
        *_term_rows(goods, language),
        *_attribute_rows(goods, language),
    ]
    return [row for row in rows if any(cell["text"] for cell in row["cells"])]


def _row(
    label: Text, texts: Sequence[Text], *, compared: Sequence[Any] | None = None, total: bool = False
) -> Row:
    """Return a row; it differs where the texts do, or what ``compared`` says they mean."""
    meant = [strip_tags(str(text)) for text in texts] if compared is None else compared
    return {
        "label": label,
        "cells": [{"text": text, "best": False, "plain": False} for text in texts],
        "differs": len(set(meant)) > 1,
        "total": total,
    }


def _own_price(one: Compared, reader: Reader) -> Text:
    """Return the price in the seller's own unit and currency: one line for each step of quantity."""
    card = one.card
    if card.low is None:
        return _("Price on request")
    per = presenting.per_text(card.per, card.unit, reader.language)
    if one.tiers:
        steps = presenting.tiers(list(one.tiers), card.unit, reader)
        lines = ((f"{step['price']} / {per}", step["range"]) for step in steps)
        return format_html_join("", "<div>{} <small>{}</small></div>", lines)
    shown = presenting.price(card, reader)
    return f"{shown['iso']}\u00a0{shown['digits']} / {per}"


def _common_row(goods: Sequence[Compared], measure: Measure, language: str) -> Row:
    """Return the prices brought to one unit and currency; a plain sentence where that cannot be."""
    unit = units.unit_name(measure.unit, language)
    prices = [measure.price(one.card) for one in goods]
    texts = [
        _price_range(price, language) if price else _why_not(one, measure, language)
        for one, price in zip(goods, prices, strict=True)
    ]
    label = _("%(currency)s for one %(unit)s") % {"currency": measure.currency, "unit": unit}
    known = [price.low.minor for price in prices if price]
    compared = [(price.low.minor, price.high.minor) if price else None for price in prices]
    row = _row(label, texts, compared=compared, total=True)
    for cell, price in zip(row["cells"], prices, strict=True):
        cell["plain"] = price is None
    if len(known) > 1 and len(set(known)) > 1:
        for cell, price in zip(row["cells"], prices, strict=True):
            cell["best"] = price is not None and price.low.minor == min(known)
    return row


def _price_range(price: CommonPrice, language: str) -> str:
    low = display.show_money(price.low, language)
    if price.low == price.high:
        return str(low)
    return f"{low}–{display.show_money(price.high, language).digits}"


def _why_not(one: Compared, measure: Measure, language: str) -> str:
    """Return why a price cannot be brought to the common unit and currency."""
    card = one.card
    if card.low is None:
        return _("Price on request")
    if measure.quantity(1, card.unit) is None:
        return _("Sold by another measure (%(own)s); that cannot be stated in %(common)s.") % {
            "own": units.unit_name(card.unit, language),
            "common": units.unit_name(measure.unit, language),
        }
    return _("There is no exchange rate from %(own)s to %(common)s here.") % {
        "own": card.currency,
        "common": measure.currency,
    }


def _least_row(goods: Sequence[Compared], measure: Measure, language: str) -> Row:
    texts, compared = [], []
    for one in goods:
        own = units.show_quantity(one.card.moq, one.card.unit, language)
        common = measure.quantity(one.card.moq, one.card.unit)
        if common is not None and one.card.unit != measure.unit:
            own = f"{own} = {units.show_quantity(common, measure.unit, language)}"
        if one.order_multiple > 1:
            step = units.show_quantity(one.order_multiple, one.card.unit, language)
            own = _("%(least)s, in multiples of %(step)s") % {"least": own, "step": step}
        texts.append(own)
        compared.append((common, one.order_multiple) if common is not None else own)
    return _row(_("Minimum order"), texts, compared=compared)


def _certificates(one: Compared) -> Text:
    lines = ((certificate_name(line.kind), line.number) for line in one.certificates)
    return format_html_join("", "<div>{} <small>{}</small></div>", lines)


def _term_rows(goods: Sequence[Compared], language: str) -> list[Row]:
    """Return the terms of trade, the smallest order left out: it has a row of its own."""
    stated = [terms_of(one.card, one.facts, one.packing, one.order_multiple, language)[1:] for one in goods]
    return [_row(terms[0][0], [value for _label, value in terms]) for terms in zip(*stated, strict=True)]


def _attribute_rows(goods: Sequence[Compared], language: str) -> list[Row]:
    """Return the stated properties, the same key in one row whichever category declares it."""
    keys = dict.fromkeys(key for one in goods for key in one.attributes)
    rows = []
    for key in keys:
        lines = [one.attributes.get(key) for one in goods]
        name = next(line.name for line in lines if line)
        show: Callable[[Any], Text] = lambda line: attribute_value(line, language) if line else ""  # noqa: E731
        rows.append(_row(marked(name, language), [show(line) for line in lines]))
    return rows


def _rate_note(goods: Sequence[Compared], measure: Measure, language: str) -> str:
    """Return by which rates prices were converted, where some were."""
    currencies = dict.fromkeys(one.card.currency for one in goods if one.card.low is not None)
    used = [rate for currency in currencies if (rate := measure.rate(currency))]
    if not used:
        return ""
    words = {
        "day": display.show_day(used[0].as_of, language),
        "source": used[0].source,
    }
    if used[0].demonstration:
        return _("Converted by demonstration rates of %(day)s; not what you will pay.") % words
    return _("Converted by rates of %(day)s (%(source)s); not what you will pay.") % words
