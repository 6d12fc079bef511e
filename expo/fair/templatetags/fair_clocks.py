"""When a session begins, in the plain text of notices."""

from datetime import datetime

from django import template
from django.utils.translation import get_language

from catalog.reference.cldr import zone_place
from catalog.reference.display import show_moment

register = template.Library()


@register.simple_tag
def session_time(begins: str, zone: str) -> str:
    """Return a moment (ISO 8601) by the clock of the fair's place, which is named."""
    language = get_language() or "en"
    return f"{show_moment(datetime.fromisoformat(begins), zone, language)} {zone_place(zone, language)}"
