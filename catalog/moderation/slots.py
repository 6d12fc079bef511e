"""What this room shows on storefronts: the way to report one."""

from collections.abc import Mapping, Sequence

from django.urls import reverse

from catalog.merchants.models import Storefront
from catalog.seams.preferences import Preferences
from catalog.seams.slots import Slot


def ways(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Mapping[str, str]]:
    """Return for each storefront where to report it: one query."""
    rows = Storefront.objects.filter(pk__in=list(ids)).values_list("pk", "slug")
    return {pk: {"url": reverse("report", args=["storefront", slug])} for pk, slug in rows}


ON_STOREFRONTS = Slot("moderation.report", "storefront.aside", ways, "moderation/report_link.html", order=900)
