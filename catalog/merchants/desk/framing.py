"""A draft as readers would see it, in a frame: in which language and at which width."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from catalog.reference.languages import codes
from catalog.seams import preferences

WIDTHS = (360, 768, 1280)  # pixels


def framed(request: HttpRequest, path: str) -> dict[str, Any]:
    """Return what a page needs to frame the draft at `path`; `language` and `width` stand in its address."""
    language, width = request.GET.get("language", ""), request.GET.get("width", "")
    language = language if language in codes() else preferences.of(request).language
    chosen = next((one for one in WIDTHS if str(one) == width), WIDTHS[0])
    return {
        "source": f"/{language}/{path.split('/', 2)[2]}",
        "width": chosen,
        "widths": [
            {"text": f"{one} px", "url": f"?language={language}&width={one}", "current": one == chosen}
            for one in WIDTHS
        ],
        "in_languages": [
            {"text": name, "url": f"?language={code}&width={chosen}", "current": code == language}
            for code, name in settings.LANGUAGES
        ],
    }
