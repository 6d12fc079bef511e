"""Codes as readers know them: {{ "TH"|country_name }}, {{ "090240"|hs_code }}."""

from django import template
from django.utils.translation import get_language

from catalog.reference import cldr, hs, units

register = template.Library()


@register.filter
def country_name(code: str) -> str:
    """Name a country or region by its ISO 3166 code."""
    return cldr.country_name(code, get_language() or "en")


@register.filter
def currency_name(code: str) -> str:
    """Name a currency by its ISO 4217 code."""
    return cldr.currency_name(code, get_language() or "en")


@register.filter
def language_name(tag: str) -> str:
    """Name a language by its BCP 47 tag."""
    return cldr.language_name(tag, get_language() or "en")


@register.filter
def unit_name(code: str) -> str:
    """Name a unit as it stands after "per"."""
    return units.unit_name(code, get_language() or "en")


@register.filter
def hs_code(code: str) -> str:
    """Print an HS code with its point."""
    return hs.show_hs(code)
