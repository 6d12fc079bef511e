"""Goods side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from catalog.products import presenting
from catalog.products.comparison import comparison_values
from catalog.products.forms import named_goods
from catalog.products.selectors.compare import comparison
from catalog.products.selectors.tree import category_tree
from catalog.reference.selectors import rate_table
from catalog.seams import preferences


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four products, named in the address by ``p``, side by side."""
    chosen = preferences.of(request)
    tree = category_tree(language=chosen.language)
    found = comparison(slugs=named_goods(request.GET), language=chosen.language, tree=tree)
    rates = rate_table()
    reader = presenting.Reader(chosen, rates)
    values = comparison_values(found, reader, rates=rates)
    return render(request, "products/compare.html", values)
