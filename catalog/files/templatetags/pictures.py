"""Pictures on pages: ``{% picture manifest alt="…" %}``."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from catalog.files.manifest import Manifest
from catalog.reference.languages import html_tag, pick
from catalog.seams import preferences

register = template.Library()
# How much of the window a picture takes where the page does not say: a tile among two or four.
TILE = "(min-width: 60rem) 25vw, 50vw"


@register.inclusion_tag("files/picture.html", takes_context=True)
def picture(
    context: template.Context,
    manifest: Mapping[str, Any] | Manifest | None,
    alt: str | Mapping[str, str] | None = "",
    sizes: str | None = "",
    badge: Mapping[str, Any] | None = None,
    *,
    eager: bool = False,
) -> dict[str, Any]:
    """Show a picture in its frame, from its manifest alone: nothing is asked for and nothing is made.

    ``alt`` is a text, a picture's texts by language, or empty where the name stands beside it. ``sizes``
    is the HTML attribute; ``eager`` is for the one picture of the first view; ``badge`` has ``text``,
    ``tone`` and ``icon``. A picture that is missing leaves its frame, so that nothing moves. Readers who
    save data get the frame with its name and weight: the link opens the file, and where scripts run
    ``files/pictures.js`` puts the picture into the frame instead.
    """
    language = get_language() or settings.LANGUAGE_CODE
    text, text_language = pick(alt, language) if isinstance(alt, Mapping) else (alt or "", language)
    found = Manifest.read(manifest)
    request = getattr(context, "request", None) or context.get("request")
    low_data = isinstance(request, HttpRequest) and preferences.of(request).low_data
    return {
        "manifest": found,
        "card_jpeg": found.jpeg[found.webp.index(found.card)] if found else None,
        "srcset": ", ".join(f"{size.url} {size.width}w" for size in found.webp) if found else "",
        "kilobytes": max(1, round(found.bytes / 1000)) if found else 0,
        "deferred": low_data and found is not None,
        "alt": text,
        "alt_tag": html_tag(text_language) if text and text_language != language else "",
        "sizes": sizes or TILE,
        "badge": badge,
        "eager": eager,
    }
