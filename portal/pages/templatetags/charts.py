"""``{% chart drawing prefix="b3" %}``: a chart as SVG."""

from django import template
from django.utils.safestring import SafeString

from catalog.reference.chart import Chart, draw

register = template.Library()


@register.simple_tag
def chart(drawing: Chart, prefix: str) -> SafeString:
    """Write the chart; ``prefix`` keeps the ids of two charts on a page apart."""
    return draw(drawing, prefix=prefix)
