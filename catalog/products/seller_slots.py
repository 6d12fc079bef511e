"""What this room shows on storefronts and brand pages: how many goods, the goods, the certificates."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.merchants.models import Storefront
from catalog.merchants.selectors import shown_brands
from catalog.products import presenting
from catalog.products.selectors.cards import ProductCard, cards, shown
from catalog.products.selectors.certificates import certified_goods, own_certificates
from catalog.products.terms import certificate_values
from catalog.reference.cldr import country_name
from catalog.reference.display import show_number
from catalog.reference.selectors import portal_countries
from catalog.seams.preferences import Preferences

MOST = 48
Values = Mapping[int, Mapping[str, Any]]


def goods_counts(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return how many products each storefront shows: one query."""
    rows = (
        shown()
        .filter(organization__storefront__in=list(ids))
        .order_by()
        .values_list("organization__storefront")
        .annotate(count=Count("pk"))
    )
    return {storefront: {"count": count} for storefront, count in rows}


def goods_of(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return the newest goods of each storefront as cards, and the way to more from its country."""
    rows = Storefront.objects.filter(pk__in=list(ids)).values_list(
        "organization_id", "pk", "organization__country_id"
    )
    owners = {organization: (storefront, country) for organization, storefront, country in rows}
    found = cards(
        shown().filter(organization_id__in=owners).order_by("-published_at", "-pk")[: MOST * len(owners)],
        language=preferences.language,
    )
    by_storefront = _grouped(found, {card.id: owners[card.organization_id][0] for card in found}, preferences)
    more = _more(dict(owners.values()), preferences.language)
    return {storefront: {"cards": listed, **more[storefront]} for storefront, listed in by_storefront.items()}


def goods_of_brands(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return the newest goods of each brand as cards, and the way to more from its seller's country."""
    countries = dict(shown_brands().filter(pk__in=list(ids)).values_list("pk", "organization__country_id"))
    goods = (
        shown().filter(brand__in=list(countries)).order_by("-published_at", "-pk")[: MOST * len(countries)]
    )
    brands = dict(goods.values_list("pk", "brand_id"))
    found = cards(goods, language=preferences.language)
    by_brand = _grouped(found, brands, preferences)
    more = _more(countries, preferences.language)
    return {brand: {"cards": listed, **more[brand]} for brand, listed in by_brand.items()}


def _grouped(
    found: list[ProductCard], groups: Mapping[int, int | None], preferences: Preferences
) -> dict[int, list[dict[str, Any]]]:
    """Return what the card components print, by the group each product belongs to."""
    reader = presenting.reader_of(preferences)
    grouped: dict[int, list[dict[str, Any]]] = {}
    for card, values in zip(found, presenting.card_list(found, reader), strict=True):
        group = groups.get(card.id)
        if group is not None:
            grouped.setdefault(group, []).append(values)
    return grouped


def _more(countries: Mapping[int, str], language: str) -> dict[int, dict[str, str]]:
    """Return the link to the page of each country that has one: one query."""
    known = set(portal_countries().values_list("code", flat=True))
    return {
        one: {
            "url": reverse("country", args=[code.lower()]),
            "link": _("More from %(country)s") % {"country": country_name(code, language)},
        }
        if code in known
        else {}
        for one, code in countries.items()
    }


def certificates_of(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return each seller's own certificates in force today, and how many of its goods have some."""
    owners = dict(Storefront.objects.filter(pk__in=list(ids)).values_list("organization_id", "pk"))
    own = own_certificates(organizations=list(owners))
    goods = certified_goods(organizations=list(owners))
    values: dict[int, dict[str, Any]] = {}
    for organization, storefront in owners.items():
        lines = [certificate_values(line, preferences.language) for line in own.get(organization, ())]
        count = goods.get(organization, 0)
        if lines or count:
            shown_count = show_number(count, preferences.language)
            note = ngettext(
                "%(count)s product has certificates in force; they stand on its page.",
                "%(count)s products have certificates in force; they stand on their pages.",
                count,
            )
            values[storefront] = {
                "certificates": lines,
                "note": note % {"count": shown_count} if count else "",
            }
    return values
