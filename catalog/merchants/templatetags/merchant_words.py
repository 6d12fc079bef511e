"""Roles, kinds, days and reasons in the words of the page or mail they stand in."""

from collections.abc import Iterable, Mapping
from datetime import date

from babel.dates import format_date
from django import template
from django.utils.translation import get_language

from catalog.merchants.evidence import kind_name
from catalog.merchants.models import Membership
from catalog.reference.cldr import locale_of
from catalog.reference.languages import pick

register = template.Library()


@register.filter
def role_words(roles: Iterable[str]) -> str:
    """Return what roles are called in the active language, with commas between; unknown ones are left out."""
    labels = dict(Membership.Role.choices)
    return ", ".join(str(labels[role]) for role in roles if role in labels)


@register.filter
def evidence_kind(key: str) -> str:
    """Return what a kind of evidence is called in the active language."""
    return kind_name(key)


@register.filter
def day_words(day: date | str | None) -> str:
    """Return a day, or one written as year-month-day, as the active language writes it."""
    if not day:
        return ""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return str(format_date(found, "medium", locale=locale_of(get_language() or "en")))


@register.filter
def in_words(texts: Mapping[str, str]) -> str:
    """Return a text kept by language as the active language's reader gets it."""
    return pick(texts, get_language() or "en")[0]
