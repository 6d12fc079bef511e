"""Prices in templates: the seller's own, and about what it is worth in the reader's currency."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalog.reference.display import Price, show_day, show_money, show_rate
from catalog.reference.money import Money
from catalog.reference.rates import RateTable
from catalog.reference.selectors import rate_table

register = template.Library()


@register.simple_tag
def money(minor: int, currency: str) -> SafeString:
    """Print an amount of minor units: ``<span class="iso">CNY</span> 168.00``."""
    return _marked_up(show_money(Money(minor, currency), get_language() or "en"))


@register.inclusion_tag("reference/about_money.html", takes_context=True)
def about_money(context: template.Context, minor: int, currency: str) -> dict[str, Any]:
    """Print about what an amount is worth in the reader's currency, by which rate of which day and source.

    Prints nothing when the reader chose no currency or the seller's own, or when there is no rate.
    However many prices a page shows, rates are read once per request.
    """
    # The attribute survives {% include … only %}, the variable does not.
    request = getattr(context, "request", None)
    wanted = getattr(getattr(request, "preferences", None), "currency", "")
    if not wanted or wanted == currency:
        return {}
    table = _table_of(request)
    converted = table.convert(Money(minor, currency), wanted) if table else None
    if converted is None:
        return {}
    language = get_language() or "en"
    rate = converted.rate
    return {
        "price": _marked_up(show_money(converted.money, language)),
        "rate": show_rate(rate, language),
        "day": show_day(rate.as_of, language),
        "source": rate.source,
        "demonstration": rate.demonstration,
    }


def _table_of(request: Any) -> RateTable | None:
    if not hasattr(request, "rate_table"):
        request.rate_table = rate_table()
    table: RateTable | None = request.rate_table
    return table


def _marked_up(price: Price) -> SafeString:
    return format_html('<span class="iso">{}</span>&nbsp;{}', price.iso, price.digits)
