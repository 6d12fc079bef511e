"""What a clock on the wall says, as a moment: hours that do not exist are refused, of two the first counts.

The rules are those of the IANA time zone database, as the package tzdata or the machine has them.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from catalog.reference.cldr import locale_of, zone_place


def moment_or_none(day: date, hour: time, zone: str) -> datetime | None:
    """Return what ``moment_of`` returns, or None where that hour does not come."""
    place = ZoneInfo(zone)
    said = datetime.combine(day, hour.replace(tzinfo=None), tzinfo=place)
    moment = said.astimezone(UTC)
    return moment if moment.astimezone(place).replace(tzinfo=None) == said.replace(tzinfo=None) else None


def moment_of(day: date, hour: time, zone: str) -> datetime:
    """Return the moment (UTC) at which the clock of an IANA time zone says that day and hour.

    Where the clocks go back, an hour comes twice: the first one is meant. Raises ValidationError where
    they go forward and the hour does not come at all.
    """
    moment = moment_or_none(day, hour, zone)
    if moment is None:
        language = get_language() or "en"
        locale = locale_of(language)
        raise ValidationError(
            _("On %(day)s there is no %(hour)s in %(place)s: the clocks go forward. Choose another hour."),
            code="no_such_hour",
            params={
                "day": format_date(day, "medium", locale=locale),
                "hour": format_time(hour, "short", locale=locale),
                "place": zone_place(zone, language),
            },
        )
    return moment


def comes_twice(moment: datetime, zone: str) -> bool:
    """Tell whether the clock of an IANA time zone says the same at another moment of that day."""
    local = moment.astimezone(ZoneInfo(zone))
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
