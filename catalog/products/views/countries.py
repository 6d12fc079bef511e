"""Countries as visitors see them."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalog.products import presenting
from catalog.products.country_page import country_values
from catalog.products.selectors.countries import country_page
from catalog.seams import preferences


@require_safe
def country(request: HttpRequest, code: str) -> HttpResponse:
    """China or a member of ASEAN: facts with their sources, goods, sellers, protected names, cities."""
    chosen = preferences.of(request)
    page = (
        country_page(code=code.upper(), language=chosen.language)
        if code.isascii() and code.isalpha()
        else None
    )
    if page is None:
        raise Http404("No such country here.")
    if code != code.lower():
        return HttpResponsePermanentRedirect(reverse("country", args=[code.lower()]))
    return render(request, "products/country.html", country_values(page, presenting.reader_of(chosen)))
