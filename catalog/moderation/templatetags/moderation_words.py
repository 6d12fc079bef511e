"""Kinds of thing in the words of the page or mail they stand in."""

from django import template

from catalog.moderation.kinds import kind_words

register = template.Library()


@register.filter
def thing_kind(name: str) -> str:
    """Return what a kind of thing is called in the active language."""
    return kind_words(name)
