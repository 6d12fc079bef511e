"""The fair's own clock: what somebody types is meant by it, and what the place is called where it hangs."""

from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from catalog.reference.cldr import zone_place
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


def fair_place(names: Mapping[str, str] | None, zone: str, language: str) -> str:
    """Return what the place of a fair is called: its city, else the one its time zone is called after.

    ``names`` are those of the city by language, None where none is named.
    """
    known = names or {}
    return known.get(language) or known.get("en") or zone_place(zone, language)
