"""Free times as a page shows them: by day, by the reader's clock, with the exhibitor's beside it."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time

from catalog.reference.cldr import locale_of
from catalog.reference.local_time import comes_twice
from catalog.seams.preferences import Preferences
from expo.meetings.forms import slot_value


def days_of(starts: Sequence[datetime], reader: Preferences, zone: str) -> list[dict[str, Any]]:
    """Return free times by day of the reader's clock, with the exhibitor's clock where it shows another time.

    ``starts`` are aware and in order, ``zone`` is the exhibitor's IANA time zone.
    """
    locale, clock = locale_of(reader.language), ZoneInfo(reader.time_zone)
    return [
        {
            "day": format_date(day, "full", locale=locale),
            "slots": [
                {
                    "value": slot_value(moment),
                    "mine": hour_text(moment, reader.time_zone, locale),
                    "theirs": _theirs(moment, reader.time_zone, zone, locale),
                }
                for moment in moments
            ],
        }
        for day, moments in groupby(starts, key=lambda moment: moment.astimezone(clock).date())
    ]


def hour_text(moment: datetime, zone: str, locale: Locale) -> str:
    """Return the hour by the clock of a zone; where it says that twice a day, with its offset from UTC."""
    clock = ZoneInfo(zone)
    hour = str(format_time(moment, "short", tzinfo=clock, locale=locale))
    if comes_twice(moment, zone):
        offset = moment.astimezone(clock).strftime("%z")
        return f"{hour} (UTC{offset[:3]}:{offset[3:]})"
    return hour


def _theirs(moment: datetime, mine: str, zone: str, locale: Locale) -> str:
    here, there = moment.astimezone(ZoneInfo(mine)), moment.astimezone(ZoneInfo(zone))
    if here.utcoffset() == there.utcoffset():
        return ""
    hour = hour_text(moment, zone, locale)
    return hour if here.date() == there.date() else f"{format_date(there, 'short', locale=locale)} {hour}"
