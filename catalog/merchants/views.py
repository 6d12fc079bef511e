"""Storefronts and brands as visitors see them."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.merchants.business_card import VCARD, qr_code, vcard
from catalog.merchants.presenting import brand_values, country_links, store_lines, store_values
from catalog.merchants.selectors import PER_PAGE, StorefrontPage, brand_page, storefront_list, storefront_page
from catalog.merchants.selectors.drafts import former_address
from catalog.merchants.structured import whole_address
from catalog.seams import preferences
from catalog.seams.freshness import AREAS
from catalog.seams.kept_reads import kept
from catalog.seams.preferences import Preferences
from catalog.seams.retyped import as_written


@require_safe
def storefronts(request: HttpRequest) -> HttpResponse:
    """All storefronts, newest first, narrowed by country in the address."""
    chosen = preferences.of(request)
    country = request.GET.get("country", "")
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    found = storefront_list(language=chosen.language, country=country, page=number)
    missing = number != found.page
    page = Paginator(range(found.total), PER_PAGE).page(found.page)
    context = {
        "stores": store_lines(list(found.cards), chosen),
        "total": found.total,
        "countries": country_links(found.countries, country, chosen.language),
        "page": page,
        "numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)),
        "page_missing": missing,
        "query": f"country={country}&" if country in found.countries else "",
        "crumbs": [
            {"text": _("Home"), "url": f"/{chosen.language}/"},
            {"text": _("Storefronts"), "url": ""},
        ],
    }
    return render(request, "merchants/storefronts.html", context, status=404 if missing else 200)


@require_safe
def storefront(request: HttpRequest, slug: str) -> HttpResponse:
    """One storefront: who they are, and what the rooms above show of them."""
    chosen = preferences.of(request)
    page = storefront_page(slug=slug, language=chosen.language)
    if page is None:
        moved = former_address(slug)
        if moved:
            return HttpResponsePermanentRedirect(reverse("storefront", args=[moved]))
        return as_written(slug, "storefront")
    # Not remembered: free hours for meetings stand on it, and nobody is told when one of those is taken.
    return render(request, "merchants/storefront.html", store_values(page, chosen))


def _carded(request: HttpRequest, slug: str) -> StorefrontPage:
    page = storefront_page(slug=slug, language=preferences.of(request).language)
    if page is None:
        raise Http404("No such storefront.")
    return page


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """A storefront as a business card: who they are, how to reach them, and the way here as a QR code."""
    page = _carded(request, slug)
    chosen = preferences.of(request)
    values = store_values(page, chosen)
    address = whole_address(reverse("storefront", args=[slug]))
    code = qr_code(address)
    return render(request, "merchants/card.html", values | {"slug": slug, "address": address, "qr": code})


@require_safe
def card_file(request: HttpRequest, slug: str) -> HttpResponse:
    """The same card as a file that telephones and mail programs keep."""
    page = _carded(request, slug)
    address = whole_address(reverse("storefront", args=[slug]))
    response = HttpResponse(vcard(page, address, preferences.of(request).language), content_type=VCARD)
    response["Content-Disposition"] = f'attachment; filename="{slug}.vcf"'
    return response


@require_safe
def brand(request: HttpRequest, slug: str) -> HttpResponse:
    """One brand: its story, who sells under it, and what the rooms above show of it."""
    values = _brand(slug, preferences.of(request))
    if values is None:
        return as_written(slug, "brand")
    return render(request, "merchants/brand.html", values)


@kept(*AREAS)
def _brand(slug: str, chosen: Preferences) -> dict[str, Any] | None:
    """Return what the page of a brand says to a reader with such preferences, or None."""
    page = brand_page(slug=slug, language=chosen.language)
    return None if page is None else brand_values(page, chosen)
