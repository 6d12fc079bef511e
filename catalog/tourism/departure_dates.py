"""The moments of a departure, from its tour and the day it leaves; and the days of a weekly pattern."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.reference.local_time import moment_of
from catalog.tourism.models import Tour, TourVersion
from catalog.tourism.tour_document import from_json

EAST = timedelta(hours=14)
"""How far ahead of UTC a clock is at most: UTC+14 in Kiritimati, in the IANA time zone database."""
HORIZON = timedelta(days=366)
"""How far ahead departures of a pattern are made: twelve months."""


@dataclass(frozen=True)
class Dates:
    """When a departure comes back, meets, closes and decides. Moments are UTC, days by the tour's clock."""

    back_on: date
    meets_at: datetime
    closes_at: datetime
    decides_on: date


def dates_of(tour: Tour, on: date) -> Dates:
    """Return the dates of a tour that leaves on a day.

    A tour of one day is back the same day. The cut-off is counted in hours of time that passes, so that
    it stays ``cutoff_hours`` long where clocks are changed in between. Raises ValidationError where the
    clock of the meeting point leaves the meeting time out on that day.
    """
    meets_at = moment_of(on, tour.meeting_time, tour.time_zone)
    return Dates(
        back_on=on + timedelta(days=tour.days - 1),
        meets_at=meets_at,
        closes_at=meets_at - timedelta(hours=tour.cutoff_hours),
        decides_on=on - timedelta(days=tour.decision_days),
    )


def today_at(zone: str, moment: datetime) -> date:
    """Return which day the clock of an IANA time zone says at a moment."""
    return moment.astimezone(ZoneInfo(zone)).date()


def days_of_week(
    *, weekdays: Iterable[int], from_day: date, until_day: date, except_on: Iterable[str] = ()
) -> Iterator[date]:
    """Yield the days from a day until a day, both included, that fall on weekdays (0 is Monday).

    ``except_on`` are days as ISO text that are left out.
    """
    wanted, left_out = frozenset(weekdays), frozenset(except_on)
    for number in range((until_day - from_day).days + 1):
        day = from_day + timedelta(days=number)
        if day.weekday() in wanted and day.isoformat() not in left_out:
            yield day


def priced_days(tour: Tour, days: Iterable[date]) -> list[date]:
    """Return those days on which a season of the tour's published document has a price.

    A tour without a document (version 0) has none that could have a gap: every day counts. One query.
    """
    wanted = list(days)
    version = TourVersion.objects.filter(tour=tour, number=tour.version).values_list("document", flat=True)
    document = version.first()
    if document is None:
        return wanted
    seasons = from_json(document).seasons
    return [day for day in wanted if any(season.from_day <= day <= season.until_day for season in seasons)]
