"""What waits for a reviewer in this room."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.merchants.evidence import kind_name
from catalog.merchants.models import StorefrontDraft
from catalog.merchants.selectors.evidence import REVIEW, waiting
from catalog.merchants.selectors.members import own_name
from catalog.seams.review import ReviewQueue, Waiting

REVIEW_STOREFRONTS = "merchants.review_storefrontdraft"


def count() -> int:
    """Return how much evidence waits."""
    return waiting().count()


def longest(most: int) -> list[Waiting]:
    """Return the evidence that waits longest: one query."""
    return [
        Waiting(
            title=kind_name(one.kind),
            owner=own_name(one.organization),
            since=one.submitted_at,
            url=reverse("review_evidence", args=[one.pk]),
        )
        for one in waiting()[:most]
    ]


def submitted() -> QuerySet[StorefrontDraft]:
    """Return the storefronts that wait for a reviewer, the longest waiting first."""
    rows = StorefrontDraft.objects.filter(submitted_at__isnull=False)
    return rows.select_related("storefront__organization").order_by("submitted_at", "pk")


def count_storefronts() -> int:
    """Return how many storefronts wait to be opened."""
    return submitted().count()


def longest_storefronts(most: int) -> list[Waiting]:
    """Return the storefronts that wait longest: one query."""
    return [
        Waiting(
            title=one.storefront.slug,
            owner=own_name(one.storefront.organization),
            since=one.submitted_at,
            url=reverse("review_storefront", args=[one.storefront_id]),
        )
        for one in submitted()[:most]
        if one.submitted_at
    ]


EVIDENCE = ReviewQueue("evidence", _("Evidence"), REVIEW, count, longest)
STOREFRONTS = ReviewQueue(
    "storefronts", _("Storefronts"), REVIEW_STOREFRONTS, count_storefronts, longest_storefronts
)
