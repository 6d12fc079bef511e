"""Renders filled slots."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from catalog.seams.slots import FilledSlot

register = template.Library()


@register.simple_tag(takes_context=True)
def slots(context: template.Context, filled: Mapping[Any, Sequence[FilledSlot]], key: object) -> SafeString:
    """Render what `slots.fill` found for one object: ``{% slots filled product.id %}``."""
    return slot_list(context, filled.get(key, ()))


@register.simple_tag(takes_context=True)
def slot_list(context: template.Context, filled: Sequence[FilledSlot] | None) -> SafeString:
    """Render the filled slots of one object in their order: ``{% slot_list card.slots %}``.

    Each template sees its own values; of the page only the request, for tags that ask it what the
    reader prefers. Context processors do not run again for every slot of every card.
    """
    if not filled or context.template is None:
        return SafeString("")
    engine = context.template.engine
    parts = (engine.get_template(slot.template).render(context.new(dict(slot.values))) for slot in filled)
    # Every part was escaped by its own template.
    return mark_safe("".join(parts))  # noqa: S308
