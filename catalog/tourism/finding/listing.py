"""The list of tours: narrowed, ordered, one page of it, and what it can be narrowed by further."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from catalog.products.presenting import Reader
from catalog.reference.selectors import Choice, country_choices, rate_table
from catalog.tourism.finding import words
from catalog.tourism.finding.chosen import chips
from catalog.tourism.finding.filters import (
    LENGTHS,
    SORTS,
    Known,
    Test,
    TourFilters,
    ordered,
    passing,
    read_filters,
    tests,
)
from catalog.tourism.finding.visiting import tours_along
from catalog.tourism.models import Place
from catalog.tourism.selectors.departures import with_room
from catalog.tourism.selectors.places import Named, named_places
from catalog.tourism.selectors.routes import places_along
from catalog.tourism.selectors.tour_cards import tour_cards_by_id
from catalog.tourism.selectors.tour_list import TourRow, tour_rows, without_visa
from catalog.tourism.words import guide_language

PER_PAGE = 24
MOST_CHOICES = 12
GROUPS = ("place", "crossing", "days", "guide")
USUAL_CURRENCY = "CNY"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What a list shows, ready for its template; ``missing`` when there is no such page.

    ``rows`` are all tours visitors see, found or not.
    """

    values: Mapping[str, Any]
    rows: Sequence[TourRow]
    asked: bool
    missing: bool


def tours_found(address: QueryDict, reader: Reader, now: datetime) -> Found:
    """Return a page of the tours an address asks for; a page beyond the last is answered with the last one.

    A fixed number of queries, however many tours and departures there are.
    """
    countries = country_choices(reader.language)
    filters = read_filters(address, {one.code for one in countries})
    rows = tour_rows()
    first, last = filters.window(now.date())
    rooms = with_room(from_day=first, until_day=last, seats=filters.seats, now=now)
    named = named_places({place for row in rows for place in row.places | row.above}, reader.language)
    currency = reader.preferences.currency or USUAL_CURRENCY
    priced = filters.price is not None or filters.sort == "price"
    known = Known(
        ids={one.slug: one.id for one in named.values()},
        rooms=rooms,
        rates=reader.rates or (rate_table() if priced else None),
        currency=currency,
        along=along(filters.route, rows) if filters.route else (),
    )
    wanted = tests(filters, known)
    if filters.nationality:
        # Of all that each group is counted over, not only of what is found: a count leaves its own group out.
        asked = {name: test for name, test in wanted.items() if name not in GROUPS}
        kept = without_visa(passing(rows, asked), rooms, filters.nationality, now)
        wanted["passport"] = lambda row: row.id in kept
    matching = ordered(passing(rows, wanted), filters.sort, known)
    number = _page_number(address)
    paginator = Paginator(matching, PER_PAGE)
    page = paginator.page(min(number, paginator.num_pages))
    cards = tour_cards_by_id([row.id for row in page], language=reader.language)
    groups = _narrowing(filters, wanted, rows, named, reader.language)
    values = {
        "tours": words.card_list([cards[row.id] for row in page if row.id in cards], reader, rooms),
        "tours_total": len(matching),
        "tours_any": bool(rows),
        "page": page,
        "page_missing": number if number != page.number else None,
        "groups": groups,
        "chips": chips(
            pairs(filters), groups, action=reverse("journeys"), currency=currency, language=reader.language
        ),
        **_form(filters, countries, currency),
        **_paging(page, filters),
        "canonical_query": f"page={number}" if 1 < number == page.number else "",
    }
    return Found(values, rows, asked=bool(pairs(filters)) or number > 1, missing=number != page.number)


def along(slug: str, rows: Iterable[TourRow]) -> set[int]:
    """Return the tours that lead along a known route: over its crossing, and by another place of it."""
    places, crossings = places_along(slug)
    return tours_along(places, crossings, rows)


def _page_number(address: QueryDict) -> int:
    typed = address.get("page", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else 1


def pairs(filters: TourFilters) -> list[Pair]:
    """Return the choices as pairs of an address, without the page."""
    several = [("place", one) for one in filters.places] + [("crossing", one) for one in filters.crossings]
    several += [("guide", one) for one in filters.languages] + [("days", one) for one in filters.lengths]
    single = {
        "from": filters.from_day.isoformat() if filters.from_day else "",
        "until": filters.until_day.isoformat() if filters.until_day else "",
        "seats": str(filters.seats) if filters.seats > 1 else "",
        "price": str(filters.price) if filters.price is not None else "",
        "passport": filters.nationality,
        "route": filters.route,
        "sort": filters.sort if filters.sort != SORTS[0] else "",
    }
    return [*several, *((name, value) for name, value in single.items() if value)]


def _narrowing(
    filters: TourFilters,
    wanted: Mapping[str, Test],
    rows: Sequence[TourRow],
    named: Mapping[int, Named],
    language: str,
) -> list[dict[str, Any]]:
    """Return the groups of choices with counts, each counted with the choices of all other groups."""

    def counted(name: str, values: Callable[[TourRow], Iterable[Any]]) -> Counter[Any]:
        return Counter(value for row in passing(rows, wanted, but=name) for value in set(values(row)))

    def of_places(name: str, chosen: Sequence[str], *, crossing: bool) -> list[dict[str, Any]]:
        counts = counted(name, lambda row: row.places | row.above)
        kinds = [one for one in named.values() if (one.kind == Place.Kind.CROSSING) is crossing]
        ranked = sorted(kinds, key=lambda one: (one.slug not in chosen, -counts[one.id], one.slug))
        return [
            _choice(one.slug, one.name, counts[one.id], one.slug in chosen)
            for one in ranked[:MOST_CHOICES]
            if counts[one.id] or one.slug in chosen
        ]

    spoken = {**dict.fromkeys(filters.languages, 0), **counted("guide", lambda row: row.guide_languages)}
    lengths = counted("days", lambda row: [name for name in LENGTHS if _lasts(row, name)])
    groups = [
        ("place", pgettext("on the map", "Place"), of_places("place", filters.places, crossing=False)),
        ("crossing", _("Border crossing"), of_places("crossing", filters.crossings, crossing=True)),
        (
            "days",
            _("Days"),
            [_choice(name, _length(name), lengths[name], name in filters.lengths) for name in LENGTHS],
        ),
        (
            "guide",
            _("Languages of the guides"),
            [
                _choice(code, guide_language(code, language), count, code in filters.languages)
                for code, count in sorted(spoken.items(), key=lambda one: (-one[1], one[0]))
            ],
        ),
    ]
    return [
        {"name": name, "label": label, "choices": shown}
        for name, label, choices in groups
        if (shown := [one for one in choices if one["count"] or one["checked"]])
    ]


def _choice(value: str, label: Any, count: int, checked: bool) -> dict[str, Any]:
    return {"value": value, "label": label, "count": count, "checked": checked}


def _lasts(row: TourRow, name: str) -> bool:
    least, most = LENGTHS[name]
    return least <= row.days <= most


def _length(name: str) -> str:
    least, most = LENGTHS[name]
    return f"{least}+" if most > 99 else f"{least}–{most}" if most > least else str(least)


def _form(filters: TourFilters, countries: Sequence[Choice], currency: str) -> dict[str, Any]:
    labels = {
        "soon": pgettext("order", "Departs soonest"),
        "price": _("Price, low to high"),
        "days": pgettext("order", "Shortest first"),
        "new": pgettext("order", "Newest"),
    }
    return {
        "chosen": {
            "from": filters.from_day.isoformat() if filters.from_day else "",
            "until": filters.until_day.isoformat() if filters.until_day else "",
            "seats": filters.seats,
            "price": "" if filters.price is None else filters.price,
            "route": filters.route,
        },
        "currency_asked": currency,
        "passports": [
            {"value": one.code, "label": one.name, "current": one.code == filters.nationality}
            for one in countries
        ],
        "sorts": [{"value": name, "label": labels[name], "current": name == filters.sort} for name in SORTS],
        "ignored": filters.ignored,
        "visa_asked": bool(filters.nationality),
    }


def _paging(page: Page[TourRow], filters: TourFilters) -> dict[str, Any]:
    kept = pairs(filters)
    return {
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
        "query": urlencode(kept) + "&" if kept else "",
        "all_url": reverse("journeys"),
        "calendar_url": reverse("tour-calendar"),
        "narrowed": bool(kept),
    }
