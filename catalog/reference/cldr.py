"""Names of countries, currencies and languages in the reader's language, from CLDR through Babel."""

from functools import cache
from zoneinfo import available_timezones

from babel import Locale, UnknownLocaleError
from babel.core import get_global

# Members are called by the name they use in ASEAN; CLDR adds the former name in brackets.
WITHOUT_FORMER_NAME = {"MM"}


@cache
def locale_of(language: str) -> Locale:
    """Return the CLDR locale of a BCP 47 tag such as ``zh-hans``; English where CLDR knows none."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def country_name(code: str, language: str) -> str:
    """Return the name of the country or region with this ISO 3166-1 alpha-2 code, or the code itself."""
    name = str(locale_of(language).territories.get(code, code))
    return name.partition(" (")[0] if code in WITHOUT_FORMER_NAME else name


def currency_name(code: str, language: str) -> str:
    """Return the name of the currency with this ISO 4217 code, or the code itself."""
    return str(locale_of(language).currencies.get(code, code))


def language_name(tag: str, language: str) -> str:
    """Return what the language with this BCP 47 tag is called in ``language``, or the tag itself."""
    names = locale_of(language).languages
    main, _, script = tag.partition("-")
    return str(names.get(f"{main}_{script.title()}" if script else main) or names.get(main, tag))


def zone_place(zone: str, language: str) -> str:
    """Return the name of the place an IANA time zone is called after."""
    named = locale_of(language).time_zones
    places = (named.get(one, {}).get("city") for one in (zone, *_former_names().get(zone, ())))
    return str(next(filter(None, places), "") or zone.rpartition("/")[2].replace("_", " "))


@cache
def place_zones() -> tuple[str, ...]:
    """Return the IANA time zones that are called after a place, each under its present name alone."""
    present = get_global("zone_territories").keys() - get_global("zone_aliases").keys()
    known = sorted(present & available_timezones())
    return tuple(zone for zone in known if "/" in zone and not zone.startswith("Etc/"))


@cache
def _former_names() -> dict[str, list[str]]:
    """Return what zones were called before, by their present names: CLDR may know their places by those."""
    found: dict[str, list[str]] = {}
    for former, present in sorted(get_global("zone_aliases").items()):
        found.setdefault(present, []).append(former)
    return found
