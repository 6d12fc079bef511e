"""Reads: an organization's applications for stands, and those that wait for the organizer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from catalog.merchants.models import Organization
from expo.fair.models import Edition, Stand, StandApplication, StandWish

DECIDE = "fair.change_standapplication"
"""The permission of an organizer who decides about applications."""


@dataclass(frozen=True)
class Applied:
    """An organization at an edition: its application, if it has begun one, and what it waits for."""

    application: StandApplication | None
    wishes: Sequence[StandWish]


def applied(organization: Organization, edition_id: int) -> Applied:
    """Return what an organization has at an edition: two queries."""
    found = StandApplication.objects.filter(organization=organization, edition_id=edition_id)
    application = found.select_related("stand__hall", "edition", "organization").first()
    wishes = StandWish.objects.filter(application=application).select_related("stand__hall", "stand")
    return Applied(application, list(wishes) if application else [])


def stand_of_booth(organization: Organization, edition_id: int) -> Stand | None:
    """Return the stand of an organization's booth, perhaps given to it unasked: one query."""
    found = Stand.objects.filter(booth__organization=organization, booth__edition=edition_id)
    return found.select_related("hall__edition").first()


def to_decide() -> QuerySet[StandApplication]:
    """Return the applications before the organizer, the longest waiting first."""
    waiting = StandApplication.objects.filter(state=StandApplication.State.APPLIED)
    return waiting.select_related("organization", "edition", "stand__hall").order_by("sent_at", "pk")


def stand_at(edition: str, hall: str, code: str) -> Stand | None:
    """Return the stand at an address, with its hall and edition, or None."""
    # PostgreSQL takes no NUL character, with which an address may come.
    if not code.isprintable():
        return None
    found = Stand.objects.filter(hall__edition__slug=edition, hall__slug=hall, code=code)
    return found.exclude(hall__edition__state=Edition.State.PLANNED).select_related("hall__edition").first()
