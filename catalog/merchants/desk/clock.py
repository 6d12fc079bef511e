"""By whose clock a desk tells when something was done: the reader's where they chose one, else its own."""

from django.conf import settings
from django.http import HttpRequest

from catalog.merchants.desk.guard import Desk
from catalog.reference.cldr import zone_place
from catalog.reference.models import Country
from catalog.seams import preferences


def told_by(request: HttpRequest, desk: Desk) -> dict[str, str]:
    """Return ``time_zone`` (IANA) and ``clock``, what the place is called whose clock that is."""
    reader = preferences.of(request)
    zone = reader.time_zone
    if zone == settings.TIME_ZONE:  # nobody chose it: the server counts by it
        zones = Country.objects.get(pk=desk.organization.country_id).time_zones
        zone = zones[0] if zones else zone
    return {"time_zone": zone, "clock": zone_place(zone, reader.language)}
