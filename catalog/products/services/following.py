"""Writes: the search index follows what happens around goods."""

from datetime import timedelta

from catalog.merchants.events import BrandChanged, StorefrontChanged
from catalog.products.models import Product
from catalog.products.selectors.certificates import lately_ended
from catalog.seams.schedules import Schedule
from catalog.search import services as search

# A clock that was down for a night, and countries half a day apart, are both within it.
_LOOKED_BACK = timedelta(days=3)


def follow_brand(changed: BrandChanged) -> None:
    """Have the search index follow the goods of a brand, which are found by its name too."""
    ids = Product.objects.filter(brand=changed.brand_id).values_list("pk", flat=True)
    search.mark_dirty(kind="product", ids=ids)


def follow_storefront(changed: StorefrontChanged) -> None:
    """Have the search index follow the goods of a seller, which are narrowed down by what it serves."""
    ids = Product.objects.filter(organization=changed.organization_id).values_list("pk", flat=True)
    search.mark_dirty(kind="product", ids=ids)


def follow_calendar() -> None:
    """Have the search index forget certificates whose last day has passed."""
    search.mark_dirty(kind="product", ids=lately_ended(within=_LOOKED_BACK))


CALENDAR = Schedule("products.certificates-ended", every=timedelta(hours=1), run=follow_calendar)
