"""When a meeting begins, in the plain text of notices."""

from datetime import datetime

from django import template
from django.utils.translation import get_language

from catalog.reference.cldr import zone_place
from catalog.reference.display import show_clocks
from expo.meetings.models import PlaceKind

register = template.Library()


@register.simple_tag
def meeting_time(begins: str, mine: str, theirs: str) -> str:
    """Return a moment (ISO 8601) by the reader's clock and, where it shows another time, the other side's."""
    language = get_language() or "en"
    return show_clocks(
        datetime.fromisoformat(begins),
        reader=mine,
        other=theirs,
        place=zone_place(theirs, language),
        language=language,
    )


@register.simple_tag
def meeting_place(kind: str, place: str) -> str:
    """Return where the parties meet; empty while nobody has said."""
    return f"{PlaceKind(kind).label}: {place}" if kind else ""
