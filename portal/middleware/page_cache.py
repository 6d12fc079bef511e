"""Keeps rendered pages for anonymous readers, and never a page older than the facts on it.

A page is stored under the generations of the areas it shows (``catalog.seams.freshness``), its
address, currency, low-data mode and whether htmx asked for it. A write bumps its areas'
generations, which every process sees, so the next request builds a new page; entries of old
generations are never asked for again and age out.

The generation is read before the page is built: otherwise a page built from older rows could be
stored under the newer generation. What depends on the calendar alone (a certificate's last day)
changes without a write, at midnight somewhere; every time zone's midnight is a quarter of an hour
by UTC, so no page outlives its quarter. ``LIFETIME`` bounds what a clock on a page may lag.

Stands outside everything that makes a page or adds to it: what is kept is the answer as it was sent, with
the headers of `SecurityMiddleware` and all others, and nothing but the look at it costs a kept page time.
"""

import gzip
import hashlib
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, ResponseHeaders

from catalog.seams import freshness
from portal.middleware.maintenance import closed

LIFETIME = 60  # seconds
QUARTER = 15 * 60  # seconds
LONGEST_ADDRESS = 500  # characters: longer ones are nobody's links
EVERYTHING = freshness.AREAS
# First path segment after the language: the areas its pages show. Absent: shows everything.
SECTIONS: dict[str, tuple[str, ...]] = {
    "goods": ("goods", "storefronts", "reference", "settings"),
    "product": ("goods", "storefronts", "reference", "settings"),
    "storefronts": ("storefronts", "goods", "reference", "settings"),
    "storefront": ("storefronts", "goods", "journeys", "reference", "settings"),
    "brand": ("storefronts", "goods", "reference", "settings"),
    "gi": ("goods", "storefronts", "reference", "settings"),
    "country": ("goods", "storefronts", "reference", "settings"),
    "fair": ("fair", "goods", "storefronts", "reference", "settings"),
    "compare": ("goods", "storefronts", "reference", "settings"),
    "journeys": ("journeys", "storefronts", "reference", "settings"),
    "place": ("journeys", "goods", "storefronts", "reference", "settings"),
    "tour": ("journeys", "goods", "storefronts", "reference", "settings"),
}
# Pages about the visitor, or whose answer depends on an index that changes outside any generation.
PRIVATE = {
    "account",
    "booking",
    "bookings",
    "calendar",
    "conversation",
    "conversation-confirm",
    "conversation-stop",
    "conversations",
    "desk",
    "entry-rules",
    "lists",
    "meetings",
    "notices",
    "preferences",
    "report",
    "search",
    "style",
    "write",
}
LANGUAGE_PATH = re.compile(rf"^/(?:{'|'.join(code for code, _ in settings.LANGUAGES)})/(?P<section>[a-z-]*)")
CURRENCY = re.compile(r"^[A-Z]{3}$")


class WrittenHeaders(ResponseHeaders):
    """Headers that were looked through when their page was kept, not once more for each reader of it."""

    def __init__(self, written: ResponseHeaders) -> None:
        self._store = dict(written._store)


@dataclass(frozen=True, slots=True)
class Form:
    """One form in which a kept page is sent: status, body, and the headers that go with it."""

    status: int
    body: bytes
    headers: ResponseHeaders

    def answer(self) -> HttpResponse:
        """Return the page as an answer of its own: whoever changes its headers changes no other."""
        response = HttpResponse(self.body, content_type="text/html", status=self.status)
        response.headers = WrittenHeaders(self.headers)
        return response


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A rendered page: as it is, compressed, and what is said to a browser that has it."""

    etag: str
    plain: Form
    compressed: Form
    unchanged: Form


def page_key(request: HttpRequest) -> str | None:
    """Return the key under which this request's page is kept, or None where it must be built anew."""
    if request.method not in {"GET", "HEAD"} or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    if "messages" in request.COOKIES or "HTTP_AUTHORIZATION" in request.META:
        return None
    match = LANGUAGE_PATH.match(request.path_info)
    if match is None or match["section"] in PRIVATE:
        return None
    # As they came: put together and quoted anew they would say no more, and every kept page pays for it.
    query = request.META.get("QUERY_STRING", "")
    if len(request.path) + len(query) > LONGEST_ADDRESS:
        return None
    cookies, meta = request.COOKIES, request.META
    currency = cookies.get("currency", "")
    parts = (
        str(int(time.time()) // QUARTER),
        freshness.generation(*SECTIONS.get(match["section"], EVERYTHING)),
        # As it came: one that is not allowed gets no page, so none is kept under it.
        meta.get("HTTP_HOST") or f"{meta.get('SERVER_NAME')}:{meta.get('SERVER_PORT')}",
        # Only who came by TLS is told to stay with it.
        request.scheme or "",
        request.path,
        query,
        currency if CURRENCY.match(currency) else "",
        cookies.get("low_data", "")[:3],
        meta.get("HTTP_SAVE_DATA", "")[:3],
        meta.get("HTTP_HX_REQUEST", "")[:4],
    )
    return "\n".join(parts)


def may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Tell whether the page says the same to every anonymous reader."""
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and not response.has_header("Cache-Control")
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and "text/html" in response.get("Content-Type", "")
    )


def stored(response: HttpResponse) -> StoredPage:
    """Return the page in the forms in which it is kept."""
    body = response.content
    compressed = gzip.compress(body, compresslevel=6, mtime=0)
    etag = f'"{hashlib.blake2s(body, digest_size=12).hexdigest()}"'
    headers = {**dict(response.items()), **always(etag)}
    about = {name: value for name, value in headers.items() if not name.lower().startswith("content-")}
    packed = {**headers, "Content-Encoding": "gzip"}
    return StoredPage(
        etag,
        plain=form(200, body, {**headers, "Content-Length": str(len(body))}),
        compressed=form(200, compressed, {**packed, "Content-Length": str(len(compressed))}),
        unchanged=form(304, b"", about),
    )


def form(status: int, body: bytes, headers: Mapping[str, str]) -> Form:
    """Return a form of a page whose headers are looked through now."""
    return Form(status, body, ResponseHeaders(headers))


def always(etag: str) -> dict[str, str]:
    """Return the headers of every answer about a kept page, sent again or not."""
    return {
        "ETag": etag,
        # The reader's browser keeps the page but asks each time whether it still holds.
        "Cache-Control": "private, no-cache",
        "Vary": "Accept-Encoding, Cookie, Save-Data, HX-Request",
    }


def served(request: HttpRequest, page: StoredPage) -> HttpResponse:
    """Return the kept page as an answer to this request: unchanged, compressed or plain."""
    if page.etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        return page.unchanged.answer()
    if "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", ""):
        return page.compressed.answer()
    return page.plain.answer()


class PageCacheMiddleware:
    """Answers anonymous readers from kept pages; builds and keeps what is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.pages = caches["pages"]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = None if closed() else page_key(request)
        if key is None:
            return self.get_response(request)
        page = self.pages.get(key)
        if page is not None:
            return served(request, page)
        response = self.get_response(request)
        if not may_be_kept(request, response):
            return response
        assert isinstance(response, HttpResponse)
        page = stored(response)
        self.pages.set(key, page, LIFETIME)
        return served(request, page)
