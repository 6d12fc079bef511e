"""Reads: when an organization receives, by which clock, and what of it is still free."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from catalog.conversations.places import seller_place
from catalog.merchants.models import Organization
from expo.fair.models import Booth
from expo.meetings.models import MeetingTerms, OpenQuarter, TakenQuarter

QUARTER = timedelta(minutes=15)


def clock_of(organization: Organization) -> str:
    """Return the IANA time zone by which an organization receives: its own word, else its country's."""
    said = MeetingTerms.objects.filter(organization=organization).values_list("time_zone", flat=True).first()
    return said or seller_place(organization.pk, organization.source_language)[0]


def stand_of(organization_id: int) -> str:
    """Return the number of an organization's stand at the current edition, empty without one."""
    found = Booth.objects.filter(
        organization=organization_id, edition__is_current=True, stand__isnull=False
    ).values_list("stand__code", flat=True)
    return found.first() or ""


def free_starts(*, organization_id: int, minutes: int, since: datetime, until: datetime) -> list[datetime]:
    """Return the moments (UTC) at which a meeting of that length could begin, in order: two queries.

    Each of its quarters is open and taken by no agreed meeting; nothing past is offered.
    """
    span = {"begins_at__gte": max(since, timezone.now()), "begins_at__lt": until + timedelta(minutes=minutes)}
    opened = OpenQuarter.objects.filter(organization=organization_id, **span)
    taken = TakenQuarter.objects.filter(party=organization_id, **span)
    free = set(opened.values_list("begins_at", flat=True)) - set(taken.values_list("begins_at", flat=True))
    length = minutes // 15
    return sorted(
        moment
        for moment in free
        if moment < until and all(moment + number * QUARTER in free for number in range(1, length))
    )


def first_open(*, organization_id: int) -> datetime | None:
    """Return the first moment (UTC) from now on at which an organization receives, taken or not."""
    coming = OpenQuarter.objects.filter(organization=organization_id, begins_at__gte=timezone.now())
    return coming.order_by("begins_at").values_list("begins_at", flat=True).first()


@dataclass(frozen=True)
class OpenDay:
    """One day of an organization's hours by its own clock: stretches of (from, to, how many are taken)."""

    day: date
    stretches: tuple[tuple[datetime, datetime, int], ...]


def open_days(*, organization_id: int, zone: str) -> list[OpenDay]:
    """Return the hours an organization has opened from now on, by its clock: two queries."""
    coming = {"begins_at__gte": timezone.now()}
    opened = OpenQuarter.objects.filter(organization=organization_id, **coming)
    taken = set(
        TakenQuarter.objects.filter(party=organization_id, **coming).values_list("begins_at", flat=True)
    )
    days: dict[date, list[datetime]] = defaultdict(list)
    for moment in opened.order_by("begins_at").values_list("begins_at", flat=True):
        days[moment.astimezone(ZoneInfo(zone)).date()].append(moment)
    return [OpenDay(day, tuple(_stretches(moments, taken))) for day, moments in days.items()]


def _stretches(moments: list[datetime], taken: set[datetime]) -> list[tuple[datetime, datetime, int]]:
    found: list[list[datetime]] = []
    for moment in moments:
        if found and found[-1][-1] + QUARTER == moment:
            found[-1].append(moment)
        else:
            found.append([moment])
    return [(one[0], one[-1] + QUARTER, len(taken & set(one))) for one in found]
