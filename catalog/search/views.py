"""The search page, everything of which stands in its address, and what is suggested while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.seams import preferences
from catalog.search import selectors
from catalog.search.address import read_query
from catalog.search.editors.counting import count
from catalog.search.page import page_context
from catalog.search.suggesting import offers


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Answer /<language>/search/?q=…"""
    reader = preferences.of(request)
    query = read_query(request.GET, reader.language, reader.currency)
    result = selectors.search(query, reader)
    count(request, query, result)
    # A page that is shown already asks for what takes the place of its answer, and nothing else.
    template = "search/swapped.html" if request.headers.get("HX-Target") == "answer" else "search/search.html"
    response = render(request, template, page_context(result, reader))
    patch_vary_headers(response, ["HX-Target"])
    return response


@require_safe
@never_cache
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer /<language>/search/suggest/?q=… with a fragment for the box that asked."""
    found = offers(request.GET.get("q", ""), preferences.of(request))
    return render(request, "search/suggestions.html", {"offers": found})
