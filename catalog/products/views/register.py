"""The register of geographical indications as visitors see it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.products import presenting
from catalog.products.register_page import list_values, page_values
from catalog.products.selectors.register import entries, in_order, indication_page
from catalog.reference.selectors import portal_countries
from catalog.seams import preferences
from catalog.seams.freshness import AREAS
from catalog.seams.kept_reads import kept
from catalog.seams.retyped import as_written


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every entry, by country."""
    language = preferences.of(request).language
    found = entries(in_order(), language=language)
    with_page = set(portal_countries().values_list("code", flat=True))
    return render(request, "products/register.html", list_values(found, language, with_page=with_page))


@require_safe
def indication(request: HttpRequest, slug: str) -> HttpResponse:
    """One entry: what it names, how it is protected and who says so, goods of that kind."""
    values = _told(slug, presenting.reader_of(preferences.of(request)))
    if values is None:
        return as_written(slug, "gi")
    return render(request, "products/indication.html", values)


@kept(*AREAS)
def _told(slug: str, reader: presenting.Reader) -> dict[str, Any] | None:
    """Return what the page of an entry says to such a reader, or None where there is none."""
    page = indication_page(slug=slug, language=reader.language)
    return None if page is None else page_values(page, reader)
