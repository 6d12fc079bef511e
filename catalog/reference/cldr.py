"""Names of countries, currencies and languages in the reader's language, from CLDR through Babel."""

from functools import cache

from babel import Locale, UnknownLocaleError

# Members are called by the name they use in ASEAN; CLDR adds the former name in brackets.
WITHOUT_FORMER_NAME = {"MM"}
# CLDR keeps the names of these places under the zones' former names.
FORMER_ZONES = {"Asia/Ho_Chi_Minh": "Asia/Saigon", "Asia/Yangon": "Asia/Rangoon"}


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
    named = locale_of(language).time_zones.get(FORMER_ZONES.get(zone, zone), {})
    return str(named.get("city") or zone.rpartition("/")[2].replace("_", " "))
