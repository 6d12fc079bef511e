"""Rules of the reference data that can be checked when Django starts, without the database."""

from collections.abc import Iterable
from typing import Any

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from catalog.reference.currencies import currency_table
from catalog.reference.slugs import RESERVED


@register()
def languages_have_names(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """Every language of the portal needs CLDR data, or prices and country names silently turn English."""
    for code, _ in settings.LANGUAGES:
        try:
            Locale.parse(code, sep="-")
        except (UnknownLocaleError, ValueError):
            yield Error(
                f"CLDR has no data for the language {code!r}.",
                hint="Take a language tag Babel knows, or remove the language from LANGUAGES.",
                id="reference.E001",
            )


@register()
def languages_are_reserved(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """A language is the first segment of an address, so no slug may be called like one."""
    for code, _ in settings.LANGUAGES:
        if code not in RESERVED:
            yield Error(
                f"The language {code!r} could be taken as a slug.",
                hint="Add it to RESERVED in catalog/reference/slugs.py.",
                id="reference.E002",
            )


@register()
def currencies_are_plausible(app_configs: Any, **kwargs: Any) -> Iterable[CheckMessage]:
    """An exponent outside 0 to 4 is a slip in the data that would multiply every price."""
    for facts in currency_table().values():
        if not (0 <= facts.exponent <= 4 and 0 <= facts.gateway_exponent <= 4 and len(facts.code) == 3):
            yield Error(
                f"The currency {facts.code!r} has impossible decimals.",
                hint="Correct data/currencies.csv.",
                id="reference.E003",
            )
