"""What waits for a reviewer in this room."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.merchants.selectors.members import own_name
from catalog.products.listing_files import REVIEW
from catalog.products.selectors.drafts import waiting
from catalog.reference.languages import pick
from catalog.seams.review import ReviewQueue, Waiting


def count() -> int:
    """Return how many listings wait."""
    return waiting().count()


def longest(most: int) -> list[Waiting]:
    """Return the listings that wait longest: one query."""
    return [
        Waiting(
            title=pick(one.document["title"], "en", one.document["source_language"])[0],
            owner=own_name(one.organization),
            since=one.submitted_at or one.updated_at,
            url=reverse("review_listing", args=[one.pk]),
        )
        for one in waiting()[:most]
    ]


LISTINGS = ReviewQueue("listings", _("Listings"), REVIEW, count, longest)
