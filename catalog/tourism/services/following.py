"""Writes: the search index, and what follows it, hear what happens around tours."""

from catalog.merchants.events import StorefrontChanged
from catalog.search import services as search
from catalog.tourism.models import Tour
from catalog.tourism.services.tours import KIND


def follow_storefront(changed: StorefrontChanged) -> None:
    """Have tours looked at again with their operator, who may be suspended or called otherwise now."""
    ids = Tour.objects.filter(organization=changed.organization_id).values_list("pk", flat=True)
    search.mark_dirty(kind=KIND, ids=ids)
