"""Places and routes in the words of a reader: what templates print."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time, get_month_names
from babel.lists import format_list
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.products.register_page import source_values
from catalog.reference.cldr import country_name, locale_of
from catalog.reference.display import show_list
from catalog.tourism.models import BorderCrossing, Place, Route
from catalog.tourism.selectors.places import CrossingLine, PlaceLine
from catalog.tourism.selectors.routes import RouteLine, Stop
from catalog.tourism.words import DOCUMENTS, HERITAGE, SEASONS, word
from catalog.translation.texts import LocalText, tag_unless

# The clocks of countries that have one, and a border by land or sea in the region.
CLOCKS = {
    "BN": "Asia/Brunei",
    "CN": "Asia/Shanghai",
    "KH": "Asia/Phnom_Penh",
    "LA": "Asia/Vientiane",
    "MM": "Asia/Yangon",
    "MY": "Asia/Kuala_Lumpur",
    "PH": "Asia/Manila",
    "SG": "Asia/Singapore",
    "TH": "Asia/Bangkok",
    "TL": "Asia/Dili",
    "VN": "Asia/Ho_Chi_Minh",
}


def place_values(place: PlaceLine, language: str) -> dict[str, Any]:
    """Return what a list prints of a place."""
    return {
        "slug": place.slug,
        "url": reverse("place", args=[place.slug]),
        "name": place.name.value,
        "lang": tag_unless(place.name, language),
        "original": place.original.value if place.original else "",
        "original_lang": place.original.tag if place.original else "",
        "kind": str(Place.Kind(place.kind).label),
        "where": where(place, language),
        "heritage": [heritage_words(step, place, language) for step in place.heritage],
        # That a city stands where it stands needs nobody's word; what is said of a sight does.
        "unconfirmed": not place.confirmed and place.kind != Place.Kind.DESTINATION,
        "source": source_values(place.source, language),
        "crossing": crossing_values(place.crossing, place.country, language) if place.crossing else None,
    }


def where(place: PlaceLine, language: str) -> str:
    """Return city and country, or both sides of a crossing."""
    country = country_name(place.country, language)
    if place.crossing and place.crossing.other:
        return f"{country} – {country_name(place.crossing.other, language)}"
    return f"{place.city}, {country}" if place.city and place.city != place.name.value else country


def heritage_words(step: Mapping[str, Any], place: PlaceLine, language: str) -> dict[str, Any]:
    """Return what is printed of one kind of heritage."""
    source = place.sources.get(step["source"])
    return {
        "name": word(HERITAGE, step["kind"]),
        "year": str(step["year"]) if step.get("year") else "",
        "source": source_values(source, language) if source else None,
    }


def season_words(step: Mapping[str, Any], language: str) -> str:
    """Return a season as words: what it is, and its months."""
    names = get_month_names("wide", context="format", locale=locale_of(language))
    return f"{word(SEASONS, step['kind'])}: {', '.join(str(names[month]) for month in step['months'])}"


def crossing_values(crossing: CrossingLine, country: str, language: str) -> dict[str, Any]:
    """Return what is printed of a crossing: way, both clocks, who may cross, documents."""
    return {
        "way": str(BorderCrossing.Kind(crossing.kind).label),
        "hours": hours(crossing, country, language),
        "nationals": show_list((country_name(code, language) for code in crossing.nationals), language),
        "documents": show_list((word(DOCUMENTS, key) for key in crossing.documents), language),
        "group_max": crossing.group_max,
    }


def hours(crossing: CrossingLine, country: str, language: str) -> list[str]:
    """Return opening hours by the clock of the crossing, and by that of the far side where it differs.

    Each stands with the side of the border whose clock it is, with both where they read the same:
    zones are called after a city, which may be far from there.
    """
    if crossing.opens is None or crossing.closes is None:
        return []
    own = _span(crossing, crossing.time_zone, language)
    shown: dict[str, list[str]] = {own: []}
    for code in (country, crossing.other):
        if code in CLOCKS:
            span = _span(crossing, CLOCKS[code], language)
            shown.setdefault(span, []).append(country_name(code, language))
    shown[own] = shown[own] or [country_name(country, language)]
    locale = locale_of(language)
    return [f"{span} ({format_list(names, locale=locale)})" for span, names in shown.items()]


def _span(crossing: CrossingLine, zone: str, language: str) -> str:
    ends = (crossing.opens, crossing.closes)
    return "–".join(_clock(end, crossing.time_zone, zone, language) for end in ends if end is not None)


def _clock(moment: time, kept_in: str, shown_in: str, language: str) -> str:
    today = timezone.now().astimezone(UTC).date()
    there = datetime.combine(today, moment, ZoneInfo(kept_in)).astimezone(ZoneInfo(shown_in))
    return format_time(there.time(), "short", locale=locale_of(language))


def day_words(day: date, language: str) -> str:
    """Return a day as a reader writes it."""
    return format_date(day, "medium", locale=locale_of(language))


def route_values(route: RouteLine, language: str) -> dict[str, Any]:
    """Return what a list prints of a route; ``ended`` where its last day has passed."""
    return {
        "slug": route.slug,
        "name": route.name.value,
        "lang": tag_unless(route.name, language),
        "about": route.about,
        "mode": str(Route.Mode(route.mode).label),
        "days": route.days,
        "group_max": route.group_max,
        "since": day_words(route.valid_from, language) if route.valid_from else "",
        "until": day_words(route.valid_until, language) if route.valid_until else "",
        "ended": bool(route.valid_until and route.valid_until < timezone.now().date()),
        "unconfirmed": not route.confirmed,
        "source": source_values(route.source, language),
        "stops": [stop_values(stop, language) for stop in route.stops],
        "check_url": f"{reverse('entry-rules')}?route={route.slug}",
    }


def stop_values(stop: Stop, language: str) -> dict[str, Any]:
    """Return what is printed of a place on a route."""
    return {
        "url": reverse("place", args=[stop.slug]),
        "name": stop.name.value,
        "lang": tag_unless(stop.name, language),
        "crossing": stop.kind == Place.Kind.CROSSING,
    }


def crumbs(language: str, *more: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the way from the home page to one below journeys; the last step has no address."""
    return [
        {"text": _("Home"), "url": f"/{language}/"},
        {"text": _("Journeys"), "url": reverse("journeys") if more else ""},
        *more,
    ]


def text_values(text: LocalText, language: str) -> dict[str, str]:
    """Return a text with the tag of its language where that is not the page's."""
    return {"text": text.value, "lang": tag_unless(text, language)}


def by_country(places: Sequence[PlaceLine], language: str) -> list[dict[str, Any]]:
    """Return places gathered by country, in their order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for place in places:
        found.setdefault(place.country, []).append(place_values(place, language))
    return [
        {"code": code, "name": country_name(code, language), "places": ones} for code, ones in found.items()
    ]
