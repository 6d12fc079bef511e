"""A country in the words of a reader: what its template prints."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_time
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.merchants.presenting import store_lines
from catalog.products import presenting
from catalog.products.presenting import Reader
from catalog.products.register_page import entry_values, source_values
from catalog.products.selectors import countries
from catalog.products.selectors.countries import CountryPage
from catalog.reference.cldr import country_name, currency_name, language_name, locale_of, zone_place
from catalog.reference.display import show_list, show_number
from catalog.reference.languages import codes, html_tag
from catalog.seams import slots


def clock(zone: str, language: str, now: datetime) -> dict[str, str]:
    """Return what a clock in a zone shows at a moment: place, time, distance from UTC."""
    there = now.astimezone(ZoneInfo(zone))
    distance = there.utcoffset() or timedelta()
    hours, minutes = divmod(abs(int(distance.total_seconds())) // 60, 60)
    sign = "-" if distance < timedelta() else "+"
    return {
        "place": zone_place(zone, language),
        "time": format_time(there, "short", locale=locale_of(language)),
        "moment": there.isoformat(timespec="minutes"),
        "distance": f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else ""),
    }


def _facts(page: CountryPage, clocks: list[dict[str, str]], language: str) -> list[dict[str, Any]]:
    """Return the facts of a country, each with its source; a fact without a source is not shown."""
    rows = [
        (_("Capital"), page.capital, countries.CAPITAL),
        (_("Currency"), f"{page.currency} · {currency_name(page.currency, language)}", countries.CURRENCY),
        (
            _("Languages"),
            show_list((language_name(code, language) for code in page.languages), language),
            countries.LANGUAGES,
        ),
        (
            _("Time zones"),
            ", ".join(f"{one['place']} ({one['distance']})" for one in clocks),
            countries.ZONES,
        ),
        (_("Member of ASEAN since"), str(page.asean_since or ""), page.member_source),
    ]
    return [
        {"label": label, "value": value, "source": source_values(page.sources[source], language)}
        for label, value, source in rows
        if value and source in page.sources
    ]


def _own_name(page: CountryPage, language: str) -> dict[str, str]:
    """Return what the country calls itself, where the reader sees another name."""
    own = next((code for code in page.languages if code in codes()), "")
    name = country_name(page.code, own) if own else ""
    if not name or name == country_name(page.code, language):
        return {"text": "", "lang": ""}
    return {"text": name, "lang": html_tag(own)}


def country_values(page: CountryPage, reader: Reader) -> dict[str, Any]:
    """Return everything the country's template prints."""
    language, code = reader.language, page.code
    now = timezone.now()
    clocks = [clock(zone, language, now) for zone in page.time_zones]
    name = country_name(code, language)
    query = f"?{urlencode({'country': code})}"
    return {
        "code": code,
        "name": name,
        "own": _own_name(page, language),
        "facts": _facts(page, clocks, language),
        "clocks": clocks,
        "goods": presenting.card_list(list(page.goods), reader),
        "goods_url": reverse("goods") + query,
        "goods_count": ngettext("%(count)s product", "%(count)s products", page.goods_count)
        % {"count": show_number(page.goods_count, language)},
        "sellers": store_lines(list(page.sellers), reader.preferences),
        "sellers_url": reverse("storefronts") + query,
        "sellers_count": ngettext("%(count)s storefront", "%(count)s storefronts", page.sellers_count)
        % {"count": show_number(page.sellers_count, language)},
        "indications": [entry_values(entry, language) for entry in page.indications],
        "cities": [
            {
                "text": city.name,
                "count": city.goods,
                "url": f"{reverse('goods')}?{urlencode({'city': city.slug})}" if city.goods else "",
            }
            for city in page.cities
        ],
        "sections": slots.fill(place="country.sections", ids=[code], preferences=reader.preferences)[code],
        "crumbs": [{"text": _("Home"), "url": f"/{language}/"}, {"text": name, "url": ""}],
    }
