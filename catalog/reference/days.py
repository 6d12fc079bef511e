"""Which day it is somewhere: a document that names its last day holds through it where its holder is."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone


def today_in(zones: Sequence[str], now: datetime | None = None) -> date:
    """Return the day it is where the calendar is furthest on; without zones, the day in UTC.

    Of several zones the first to end a day counts: from then on nobody there may call valid what
    ended with it.
    """
    moment = now or timezone.now()
    return max((moment.astimezone(ZoneInfo(zone)).date() for zone in zones), default=moment.date())
