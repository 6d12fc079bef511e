"""Renders filled slots."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from catalog.seams.slots import FilledSlot

register = template.Library()


@register.simple_tag(takes_context=True)
def slots(context: template.Context, filled: Mapping[Any, Sequence[FilledSlot]], key: object) -> SafeString:
    """Render what `slots.fill` found for one object: ``{% slots filled product.id %}``.

    Each template sees its own values and the request, nothing else of the page.
    """
    request = context.get("request")
    parts = (
        render_to_string(slot.template, dict(slot.values), request=request) for slot in filled.get(key, ())
    )
    # Every part was escaped by its own template.
    return mark_safe("".join(parts))  # noqa: S308
