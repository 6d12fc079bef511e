"""What a session is called and when it begins, in the plain text of notices."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from django import template
from django.utils.translation import get_language

from catalog.reference.display import show_moment
from catalog.reference.languages import pick
from expo.fair.clocks import fair_place

register = template.Library()


@register.simple_tag
def session_time(begins: str, zone: str, place: Mapping[str, str] | Literal[""] = "") -> str:
    """Return a moment (ISO 8601) by the clock of the fair's place, which is named.

    ``place`` is what its city is called by language; notices of earlier have none.
    """
    language = get_language() or "en"
    moment = show_moment(datetime.fromisoformat(begins), zone, language)
    return f"{moment} {fair_place(place or None, zone, language)}"


@register.filter
def session_words(texts: Mapping[str, str] | str, source: str = "") -> str:
    """Return a text kept by language as the active language's reader gets it.

    ``source`` is the language it was written in. Notices of earlier hold one text, which stays as it is.
    """
    return texts if isinstance(texts, str) else pick(texts, get_language() or "en", source)[0]
