"""Local hours as moments: what somebody types at the fair is meant by the clock of their place."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from expo.fair.refusals import Refused


def instant(day: date, clock: time, zone: str) -> datetime:
    """Return the moment, in UTC, at which the clock of an IANA time zone shows this on that day.

    An hour that comes twice when clocks go back is its first coming. Raises Refused for one that
    clocks leave out when they go forward: nobody can meet then.
    """
    place = ZoneInfo(zone)
    local = datetime.combine(day, clock, tzinfo=place)
    moment = local.astimezone(UTC)
    if moment.astimezone(place).replace(tzinfo=None) != local.replace(tzinfo=None):
        words = {"time": f"{clock:%H:%M}", "day": day.isoformat(), "zone": zone}
        raise Refused(_("There is no %(time)s on %(day)s in %(zone)s: the clocks leave it out.") % words)
    return moment
