"""Writes: the hours in which an organization receives, on a grid of quarters by its own clock."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.merchants.models import Organization
from catalog.reference.local_time import moment_of
from expo.meetings.models import MeetingTerms, OpenQuarter
from expo.meetings.refusals import past

QUARTER = timedelta(minutes=15)
MOST_DAYS = 31


@dataclass(frozen=True, kw_only=True)
class Hours:
    """The same hours on each of several days, by the organization's clock; the last day is one of them.

    ``weekdays`` are those that count, Monday is 0; all of them where none is named.
    """

    first: date
    last: date
    begins: time
    ends: time
    weekdays: Collection[int] = ()


@transaction.atomic
def save_terms(
    *, organization: Organization, time_zone: str, phone: str = "", join_link: str = ""
) -> MeetingTerms:
    """Keep by which clock an organization receives, at which number and address. Raises ValidationError."""
    terms = MeetingTerms(
        organization=organization, time_zone=time_zone, phone=phone.strip(), join_link=join_link.strip()
    )
    terms.full_clean(validate_unique=False, validate_constraints=False)
    kept, _new = MeetingTerms.objects.update_or_create(
        organization=organization,
        defaults={"time_zone": terms.time_zone, "phone": terms.phone, "join_link": terms.join_link},
    )
    return kept


@transaction.atomic
def open_hours(*, organization: Organization, hours: Hours, zone: str) -> int:
    """Receive visitors in these hours; return how many quarters are new.

    Hours that are past already stay shut; saying the same again changes nothing. Raises ValidationError for
    hours off the grid, in the wrong order, all of them past, over too many days, or for an hour that the
    clock skips.
    """
    now = timezone.now()
    coming = [moment for moment in _quarters(hours, zone) if moment > now]
    if not coming:
        raise past()
    known = set(
        OpenQuarter.objects.filter(organization=organization, begins_at__in=coming).values_list(
            "begins_at", flat=True
        )
    )
    # Two members may open the same hours at once: the unique key keeps one row of each quarter.
    OpenQuarter.objects.bulk_create(
        (OpenQuarter(organization=organization, begins_at=moment) for moment in coming),
        ignore_conflicts=True,
    )
    return len(set(coming) - known)


@transaction.atomic
def shut_hours(*, organization: Organization, hours: Hours, zone: str) -> int:
    """Receive nobody new in these hours; return how many quarters were open. Agreed meetings stay.

    Raises like `open_hours`, but for hours that have passed.
    """
    gone, _rows = OpenQuarter.objects.filter(
        organization=organization, begins_at__in=list(_quarters(hours, zone))
    ).delete()
    return gone


def _quarters(hours: Hours, zone: str) -> Iterator[datetime]:
    """Yield the beginning of each quarter. A day on which the clocks change has fewer of them, or more."""
    _check(hours)
    for number in range((hours.last - hours.first).days + 1):
        day = hours.first + timedelta(days=number)
        if hours.weekdays and day.weekday() not in hours.weekdays:
            continue
        moment = moment_of(day, hours.begins, zone)
        # Until midnight is until the next day begins.
        late = day + timedelta(days=1) if hours.ends == time(0) else day
        end = moment_of(late, hours.ends, zone)
        while moment < end:
            yield moment
            moment += QUARTER


def _check(hours: Hours) -> None:
    for name, hour in (("begins", hours.begins), ("ends", hours.ends)):
        if hour.minute % 15 or hour.second or hour.microsecond:
            raise ValidationError({name: [_("Choose a full quarter of an hour.")]})
    if hours.ends != time(0) and hours.ends <= hours.begins:
        raise ValidationError({"ends": [_("The end comes after the beginning.")]})
    if hours.last < hours.first:
        raise ValidationError({"last": [_("The last day is not before the first.")]})
    if (hours.last - hours.first).days >= MOST_DAYS:
        raise ValidationError({"last": [_("At most %(count)d days at a time.") % {"count": MOST_DAYS}]})
