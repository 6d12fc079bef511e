"""What search engines, feed readers and devices that install the portal ask for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.contrib.sitemaps.views import x_robots_tag
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalog.reference.languages import codes
from portal.context import site_frame
from portal.discovery.feeds import FeedEntry, new_articles, new_goods, new_tours
from portal.discovery.shell import manifest, service_worker
from portal.discovery.sitemaps import KINDS, Day, Section
from portal.pages.selectors.site import site

FEED_LIFETIME = 900  # seconds: readers of feeds ask often, goods come some times a day
FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # a feed needs a date even while it is empty


@dataclass(frozen=True, slots=True)
class SitemapFile:
    """A file of the sitemap as Django's template of an index prints it."""

    location: str
    last_mod: Day


@x_robots_tag
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name the files of the sitemap: by kind, by language, and in parts where one does not hold all."""
    listed = [item for kind in KINDS for item in _files(kind)]
    return render(request, "sitemap_index.xml", {"sitemaps": listed}, content_type="application/xml")


def _files(kind: type[Section]) -> list[SitemapFile]:
    """Return the files of a kind. Where all languages hold the same pages, they are counted once."""
    found: list[SitemapFile] = []
    counted: tuple[int, int, Day] | None = None
    for code in codes():
        if counted is None or kind.by_language:
            section = kind(code)
            pages = section.paginator
            counted = (pages.count, pages.num_pages, section.newest())
        total, parts, newest = counted
        address = settings.SITE_ADDRESS + reverse("sitemap-part", args=[kind.name, code])
        for number in range(1, parts + 1 if total else 1):
            query = f"?{urlencode({'p': number})}" if number > 1 else ""
            found.append(SitemapFile(location=address + query, last_mod=newest))
    return found


@require_safe
def sitemap_part(request: HttpRequest, kind: str, language: str) -> TemplateResponse:
    """One file of the sitemap; ``?p=`` is its part."""
    section = next((one for one in KINDS if one.name == kind), None)
    if section is None or language not in codes():
        raise Http404("No such part of the sitemap.")
    return sitemap_views.sitemap(request, sitemaps={kind: section(language)}, section=kind)


@require_safe
@cache_control(public=True, max_age=FEED_LIFETIME)
def feed(request: HttpRequest, name: str) -> HttpResponse:
    """What is new in this language: ``goods``, ``tours`` or ``articles``."""
    language = get_language() or settings.LANGUAGE_CODE
    feeds: dict[str, tuple[Callable[[str], list[FeedEntry]], str, str]] = {
        "goods": (new_goods, _("New goods"), reverse("goods")),
        "tours": (new_tours, _("New tours"), reverse("journeys")),
        "articles": (new_articles, _("New articles"), f"/{language}/"),
    }
    if name not in feeds:
        raise Http404("No such feed.")
    read, title, page = feeds[name]
    entries = read(language)
    context = {
        "title": title,
        "entries": entries,
        "address": settings.SITE_ADDRESS + request.path,
        "page": settings.SITE_ADDRESS + page,
        "site_address": settings.SITE_ADDRESS,
        "changed": max((entry.changed for entry in entries), default=FIRST_DAY),
    }
    return render(request, "discovery/feed.xml", context, content_type="application/atom+xml; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=FEED_LIFETIME)
def web_manifest(request: HttpRequest) -> HttpResponse:
    """What a device needs to install the portal in this language."""
    language = get_language() or settings.LANGUAGE_CODE
    named = site_frame(request, site(language))["site_name"]
    body = manifest(language=language, name=named)
    return JsonResponse(body, content_type="application/manifest+json")


@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker: at the root, because it keeps pages of all languages."""
    return HttpResponse(service_worker(), content_type="text/javascript; charset=utf-8")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What the service worker shows for a page it has not kept."""
    return render(request, "discovery/offline.html")
