"""Countries as visitors see them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.products import presenting
from catalog.products.country_page import country_values
from catalog.products.selectors.countries import country_page
from catalog.seams import preferences
from catalog.seams.freshness import AREAS
from catalog.seams.kept_reads import kept


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """China or a member of ASEAN: facts with their sources, goods, sellers, protected names, cities."""
    chosen = preferences.of(request)
    values = _told(code.upper(), presenting.reader_of(chosen)) if code.isascii() and code.isalpha() else None
    if values is None:
        raise Http404("No such country here.")
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("country", args=[code.lower()]))
    return render(request, "products/country.html", values)


@kept(*AREAS)
def _told(code: str, reader: presenting.Reader) -> dict[str, Any] | None:
    """Return what the page of a country says to such a reader, or None where there is none."""
    page = country_page(code=code, language=reader.language)
    return None if page is None else country_values(page, reader)
