"""What this room shows elsewhere: an exhibitor's free hours, while it has any, and the ways to one's own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from catalog.merchants.models import Storefront
from catalog.seams.preferences import Preferences
from expo.fair.models import Booth, Edition
from expo.meetings.models import OpenQuarter

Values = Mapping[int, Mapping[str, Any]]


def on_storefronts(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return for each storefront whose organization receives how to ask for a meeting: one query."""
    return _ways(Storefront.objects.filter(pk__in=list(ids)))


def on_booths(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return for each booth whose organization receives how to ask for a meeting: one query."""
    return _ways(Booth.objects.filter(pk__in=list(ids)))


def on_editions(ids: Sequence[int], preferences: Preferences) -> Values:
    """Return the ways to one's own fair for the edition that is on; past ones lead nowhere: one query."""
    current = Edition.objects.filter(pk__in=list(ids), is_current=True).values_list("pk", flat=True)
    ways = {name: reverse(name) for name in ("partners", "meetings", "calendar")}
    return dict.fromkeys(current, ways)


def _ways(rows: QuerySet[Any]) -> Values:
    coming = OpenQuarter.objects.filter(organization=OuterRef("organization"), begins_at__gt=timezone.now())
    found = rows.filter(Exists(coming)).values_list("pk", "organization__slug")
    return {pk: {"url": reverse("meeting-ask", args=[slug])} for pk, slug in found}
