"""The portal as something to install: its manifest, and what the service worker is told.

The manifest follows the W3C's Web Application Manifest; its icons are drawn from ``static/mark.svg``.
"""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import gettext as _

from catalog.reference.languages import html_tag
from portal.middleware.page_cache import PRIVATE

WORKER = Path(__file__).parent / "static" / "discovery" / "service-worker.js"
SHELL = ("site.css", "js/frame.js", "files/pictures.js", "mark.svg")
DEEP = "#073935"  # the ground of the masthead, as the tokens have it


def manifest(*, language: str, name: str) -> dict[str, Any]:
    """Return the manifest of the portal in one language."""
    icon = {"type": "image/png", "purpose": "any maskable"}
    sizes = [(size, static(f"discovery/icon-{size}.png")) for size in (192, 512)]
    return {
        "id": f"/{language}/",
        "name": name,
        "short_name": name,
        "lang": html_tag(language),
        "dir": "ltr",
        "start_url": f"/{language}/",
        "scope": "/",
        "display": "standalone",
        "background_color": DEEP,
        "theme_color": DEEP,
        "icons": [
            {"src": static("mark.svg"), "sizes": "any", "type": "image/svg+xml"},
            *({**icon, "src": address, "sizes": f"{size}x{size}"} for size, address in sizes),
        ],
    }


def service_worker() -> str:
    """Return the worker with what it is told: languages with their words, what is private, the shell."""
    told = {
        "languages": [_words(code) for code, _name in settings.LANGUAGES],
        "private": sorted(PRIVATE | {"offline"}),
        "shell": [static(name) for name in SHELL],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    return f"const SETTINGS = {text};\n{WORKER.read_text(encoding='utf-8')}"


def _words(language: str) -> dict[str, str]:
    with translation.override(language):
        stored = _("No connection. This page was stored %(when)s.") % {"when": "{when}"}
    return {"code": language, "tag": html_tag(language), "stored": stored}
