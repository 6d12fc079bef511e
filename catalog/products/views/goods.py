"""Goods as visitors see them."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.products import facets, narrowed, presenting
from catalog.products.detail import product_values
from catalog.products.forms import GoodsQuery, read_goods_query, whole_number
from catalog.products.selectors.goods import PER_PAGE
from catalog.products.selectors.page import former_address, product_page
from catalog.products.selectors.tree import category_tree
from catalog.seams import preferences
from catalog.seams.freshness import AREAS
from catalog.seams.kept_reads import kept
from catalog.seams.preferences import Preferences
from catalog.seams.retyped import as_written
from catalog.search import bounds, narrowing
from catalog.search.address import pairs_of, without_further
from catalog.search.understanding import Query


@require_safe
def goods(request: HttpRequest, category: str = "") -> HttpResponse:
    """The goods list, whole or of one category, narrowed by facets in the address."""
    chosen = preferences.of(request)
    tree = category_tree(language=chosen.language)
    node = tree.by_slug(category) if category else None
    if category and node is None:
        return as_written(category, "category")
    asked = read_goods_query(request.GET, category_path=node.path if node else "")
    place = narrowed.place_of(request.path, asked)
    query = narrowed.choice_of(request.GET, asked, node.slug if node else "", chosen, place)
    listing = narrowed.listing(query, asked, tree, node)
    found = listing.page
    missing = asked.page != found.page
    page = Paginator(range(found.counts.total), PER_PAGE).page(min(found.page, _pages(found.counts.total)))
    kept = narrowed.kept_pairs(query)
    context = {
        "title": node.name.value if node else _("Goods"),
        "title_lang": presenting.tag_unless(node.name, chosen.language) if node else "",
        "crumbs": facets.crumbs(tree, node, chosen.language),
        "cards": presenting.card_list(list(found.cards), presenting.reader_of(chosen)),
        "compared": asked.compared,
        "compared_elsewhere": [
            slug for slug in asked.compared if slug not in {card.slug for card in found.cards}
        ],
        "total": found.counts.total,
        **_narrowing(listing, asked, query, chosen),
        "categories": facets.category_links(
            tree, node, listing.held, narrowed.kept_pairs(without_further(query)), chosen.language
        ),
        "action": request.path,
        "ignored": [*asked.ignored, *query.unknown],
        "waiting": listing.waiting,
        "page_missing": asked.page if missing else None,
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
        "query": urlencode(kept) + "&" if kept else "",
        "going": f"{request.path}?{urlencode([*(pair for pair in kept if pair[0] != 'p'), ('page', '')])}",
        "canonical_query": f"page={found.page}" if found.page > 1 and not missing else "",
    }
    response = render(request, "products/goods.html", context, status=404 if missing else 200)
    if listing.indexed or listing.waiting:
        # An index follows changes by itself: no generation says when such a page is out of date.
        response["Cache-Control"] = "private, no-cache"
    return response


def _pages(total: int) -> int:
    return max(1, -(-total // PER_PAGE))


def _narrowing(
    listing: narrowed.Listing, asked: GoodsQuery, query: Query, chosen: Preferences
) -> dict[str, Any]:
    """Return what the list can be narrowed by, the choices made and the orders."""
    language, further = chosen.language, listing.further
    beside = [("p", slug) for slug in asked.compared] + pairs_of(query)
    chips = facets.chips(asked.filters, query.at.path if query.at else "", language, beside)
    groups = facets.groups(listing.page.counts, asked.filters, language)
    told: dict[str, Any] = {"measures": None, "comparison": None}
    if further:
        groups += narrowing.groups(further, language, narrowed.OWN)
        chips += [{**chip, "remove": "1"} for chip in narrowing.chips(further, language)]
        told = {
            "measures": bounds.measures(further, language, chosen.currency),
            "comparison": narrowing.comparison(further, language),
        }
    priced = bool(further and further.compared.units)
    return {"groups": groups, "chips": chips, "sorts": facets.sorts(asked.filters, priced=priced), **told}


@require_safe
def product(request: HttpRequest, slug: str) -> HttpResponse:
    """One product; ``?quantity=`` asks what that much costs."""
    chosen = preferences.of(request)
    typed = request.GET.get("quantity", "")[:20]
    values = _told(slug, presenting.reader_of(chosen), typed)
    if values is None:
        current = former_address(slug)
        if current is None:
            return as_written(slug, "product")
        return HttpResponsePermanentRedirect(reverse("product", args=[current]))
    return render(request, "products/product.html", values)


@kept(*AREAS)
def _told(slug: str, reader: presenting.Reader, typed: str) -> dict[str, Any] | None:
    """Return what the page of a product says to such a reader, or None where there is none."""
    chosen = reader.preferences
    tree = category_tree(language=chosen.language)
    page = product_page(slug=slug, language=chosen.language, tree=tree, currency=chosen.currency)
    if page is None:
        return None
    return product_values(page, reader, typed=typed, quantity=whole_number(typed) if typed else None)
