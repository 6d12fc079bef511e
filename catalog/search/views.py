"""The search page, everything of which stands in its address, and what is suggested while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
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
    return render(request, "search/search.html", page_context(result, reader))


@require_safe
@never_cache
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer /<language>/search/suggest/?q=… with a fragment for the box that asked."""
    found = offers(request.GET.get("q", ""), preferences.of(request))
    return render(request, "search/suggestions.html", {"offers": found})
