"""Goods as visitors see them."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.products import facets, presenting
from catalog.products.detail import product_values
from catalog.products.forms import read_goods_query, whole_number
from catalog.products.selectors.goods import PER_PAGE, goods_page
from catalog.products.selectors.page import former_address, product_page
from catalog.products.selectors.tree import category_tree
from catalog.seams import preferences
from catalog.seams.retyped import as_written


@require_safe
def goods(request: HttpRequest, category: str = "") -> HttpResponse:
    """The goods list, whole or of one category, narrowed by facets in the address."""
    chosen = preferences.of(request)
    tree = category_tree(language=chosen.language)
    node = tree.by_slug(category) if category else None
    if category and node is None:
        return as_written(category, "category")
    asked = read_goods_query(request.GET, category_path=node.path if node else "")
    found = goods_page(filters=asked.filters, page=asked.page, language=chosen.language)
    reader = presenting.reader_of(chosen)
    missing = asked.page != found.page
    page = Paginator(range(found.counts.total), PER_PAGE).page(found.page)
    kept = facets.kept_query(asked.filters, asked.compared)
    context = {
        "title": node.name.value if node else _("Goods"),
        "title_lang": presenting.tag_unless(node.name, chosen.language) if node else "",
        "crumbs": facets.crumbs(tree, node, chosen.language),
        "cards": presenting.card_list(list(found.cards), reader),
        "compared": asked.compared,
        "compared_elsewhere": [
            slug for slug in asked.compared if slug not in {card.slug for card in found.cards}
        ],
        "total": found.counts.total,
        "groups": facets.groups(found.counts, asked.filters, chosen.language),
        "categories": facets.category_links(tree, node, found.counts, kept, chosen.language),
        "chips": facets.chips(asked.filters, request.path, chosen.language, asked.compared),
        "sorts": facets.sorts(asked.filters),
        "filters": asked.filters,
        "action": request.path,
        "ignored": asked.ignored,
        "page_missing": asked.page if missing else None,
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
        "query": urlencode(kept) + "&" if kept else "",
        "canonical_query": f"page={found.page}" if found.page > 1 and not missing else "",
    }
    return render(request, "products/goods.html", context, status=404 if missing else 200)


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """One product; ``?quantity=`` asks what that much costs."""
    chosen = preferences.of(request)
    tree = category_tree(language=chosen.language)
    page = product_page(slug=slug, language=chosen.language, tree=tree)
    if page is None:
        current = former_address(slug)
        if current is None:
            return as_written(slug, "product")
        return HttpResponsePermanentRedirect(reverse("product", args=[current]))
    typed = request.GET.get("quantity", "")
    context = product_values(
        page,
        presenting.reader_of(chosen),
        typed=typed[:20],
        quantity=whole_number(typed) if typed else None,
    )
    return render(request, "products/product.html", context)
