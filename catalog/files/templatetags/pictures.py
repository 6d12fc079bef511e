"""Pictures on pages: ``{% picture manifest alt="…" %}``."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import loader
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from catalog.files.manifest import Manifest
from catalog.reference.languages import html_tag, pick
from catalog.seams import preferences

register = template.Library()
# How much of the window a picture takes where the page does not say: a tile among two or four.
TILE = "(min-width: 60rem) 25vw, 50vw"
BADGE = ("text", "tone", "icon", "lang")


@register.simple_tag(takes_context=True)
def picture(
    context: template.Context,
    manifest: Mapping[str, Any] | Manifest | None,
    alt: str | Mapping[str, str] | None = "",
    sizes: str | None = "",
    badge: Mapping[str, Any] | None = None,
    *,
    eager: bool = False,
) -> SafeString:
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
    return _drawn(
        manifest=found,
        alt=conditional_escape(text),
        alt_tag=html_tag(text_language) if text and text_language != language else "",
        sizes=conditional_escape(sizes or TILE),
        badge=tuple(conditional_escape(badge.get(name) or "") for name in BADGE) if badge else None,
        eager=bool(eager),
        deferred=low_data and found is not None,
        language=language,
    )


@lru_cache(maxsize=2000)
def _drawn(
    *,
    manifest: Manifest | None,
    alt: SafeString,
    alt_tag: str,
    sizes: SafeString,
    badge: tuple[SafeString, ...] | None,
    eager: bool,
    deferred: bool,
    language: str,  # of the few words in the template
) -> SafeString:
    """Print a frame, once for all pages that show it so.

    Texts come escaped: one that is safe as it is and one that is not are equal until then.
    """
    found = manifest
    drawn = loader.get_template("files/picture.html").render(
        {
            "manifest": found,
            "card_jpeg": found.jpeg[found.webp.index(found.card)] if found else None,
            "srcset": ", ".join(f"{size.url} {size.width}w" for size in found.webp) if found else "",
            "kilobytes": max(1, round(found.bytes / 1000)) if found else 0,
            "deferred": deferred,
            "alt": alt,
            "alt_tag": alt_tag,
            "sizes": sizes,
            "badge": dict(zip(BADGE, badge, strict=True)) if badge else None,
            "eager": eager,
        }
    )
    return SafeString(drawn)
