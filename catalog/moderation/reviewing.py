"""What waits for a moderator: things that were reported, and appeals against suspensions."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.merchants.selectors.members import own_name
from catalog.moderation.kinds import kind_words, reason_words
from catalog.moderation.models import Suspension
from catalog.moderation.selectors import MODERATE, appeals, count_reported, reported
from catalog.seams.review import ReviewQueue, Waiting


def longest_reported(most: int) -> list[Waiting]:
    """Return the things whose reports wait longest: two queries."""
    return [
        Waiting(
            title=_title(one.newest.kind, one.newest.title, reason_words(one.newest.kind, one.newest.reason))
            + (f" (+{one.count - 1})" if one.count > 1 else ""),
            owner=own_name(one.newest.organization),
            since=one.since,
            url=reverse("review_thing", args=[one.newest.kind, one.newest.key]),
        )
        for one in reported(most)
    ]


def _appeal(one: Suspension) -> Waiting | None:
    if one.appealed_at is None:
        return None
    return Waiting(
        title=_title(one.kind, one.title),
        owner=own_name(one.organization),
        since=one.appealed_at,
        url=reverse("review_thing", args=[one.kind, one.key]),
    )


def _title(kind: str, title: str, reason: str = "") -> str:
    return " · ".join(part for part in (reason, kind_words(kind), title) if part)


QUEUES = (
    ReviewQueue(
        "reports", _("Reports"), MODERATE, count_reported, longest_reported, "moderation/review/find.html"
    ),
    ReviewQueue.of("appeals", _("Appeals"), MODERATE, appeals, _appeal),
)
