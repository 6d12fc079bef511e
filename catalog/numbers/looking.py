"""What counts as a look: a person gets the page of a thing. The database is not asked."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from catalog.conversations.subjects import SUBJECTS
from catalog.seams import network
from catalog.seams.machines import by_person

_LANGUAGES = "|".join(code for code, _name in settings.LANGUAGES)
_SEARCH = re.compile(rf"/(?:{_LANGUAGES})/search/")


@dataclass(frozen=True)
class Look:
    """A visitor looked at the page of a thing on a day (UTC); `found` where a search led here.

    `visitor` stays in memory: the id of an account, or the network address with the browser's name.
    """

    day: date
    kind: str
    slug: str
    visitor: int | str
    found: bool


@lru_cache(maxsize=4)
def _pages(kinds: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return one pattern for the pages of all kinds, each with the slug in a group of its own."""
    pages = "|".join(page or kind + r"/([-\w]+)/" for kind, page in kinds)
    return re.compile(rf"/(?:{_LANGUAGES})/(?:{pages})")


def place_of(path: str) -> tuple[str, str] | None:
    """Return kind and slug of the thing whose page has this path, or None where nothing is counted."""
    kinds = tuple((subject.name, subject.page) for subject in SUBJECTS)
    match = _pages(kinds).fullmatch(path)
    if match is None or match.lastindex is None:
        return None
    return kinds[match.lastindex - 1][0], match[match.lastindex]


def look_of(request: HttpRequest, response: HttpResponseBase) -> Look | None:
    """Return what a person looks at with this request, or None where it is nothing to count."""
    if request.method != "GET" or response.status_code not in {200, 304}:
        return None
    place = place_of(request.path_info)
    if place is None or not by_person(request):
        return None
    return Look(timezone.now().date(), *place, _visitor(request), _from_search(request))


def _from_search(request: HttpRequest) -> bool:
    """Say whether the page before this one was a search of ours; what was searched for is not read."""
    said = request.META.get("HTTP_REFERER", "")
    if "/search/" not in said:
        return False
    try:
        before = urlsplit(said)
    except ValueError:
        return False
    return before.netloc == request.get_host() and bool(_SEARCH.fullmatch(before.path))


def _visitor(request: HttpRequest) -> int | str:
    # Without a session the user was not looked for, and the page may be a kept one.
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            return int(user.pk)
    return f"{_network(request)} {request.META.get('HTTP_USER_AGENT', '')}"


def _network(request: HttpRequest) -> str:
    """Return one IPv4 address, or the /64 of an IPv6 address: telephones change the rest of it at will.

    Where the server in front names none, visitors are told apart by their browsers alone.
    """
    try:
        return network.of(request)
    except (ValueError, PermissionDenied):
        return ""
