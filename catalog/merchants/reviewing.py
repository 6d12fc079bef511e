"""What waits for a reviewer in this room."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.merchants.evidence import kind_name
from catalog.merchants.selectors.evidence import REVIEW, waiting
from catalog.merchants.selectors.members import own_name
from catalog.seams.review import ReviewQueue, Waiting


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


EVIDENCE = ReviewQueue("evidence", _("Evidence"), REVIEW, count, longest)
