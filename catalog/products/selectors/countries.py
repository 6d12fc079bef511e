"""Reads: a country of the portal with its facts, and what it offers here. A fixed number of queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from catalog.merchants import selectors as merchants
from catalog.products.selectors.cards import ProductCard, cards, shown
from catalog.products.selectors.register import Indication, SourceLine, entries, in_order, source_lines
from catalog.reference.models import City, Country
from catalog.reference.selectors import cities_of, city_name, portal_countries

MOST_GOODS = 8
MOST_SELLERS = 6
# Which source each fact of a country is checked against; membership is the source of the country's own row.
CAPITAL, CURRENCY, ZONES, LANGUAGES = "iso-3166", "iso-3166", "tz-database", "cldr"


@dataclass(frozen=True)
class CityLine:
    """A city: what it is called, and how many goods shown here come from it."""

    slug: str
    name: str
    goods: int


@dataclass(frozen=True)
class CountryPage:
    """A country as its own page shows it. ``sources`` holds those its facts name, by slug."""

    code: str
    capital: str
    currency: str
    time_zones: Sequence[str]
    languages: Sequence[str]
    asean_since: int | None
    member_source: str
    sources: Mapping[str, SourceLine]
    goods: Sequence[ProductCard]
    goods_count: int
    sellers: Sequence[merchants.StorefrontCard]
    sellers_count: int
    indications: Sequence[Indication]
    cities: Sequence[CityLine]


def country_page(*, code: str, language: str) -> CountryPage | None:
    """Return China or a member of ASEAN by its ISO 3166-1 alpha-2 code, or None for any other."""
    country = portal_countries().filter(pk=code).first()
    if country is None:
        return None
    goods = shown().filter(country=country)
    sellers = merchants.shown().filter(organization__country=country)
    cities = list(cities_of(country=code))
    return CountryPage(
        code=code,
        capital=next((city_name(city, language) for city in cities if city.kind == City.Kind.CAPITAL), ""),
        currency=country.currency_id or "",
        time_zones=country.time_zones,
        languages=country.languages,
        asean_since=country.asean_since,
        member_source=country.source_id,
        sources=source_lines({CAPITAL, CURRENCY, ZONES, LANGUAGES, country.source_id}),
        goods=cards(goods.order_by("-published_at", "-pk")[:MOST_GOODS], language=language),
        goods_count=goods.count(),
        sellers=merchants.cards(sellers.order_by("-published_at", "-pk")[:MOST_SELLERS], language=language),
        sellers_count=sellers.count(),
        indications=entries(in_order().filter(country=country), language=language),
        cities=_cities(cities, country, language),
    )


def _cities(cities: Sequence[City], country: Country, language: str) -> list[CityLine]:
    counted = shown().filter(country=country, city__isnull=False).order_by()
    counts = dict(counted.values_list("city_id").annotate(count=Count("pk")))
    return [CityLine(city.slug, city_name(city, language), counts.get(city.slug, 0)) for city in cities]
