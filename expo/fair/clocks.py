"""Local hours as moments: what somebody types at the fair is meant by the clock of their place."""

from datetime import date, datetime, time

from django.utils.translation import gettext as _

from catalog.reference.local_time import moment_or_none
from expo.fair.refusals import Refused


def instant(day: date, clock: time, zone: str) -> datetime:
    """Return the moment, in UTC, at which the clock of an IANA time zone shows this on that day.

    An hour that comes twice when clocks go back is its first coming. Raises Refused for one that
    clocks leave out when they go forward: nobody can meet then.
    """
    moment = moment_or_none(day, clock, zone)
    if moment is None:
        words = {"time": f"{clock:%H:%M}", "day": day.isoformat(), "zone": zone}
        raise Refused(_("There is no %(time)s on %(day)s in %(zone)s: the clocks leave it out.") % words)
    return moment
