"""Draws a component once for values that stay the same from page to page."""

from collections.abc import Hashable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from catalog.seams import preferences

register = template.Library()


class Drawn(dict[str, Any]):
    """Values of a component, and what was drawn from them: it goes when they go (`catalog.seams.kept_reads`).

    Nobody alters them. They say the same to everybody with the same preferences.
    """

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__(values)
        self.drawn: dict[Hashable, SafeString] = {}


@register.simple_tag(takes_context=True)
def draw(context: template.Context, name: str, values: Any, **beside: Hashable) -> SafeString:
    """Render a component with ``card=values`` and what stands beside it: ``{% draw "x.html" card %}``.

    Of the page it sees the request alone, and that only for what the reader prefers.
    """
    assert context.template is not None
    component = context.template.engine.get_template(name)
    if not isinstance(values, Drawn):
        return component.render(context.new({"card": values, **beside}))
    request: Any = getattr(context, "request", None)  # survives {% include … only %}
    key = (name, preferences.of(request), *beside.items())
    if key not in values.drawn:
        values.drawn[key] = component.render(context.new({"card": values, **beside}))
    return values.drawn[key]
