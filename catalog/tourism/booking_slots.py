"""The way from a departure on its tour's page to booking it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone

from catalog.seams.preferences import Preferences
from catalog.tourism.models import Departure
from catalog.tourism.selectors.departures import TAKING


def on_departures(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Mapping[str, Any]]:
    """Return where each departure that takes bookings is booked, or waited for: one query."""
    taking = Departure.objects.filter(pk__in=ids, state__in=TAKING, closes_at__gt=timezone.now())
    return {
        row.pk: {"url": reverse("tour-book", args=[row.tour.slug, row.on.isoformat()]), "full": row.free <= 0}
        for row in taking.select_related("tour").only("pk", "on", "seats", "taken", "tour__slug")
    }
