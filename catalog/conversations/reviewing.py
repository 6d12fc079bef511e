"""Reported conversations as a queue of the reviewers."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.conversations.models import Report
from catalog.conversations.naming import seller_name
from catalog.seams.review import ReviewQueue, Waiting

PERMISSION = "conversations.decide_report"


def count() -> int:
    """Return how many reports wait for a decision."""
    return Report.objects.filter(decided_at__isnull=True).count()


def longest(most: int) -> Sequence[Waiting]:
    """Return the reports that wait longest: two queries, and one per organization named."""
    found = Report.objects.filter(decided_at__isnull=True).select_related("conversation")
    rows = list(found.order_by("created_at", "pk")[:most])
    owners = {row.conversation.organization_id for row in rows}
    language = get_language() or "en"
    names = {pk: seller_name(pk, language) for pk in owners}
    return [
        Waiting(
            title=f"{row.get_reason_display()}: {row.conversation.subject_title}",
            owner=names[row.conversation.organization_id],
            since=row.created_at,
            url=reverse("review_report", args=[row.pk]),
        )
        for row in rows
    ]


REPORTS = ReviewQueue("conversations", _("Reported conversations"), PERMISSION, count, longest)
