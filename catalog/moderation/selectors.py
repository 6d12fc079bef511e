"""Reads: what was reported and suspended, for moderators and for its owners."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet

from catalog.merchants.models import Organization
from catalog.moderation.models import Report, Suspension

MODERATE = "moderation.moderate_report"


@dataclass(frozen=True)
class Reported:
    """A thing with the reports about it that wait: the oldest of them, since when, and how many."""

    newest: Report
    since: datetime
    count: int


def open_reports() -> QuerySet[Report]:
    """Return the reports that wait for a decision."""
    return Report.objects.filter(decided_at__isnull=True)


def count_reported() -> int:
    """Return how many things have reports that wait: one query."""
    return open_reports().values("kind", "key").distinct().count()


def reported(most: int) -> list[Reported]:
    """Return the things whose reports wait longest: two queries."""
    groups = (
        open_reports()
        .order_by()
        .values("kind", "key")
        .annotate(since=Min("created_at"), newest=Max("pk"), count=Count("pk"))
        .order_by("since", "newest")[:most]
    )
    listed = list(groups)
    rows = Report.objects.select_related("organization").in_bulk([one["newest"] for one in listed])
    return [Reported(rows[one["newest"]], one["since"], one["count"]) for one in listed]


def reports_about(kind: str, key: str) -> list[Report]:
    """Return all reports about a thing, the newest first: one query."""
    rows = Report.objects.filter(kind=kind, key=key).select_related("reporter")
    return list(rows.order_by("-created_at", "-pk"))


def was_ended(kind: str, key: str) -> bool:
    """Say whether a moderator ended a thing that was reported."""
    return Report.objects.filter(kind=kind, key=key, outcome=Report.Outcome.ENDED).exists()


def appeals() -> QuerySet[Suspension]:
    """Return the suspensions whose appeal waits, the longest waiting first."""
    rows = Suspension.objects.filter(stage=Suspension.Stage.APPEALED)
    return rows.select_related("organization").order_by("appealed_at", "pk")


def suspension_now(kind: str, key: str) -> Suspension | None:
    """Return the suspension of a thing that is in force, or None."""
    rows = Suspension.objects.select_related("organization", "reason", "answer_reason")
    return rows.filter(kind=kind, key=key).exclude(stage=Suspension.Stage.LIFTED).first()


def suspensions_of(organization: Organization) -> list[Suspension]:
    """Return what of an organization was suspended, the newest first: one query."""
    return list(Suspension.objects.filter(organization=organization).order_by("-began_at", "pk"))


def one_suspension(organization: Organization, pk: UUID) -> Suspension | None:
    """Return a suspension of an organization's, None where it is another's."""
    rows = Suspension.objects.select_related("organization", "reason", "answer_reason")
    return rows.filter(organization=organization, pk=pk).first()
