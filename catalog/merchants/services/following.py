"""Writes: pages, the search index and the rooms above follow what holds of an organization."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from catalog.merchants.events import StorefrontChanged
from catalog.merchants.models import Evidence, Organization
from catalog.seams import events, freshness
from catalog.seams.schedules import Schedule
from catalog.search import services as search

# A clock that was down for a night, and countries half a day apart, are both within it.
_LOOKED_BACK = timedelta(days=3)


def tell_trust(organization: Organization) -> None:
    """Let everybody know that what is checked of an organization changed; in the caller's transaction."""
    storefront = organization.storefront
    search.mark_dirty(kind="storefront", ids=[storefront.pk])
    freshness.changed("storefronts", "goods")
    events.publish(StorefrontChanged(storefront_id=storefront.pk, organization_id=organization.pk))


def follow_last_days(*, now: datetime | None = None) -> int:
    """Let everybody know whose evidence had its last day lately or has it today; return how many.

    Today counts, for the day of a country may be over while it still lasts in UTC.
    """
    today = (now or timezone.now()).date()
    ended = Organization.objects.filter(
        evidence__state=Evidence.State.ACCEPTED, evidence__expires_on__range=(today - _LOOKED_BACK, today)
    )
    with transaction.atomic():
        told = list(ended.select_related("storefront").distinct())
        for organization in told:
            tell_trust(organization)
    return len(told)


LAST_DAYS = Schedule("merchants.evidence-ended", timedelta(hours=1), follow_last_days)
