"""Goods side by side."""

from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_safe

from catalog.products import presenting
from catalog.products.comparison import comparison_values
from catalog.products.forms import named_goods
from catalog.products.selectors.compare import comparison
from catalog.products.selectors.tree import category_tree
from catalog.reference.selectors import rate_table
from catalog.seams import preferences
from catalog.seams.freshness import AREAS
from catalog.seams.kept_reads import kept
from catalog.seams.preferences import Preferences

LONGEST_PLACE = 2000  # characters of an address


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four products, named in the address by ``p``, side by side.

    Who ticks goods on a list and goes on to its next page (``go``) is led there with what was ticked.
    """
    slugs = named_goods(request.GET)
    if "go" in request.GET:
        return HttpResponseRedirect(_going_on(request.GET["go"], slugs))
    chosen = preferences.of(request)
    return render(request, "products/compare.html", _told(tuple(slugs), chosen))


@kept(*AREAS)
def _told(slugs: tuple[str, ...], chosen: Preferences) -> dict[str, Any]:
    """Return what a comparison says to a reader with such preferences."""
    tree = category_tree(language=chosen.language)
    found = comparison(slugs=list(slugs), language=chosen.language, tree=tree)
    rates = rate_table()
    return comparison_values(found, presenting.Reader(chosen, rates), rates=rates)


def _going_on(place: str, slugs: list[str]) -> str:
    """Return the address of a page of a list of goods with a choice in it; any other place is all goods."""
    path, query = reverse("goods"), ""
    try:
        parts = urlsplit(place[:LONGEST_PLACE])
        if not parts.netloc and resolve(parts.path).url_name in {"goods", "category"}:
            path, query = parts.path, parts.query
    except (Resolver404, ValueError):
        pass
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "p"]
    return f"{path}?{urlencode([*kept, *(('p', slug) for slug in slugs)])}"
