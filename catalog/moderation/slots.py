"""What this room shows on pages of storefronts and brands: the way to report one."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from catalog.merchants.models import Brand, Storefront
from catalog.seams.preferences import Preferences
from catalog.seams.slots import Slot

Values = Mapping[int, Mapping[str, str]]


def of_storefronts(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return for each storefront where to report it: one query."""
    rows = Storefront.objects.filter(pk__in=list(ids)).values_list("pk", "slug")
    return _ways("storefront", list(rows))


def of_brands(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return for each brand where to report it: one query."""
    return _ways("brand", list(Brand.objects.filter(pk__in=list(ids)).values_list("pk", "slug")))


def _ways(kind: str, rows: Sequence[tuple[int, str]]) -> Values:
    return {pk: {"url": reverse("report", args=[kind, slug])} for pk, slug in rows}


TEMPLATE = "moderation/report_link.html"
SLOTS = (
    Slot("moderation.report", "storefront.aside", of_storefronts, TEMPLATE, order=900),
    Slot("moderation.report-brand", "brand.sections", of_brands, TEMPLATE, order=900),
)
