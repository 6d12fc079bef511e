"""Bounds on numbers as the search page offers them: prices, quantities, what goods state of themselves."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from catalog.reference.currencies import currency_table
from catalog.reference.display import show_number
from catalog.reference.units import show_quantity, unit_name
from catalog.search.address import DEFAULT_CURRENCY, FROM, TO, Bounds, address_of
from catalog.search.amounts import write_amount
from catalog.search.comparing import THOUSANDTHS
from catalog.search.contributors import Facet
from catalog.search.measured import MOQ, MOQ_STEPS
from catalog.search.selectors import Result


def between(facet: Facet, result: Result, language: str) -> dict[str, Any] | None:
    """Return a number with the fields for its bounds, and what goods state at the least and at the most."""
    bounds = result.query.ranges.get(facet.name, (None, None))
    span = result.spans.get(facet.name)
    if bounds == (None, None) and (span is None or span[0] == span[1]):
        return None
    return {
        "name": facet.name,
        "label": facet.label,
        "choices": [],
        "ends": [
            {"name": f"{facet.name}{end}", "label": label, "value": _typed(bound), "there": _typed(there)}
            for end, label, bound, there in zip(
                (FROM, TO), (_("From"), _("To")), bounds, span or (None, None), strict=True
            )
        ],
        "span": stretch(span, facet.unit or "", language) if span else "",
    }


def _typed(thousandths: int | None) -> str:
    return "" if thousandths is None else write_amount(Decimal(thousandths) / THOUSANDTHS)


def stretch(bounds: Bounds, unit: str, language: str) -> str:
    """Write from what to what a number goes, either of which may be open, with its unit."""
    low, high = (None if end is None else show_number(Decimal(end) / THOUSANDTHS, language) for end in bounds)
    text = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
    return f"{text}\u00a0{unit}" if unit else text


def measures(result: Result, language: str, currency: str) -> dict[str, Any] | None:
    """Return the fields for prices and MOQ; nothing where no listing has either."""
    query, compared = result.query, result.compared
    if not (compared.units or compared.unpriced or query.band or MOQ in query.ranges):
        return None
    band = query.band
    units = sorted({*compared.units, *filter(None, [compared.unit])})
    moq = query.ranges.get(MOQ, (None, None))[1]
    wanted = band.currency if band else currency or DEFAULT_CURRENCY
    return {
        "price_from": "" if band is None or band.low is None else write_amount(band.low),
        "price_to": "" if band is None or band.high is None else write_amount(band.high),
        "currencies": [(code, code == wanted) for code in currency_table()],
        "units": [(unit, unit_name(unit, language), unit == compared.unit) for unit in units],
        "unit": unit_name(compared.unit, language) if compared.unit else "",
        "moq": _typed(moq),
        "moq_steps": _moq_steps(result, moq, language),
    }


def _moq_steps(result: Result, chosen: int | None, language: str) -> list[dict[str, Any]]:
    """Return the least quantities to choose from, as links with how much keeps below each.

    Those are left out below which there is nothing more than below the one before.
    """
    query, compared = result.query, result.compared
    steps: list[dict[str, Any]] = []
    before = 0
    for most in MOQ_STEPS:
        count = compared.quantities.get(str(most), 0)
        if count > before or most == chosen:
            ranges = {**query.ranges, MOQ: (None, most)}
            steps.append(
                {
                    "text": moq_up_to(most, compared.unit, language),
                    "count": show_number(count, language),
                    "url": address_of(replace(query, ranges=ranges, per=compared.unit, page=1)),
                    "current": most == chosen,
                }
            )
        before = max(before, count)
    return steps if len(steps) > 1 else []


def moq_up_to(most: int, unit: str, language: str) -> str:
    """Return a least quantity, in thousandths of a unit, as something to choose."""
    amount = Decimal(most) / THOUSANDTHS
    quantity = show_quantity(amount, unit, language) if unit else show_number(amount, language)
    return _("MOQ up to %(quantity)s") % {"quantity": quantity}
