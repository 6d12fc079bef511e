"""What search engines ask for."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.sitemaps import views as sitemap_views
from django.contrib.sitemaps.views import x_robots_tag
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.reference.languages import codes
from portal.discovery.sitemaps import KINDS, Day, Section


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
