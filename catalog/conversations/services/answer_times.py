"""How soon organizations answer: the median over ninety days, worked out when it changes and once a day."""

import statistics
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from catalog.conversations.models import AnswerSummary, AnswerTime
from catalog.seams import freshness

SPAN = timedelta(days=90)


@transaction.atomic
def summarize(*, organization_id: int, now: datetime) -> None:
    """Work out what the public sees of one organization's answer times; without any it sees nothing."""
    waits = list(
        AnswerTime.objects.filter(
            organization_id=organization_id, answered_at__gt=now - SPAN, answered_at__lte=now
        ).values_list("seconds", flat=True)
    )
    if waits:
        AnswerSummary.objects.update_or_create(
            organization_id=organization_id,
            defaults={"median_seconds": round(statistics.median(waits)), "count": len(waits)},
        )
    else:
        AnswerSummary.objects.filter(organization_id=organization_id).delete()
    freshness.changed("storefronts")


def renew(*, now: datetime | None = None) -> int:
    """Work out all summaries anew, because answers grow older than ninety days; return how many."""
    moment = now or timezone.now()
    known = list(AnswerSummary.objects.order_by("pk").values_list("pk", flat=True))
    for organization in known:
        summarize(organization_id=organization, now=moment)
    return len(known)
