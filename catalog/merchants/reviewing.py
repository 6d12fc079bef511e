"""What waits for a reviewer in this room."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.merchants.evidence import kind_name
from catalog.merchants.models import Evidence, StorefrontDraft
from catalog.merchants.selectors.evidence import REVIEW, waiting
from catalog.merchants.selectors.members import own_name
from catalog.seams.review import ReviewQueue, Waiting

REVIEW_STOREFRONTS = "merchants.review_storefrontdraft"


def submitted() -> QuerySet[StorefrontDraft]:
    """Return the storefronts that wait for a reviewer, the longest waiting first."""
    rows = StorefrontDraft.objects.filter(submitted_at__isnull=False)
    return rows.select_related("storefront__organization").order_by("submitted_at", "pk")


def _evidence(one: Evidence) -> Waiting:
    return Waiting(
        title=kind_name(one.kind),
        owner=own_name(one.organization),
        since=one.submitted_at,
        url=reverse("review_evidence", args=[one.pk]),
    )


def _storefront(one: StorefrontDraft) -> Waiting | None:
    if one.submitted_at is None:
        return None
    return Waiting(
        title=one.storefront.slug,
        owner=own_name(one.storefront.organization),
        since=one.submitted_at,
        url=reverse("review_storefront", args=[one.storefront_id]),
    )


EVIDENCE = ReviewQueue.of("evidence", _("Evidence"), REVIEW, waiting, _evidence)
STOREFRONTS = ReviewQueue.of("storefronts", _("Storefronts"), REVIEW_STOREFRONTS, submitted, _storefront)
