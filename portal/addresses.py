"""How an address names its language, and which language a visitor wants where it names none.

The language is the first path segment. Nothing here asks Django which catalogues are compiled:
an address must mean the same while catalogues are missing.
"""

import re

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation.trans_real import parse_accept_lang_header

from portal.languages import ALIASES

CODES = tuple(code for code, _name in settings.LANGUAGES)
# A language tag with at most a script and a region: en, zh-Hans, th-TH. Not "goods", not "robots.txt".
LANGUAGE_TAG = re.compile(r"^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$", re.IGNORECASE)
# Addresses of machines and editors, which stand outside the languages.
OUTSIDE = frozenset({"api", "editors", "health", "media", "static", "style", "webhooks"})


def known_language(tag: str) -> str | None:
    """Return the portal's code for a language tag as people and browsers write it, or None.

    Aliases are followed (tl is fil, in is id); script and region are dropped where only the
    language itself is known (th-TH is th).
    """
    wanted = tag.lower().replace("_", "-")
    if not LANGUAGE_TAG.match(wanted):
        return None
    for candidate in (wanted, wanted.partition("-")[0]):
        code = ALIASES.get(candidate, candidate)
        if code in CODES:
            return code
    return None


def first_segment(path: str) -> str:
    """Return what stands between the first two slashes of a path."""
    return path.removeprefix("/").partition("/")[0]


def language_in(path: str) -> str | None:
    """Return the language code a path begins with, exactly as the portal writes it, or None."""
    segment = first_segment(path)
    return segment if segment in CODES else None


def names_a_language(path: str) -> bool:
    """Tell whether the first segment reads as a language tag, known to the portal or not."""
    segment = first_segment(path)
    return segment not in OUTSIDE and bool(LANGUAGE_TAG.match(segment))


def in_language(path: str, code: str) -> str:
    """Return the same address in another language, its query too.

    A path outside the languages leads to that language's home page.
    """
    path, mark, query = path.partition("?")
    if mark:
        return f"{in_language(path, code)}?{query}"
    segment = first_segment(path)
    if names_a_language(path):
        return f"/{code}/{path.removeprefix('/').removeprefix(segment).removeprefix('/')}"
    return f"/{code}/" if segment in OUTSIDE or not segment else f"/{code}{path}"


def preferred_language(request: HttpRequest) -> str:
    """Return the language of the cookie, else of the browser, else English."""
    chosen = known_language(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
    if chosen:
        return chosen
    for tag, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        code = known_language(tag)
        if code:
            return code
    return settings.LANGUAGE_CODE


def language_of(request: HttpRequest) -> str:
    """Return the language a page at this address is written in."""
    return language_in(request.path_info) or preferred_language(request)
