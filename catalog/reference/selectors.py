"""Reads. Lists come in the order they are shown: the portal's twelve first, then by name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anyascii import anyascii
from django.db.models import QuerySet
from django.utils import timezone

from catalog.reference.cldr import country_name, currency_name
from catalog.reference.currencies import currency_table
from catalog.reference.hs import parent_of
from catalog.reference.models import City, Country, ExchangeRate, HSHeading, RateSnapshot
from catalog.reference.money import Money
from catalog.reference.rates import Converted, Rate, RateTable


@dataclass(frozen=True, slots=True)
class Choice:
    """A code and what the reader calls it."""

    code: str
    name: str


def portal_countries() -> QuerySet[Country]:
    """Return China and the eleven members of ASEAN, in the portal's order."""
    return Country.objects.filter(rank__isnull=False)


def asean_members() -> QuerySet[Country]:
    """Return the eleven members of ASEAN."""
    return Country.objects.filter(asean_since__isnull=False)


def country_choices(language: str) -> list[Choice]:
    """Return every country and region named in the language: the portal's twelve, then the rest by name."""
    rows = Country.objects.values_list("code", "rank")
    named = [(rank, Choice(code, country_name(code, language))) for code, rank in rows]
    # Romanised, so that Chinese sorts by pinyin and accents do not send a name to the end.
    named.sort(key=lambda row: (row[0] is None, row[0] or 0, anyascii(row[1].name).casefold()))
    return [choice for _, choice in named]


def portal_country_choices(language: str) -> list[Choice]:
    """Return the portal's twelve countries named in the language, in its order."""
    codes = portal_countries().values_list("code", flat=True)
    return [Choice(code, country_name(code, language)) for code in codes]


def currency_choices(language: str) -> list[Choice]:
    """Return every currency named in the language, the region's first. Reads no database."""
    return [Choice(code, currency_name(code, language)) for code in currency_table()]


def cities_of(*, country: str = "", region: str = "") -> QuerySet[City]:
    """Return cities, narrowed to a country (ISO alpha-2) or a region (``guangxi``)."""
    cities = City.objects.all()
    if country:
        cities = cities.filter(country=country)
    if region:
        cities = cities.filter(region=region)
    return cities


def ports() -> list[City]:
    """Return the places goods reach by sea or river."""
    return [city for city in City.objects.all() if {"sea", "river"} & set(city.gateways)]


def city_name(city: City, language: str) -> str:
    """Return what the city is called in the language, else its English name."""
    return str(city.names.get(language) or city.names["en"])


def city_names(slugs: set[str], language: str) -> dict[str, str]:
    """Return the names of several cities by slug, in one query; unknown slugs are left out."""
    rows = City.objects.filter(pk__in=slugs)
    return {city.slug: city_name(city, language) for city in rows}


def hs_path(code: str) -> list[HSHeading]:
    """Return chapter, heading and subheading of a bare HS code; empty when it does not exist."""
    wanted: list[str] = []
    step: str | None = code
    while step:
        wanted.append(step)
        step = parent_of(step)
    found = list(HSHeading.objects.filter(code__in=wanted).order_by("level"))
    return found if found and found[-1].code == code else []


def hs_exists(code: str) -> bool:
    """Say whether the bare digits are a code of HS 2022."""
    return HSHeading.objects.filter(code=code).exists()


def hs_children(code: str = "") -> QuerySet[HSHeading]:
    """Return what a chapter or heading holds; the chapters themselves for no code."""
    return HSHeading.objects.filter(parent=code) if code else HSHeading.objects.filter(level=2)


def rate_table(at: datetime | None = None) -> RateTable | None:
    """Return the rates in force at a moment (UTC; now by default) in one query, or None where there are none.

    The newest snapshot that is not of the future holds, whole: rates of two snapshots are never
    mixed. Rates of the demonstration hold only while the operator has imported none.
    """
    return _table(_newest(at).values("id")[:1])


def newest_rates(at: datetime | None = None) -> int | None:
    """Return the id of the snapshot whose rates are in force at a moment (UTC; now by default), if any."""
    return _newest(at).values_list("id", flat=True).first()


def rates_of(snapshot: int) -> RateTable | None:
    """Return the rates of one snapshot in one query, or None where there are none."""
    return _table([snapshot])


def _newest(at: datetime | None) -> QuerySet[RateSnapshot]:
    return RateSnapshot.objects.filter(as_of__lte=at or timezone.now()).order_by(
        "demonstration", "-as_of", "-id"
    )


def _table(wanted: Any) -> RateTable | None:
    rates = list(ExchangeRate.objects.filter(snapshot__in=wanted).select_related("snapshot__source"))
    if not rates:
        return None
    snapshot = rates[0].snapshot
    return RateTable(
        pairs={(rate.base_id, rate.quote_id): rate.rate for rate in rates},
        as_of=snapshot.as_of,
        source=snapshot.source.title,
        demonstration=snapshot.demonstration,
    )


def current_rate(base: str, quote: str, at: datetime | None = None) -> Rate | None:
    """Return the rate in force, given or derived, or None. For more than one, take ``rate_table`` once."""
    table = rate_table(at)
    return table.rate(base, quote) if table else None


def convert_for_display(money: Money, currency: str) -> Converted | None:
    """Return about what the amount is worth, or None: then the seller's price stands alone."""
    table = rate_table()
    return table.convert(money, currency) if table else None
