"""Roles in the words of the page or mail they stand in."""

from collections.abc import Iterable

from django import template

from catalog.merchants.models import Membership

register = template.Library()


@register.filter
def role_words(roles: Iterable[str]) -> str:
    """Return what roles are called in the active language, with commas between; unknown ones are left out."""
    labels = dict(Membership.Role.choices)
    return ", ".join(str(labels[role]) for role in roles if role in labels)
