"""What the search page offers to narrow an answer down by, and the choices made."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.reference.display import show_day, show_number
from catalog.reference.units import unit_name
from catalog.search.address import (
    FROM,
    TO,
    address_of,
    narrowed,
    pairs_of,
    without_further,
)
from catalog.search.bounds import between, moq_up_to, stretch
from catalog.search.contributors import Facet, facets
from catalog.search.documents import PRICED, UNPRICED
from catalog.search.measured import LEAD_TIME, MOQ
from catalog.search.selectors import LEAD_TIMES, Result
from catalog.search.understanding import Query

_MOST_CHOICES = 12
_FORM = {"price_from", "price_to", "currency", "per", "moq", "lead"}


def groups(result: Result, language: str, without: Collection[str] = ()) -> list[dict[str, Any]]:
    """Return the facets that have something to choose, as components/facet_group.html takes them.

    Numbers, which have `ends` in place of choices, are for search/between.html. Facets `without` are
    offered elsewhere on the page.
    """
    facets = [one for one in offered_facets(result.query) if not one.quiet and one.name not in without]
    offered = [_group(facet, result, language) for facet in facets]
    every = [*offered, _lead_times(result, language)]
    return [group for group in every if group and (group["choices"] or group.get("ends"))]


def offered_facets(query: Query) -> list[Facet]:
    """Return every facet there is for a query, those that a choice brought with it last."""
    return [*facets().values(), *query.further]


def _group(facet: Facet, result: Result, language: str) -> dict[str, Any] | None:
    if facet.steps:
        return None
    if facet.unit is not None:
        return between(facet, result, language)
    chosen = result.query.filters.get(facet.name, ())
    counts = result.facets.get(facet.name, {})
    values = shown_values(counts, chosen, in_order=facet.in_order)
    labels = facet.labels(values, language) if values else {}
    choices = [
        _choice(value, labels[value], counts.get(value, 0), language, checked=value in chosen)
        for value in values
        if value in labels
    ]
    return {"name": facet.name, "label": facet.label, "choices": choices}


def _choice(value: str, label: Any, count: int | None, language: str, *, checked: bool) -> dict[str, Any]:
    shown = None if count is None else show_number(count, language)
    return {"value": value, "label": label, "count": shown, "checked": checked}


def shown_values(counts: Mapping[str, int], chosen: Sequence[str], *, in_order: bool = False) -> list[str]:
    """Return the most frequent values, or the first in their order, and every chosen one besides."""
    ranked = sorted(counts, key=lambda value: (0 if in_order else -counts[value], value))[:_MOST_CHOICES]
    found = ranked + [value for value in chosen if value not in ranked]
    return sorted(found) if in_order else found


def _lead_times(result: Result, language: str) -> dict[str, Any]:
    """Return the lead times to choose from: one at most, each with how many keep it."""
    counts = result.facets.get(LEAD_TIME, {})
    chosen = result.query.ranges.get(LEAD_TIME, (None, None))[1]
    offered = [days for days in LEAD_TIMES if counts.get(str(days))]
    if chosen is not None and chosen not in offered:
        offered = sorted([*offered, chosen])
    choices = [
        _choice(
            str(days),
            days_up_to(days, language),
            counts.get(str(days), None if days not in LEAD_TIMES else 0),
            language,
            checked=days == chosen,
        )
        for days in offered
    ]
    if choices:
        choices.insert(0, _choice("", _("Any"), None, language, checked=chosen is None))
    return {"name": "lead", "label": _("Lead time"), "choices": choices, "single": True}


def days_up_to(days: int, language: str) -> str:
    """Return a lead time as something to choose."""
    return ngettext("Up to %(days)s day", "Up to %(days)s days", days) % {"days": show_number(days, language)}


def trees(result: Result, language: str) -> list[dict[str, Any]]:
    """Return the facets whose values form a tree, as links: down to the chosen one, and what is below."""
    found = []
    for facet in offered_facets(result.query):
        if facet.steps and (links := _links(facet, result, language)):
            found.append({"label": facet.label, "links": links})
    return found


def _links(facet: Facet, result: Result, language: str) -> list[dict[str, Any]]:
    assert facet.steps is not None
    chosen = result.query.filters.get(facet.name, ())
    counts = result.facets.get(facet.name, {})
    elsewhere = without_further(result.query)
    links = []
    for step in facet.steps(chosen[-1] if chosen else "", language):
        count = counts.get(step.value, 0)
        if count or step.above:
            # What the chosen place offers, those below it offer too; those above may not.
            start = elsewhere if step.above else result.query
            links.append(
                {
                    "text": step.label.value,
                    "lang": "" if step.label.language == language else step.label.tag,
                    "url": address_of(narrowed(start, facet.name, (step.value,))),
                    "count": show_number(count, language),
                    "above": step.above,
                    "current": bool(chosen) and step.value == chosen[-1],
                }
            )
    if chosen:
        everything = {"text": _("All"), "url": address_of(narrowed(elsewhere, facet.name, ())), "above": True}
        links.insert(0, everything)
    return links


def hidden(query: Query) -> list[tuple[str, str]]:
    """Return the parts of the address that the form keeps and shows no field for."""
    offered = [facet for facet in offered_facets(query) if not facet.steps and not facet.quiet]
    numbers = {f"{facet.name}{end}" for facet in offered if facet.unit is not None for end in (FROM, TO)}
    shown = {facet.name for facet in offered} | numbers | _FORM
    return [pair for pair in pairs_of(replace(query, page=1)) if pair[0] not in shown]


def chips(result: Result, language: str) -> list[dict[str, str]]:
    """Return the choices made, each with the address that takes it back."""
    query = result.query
    made = []
    for facet in offered_facets(query):
        chosen = tuple(query.filters.get(facet.name, ()))
        labels = facet.labels(chosen, language) if chosen else {}
        start = without_further(query) if facet.steps else query
        for value in chosen:
            left = tuple(other for other in chosen if other != value)
            made.append((labels.get(value, value), narrowed(start, facet.name, left)))
    made += _measured_chips(query, result.compared.unit, language)
    return [{"text": text, "url": address_of(rest)} for text, rest in made]


def _measured_chips(query: Query, unit: str, language: str) -> list[tuple[str, Query]]:
    made = []
    for facet in query.further:
        if facet.unit is not None and (bounds := query.ranges.get(facet.name)):
            kept = {other: ends for other, ends in query.ranges.items() if other != facet.name}
            text = f"{facet.label}: {stretch(bounds, facet.unit, language)}"
            made.append((text, replace(query, ranges=kept, page=1)))
    if band := query.band:
        low, high = (None if end is None else show_number(end, language) for end in (band.low, band.high))
        amount = f"{low}–{high}" if low and high else f"≥ {low}" if low else f"≤ {high}"
        per = f" / {unit_name(unit, language)}" if unit else ""
        made.append((f"{band.currency} {amount}{per}", replace(query, band=None, page=1)))
    for name, named in ((MOQ, moq_up_to), (LEAD_TIME, _lead_time_up_to)):
        most = query.ranges.get(name, (None, None))[1]
        if most is not None:
            kept = {other: bounds for other, bounds in query.ranges.items() if other != name}
            made.append((named(most, unit, language), replace(query, ranges=kept, page=1)))
    return made


def _lead_time_up_to(most: int, unit: str, language: str) -> str:
    return f"{_('Lead time')}: {days_up_to(most, language)}"


def comparison(result: Result, language: str) -> dict[str, Any] | None:
    """Return how prices are compared and what is counted apart; nothing where none are."""
    compared, query = result.compared, result.query
    if not compared.used:
        return None
    start = replace(query, band=None, per="", page=1)
    start = replace(start, ranges={name: bounds for name, bounds in query.ranges.items() if name != MOQ})
    labels = facets()[PRICED].labels if PRICED in facets() else None
    apart = {unit: count for unit, count in sorted(compared.units.items()) if unit != compared.unit}
    apart |= {UNPRICED: compared.unpriced} if compared.unpriced else {}
    named = labels([*apart], language) if labels else {}
    return {
        "how": _how(result, language),
        "apart": [
            {
                "text": named.get(value, value),
                "count": show_number(count, language),
                "url": address_of(narrowed(replace(start, per=_own(value)), PRICED, (value,))),
            }
            for value, count in apart.items()
        ],
    }


def _own(value: str) -> str:
    return "" if value == UNPRICED else value


def _how(result: Result, language: str) -> str:
    compared = result.compared
    if compared.without_rate:
        return _("There is no exchange rate for %(currency)s, so prices are not compared.") % {
            "currency": compared.without_rate
        }
    if not compared.unit:
        return ""
    words = {"unit": unit_name(compared.unit, language)}
    if compared.rates is None:
        return _("Prices in CNY are compared per %(unit)s; there are no exchange rates for others.") % words
    words["day"] = show_day(compared.rates.as_of, language)
    if compared.rates.demonstration:
        return _("Prices are compared per %(unit)s by the demonstration rates of %(day)s.") % words
    return _("Prices are compared per %(unit)s by the rates of %(day)s.") % words
