"""Reads: whether somebody is at a booth at a moment, and when next. Nothing of it is stored."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from catalog.merchants.models import Membership, Organization
from expo.fair.models import Booth, BoothHours, BoothStaff
from expo.fair.selectors.living import LIVING

LAPSES_AFTER = timedelta(minutes=15)
Stretch = tuple[datetime, datetime]


@dataclass(frozen=True)
class Attendance:
    """A booth at a moment: who of its staff is there (ids), until when it is open, when it opens next.

    ``open_until`` is empty outside opening hours, and then nobody is there. ``next`` is the first
    stretch of opening hours that begins later; hours that begin as others end go on with them.
    """

    present: frozenset[int] = frozenset()
    open_until: datetime | None = None
    next: Stretch | None = None

    @property
    def is_staffed(self) -> bool:
        return bool(self.present)


def zone_of(booth: Booth) -> str:
    """Return the IANA time zone by whose clock a booth is open."""
    zones = booth.organization.country.time_zones
    return booth.time_zone or (str(zones[0]) if zones else "UTC")


def receiving() -> QuerySet[BoothStaff]:
    """Return who receives visitors at booths, as long as they are members of the booth's organization."""
    member = Membership.objects.filter(
        organization=OuterRef("booth__organization"), user=OuterRef("person"), user__is_active=True
    )
    return BoothStaff.objects.filter(Exists(member)).order_by("order", "pk")


def present_staff(at: datetime) -> QuerySet[BoothStaff]:
    """Return who is at a booth at a moment: said so, did something of late, and the booth is open.

    Nobody is at a booth of an edition that is over.
    """
    is_open = BoothHours.objects.filter(booth=OuterRef("booth"), starts_at__lte=at, ends_at__gt=at)
    there = receiving().filter(
        Exists(is_open),
        present_since__lte=at,
        active_at__gt=at - LAPSES_AFTER,
        booth__edition__state__in=LIVING,
    )
    return there.order_by("pk")


def staffed_booths(at: datetime | None = None) -> list[int]:
    """Return the ids of all booths at which somebody is now, or was at a moment: one query."""
    found = present_staff(at or timezone.now()).order_by("booth_id").values_list("booth_id", flat=True)
    return list(found.distinct())


@dataclass(frozen=True)
class OpenBooths:
    """Of the booths on an edition's stands: how many keep their hours at a moment, and at how many of all
    somebody is.
    """

    by_hours: int
    staffed: int


def open_booths(edition_id: int, at: datetime | None = None) -> OpenBooths:
    """Count the booths visitors see on stands that are open now, or at a moment: one query."""
    moment = at or timezone.now()
    is_open = BoothHours.objects.filter(booth=OuterRef("pk"), starts_at__lte=moment, ends_at__gt=moment)
    seen = Booth.objects.filter(
        edition=edition_id,
        edition__state__in=LIVING,
        stand__isnull=False,
        status=Booth.Status.PUBLISHED,
        organization__status=Organization.Status.ACTIVE,
    )
    there = present_staff(moment).filter(booth=OuterRef("pk"))
    counted = seen.aggregate(
        by_hours=Count("pk", filter=Exists(is_open)), staffed=Count("pk", filter=Exists(there))
    )
    return OpenBooths(**counted)


def attendance(booths: Iterable[int], at: datetime | None = None) -> dict[int, Attendance]:
    """Return how booths are attended now, or at a moment: two queries however many they are."""
    moment, wanted = at or timezone.now(), list(booths)
    present: dict[int, set[int]] = defaultdict(set)
    for booth, staff in present_staff(moment).filter(booth__in=wanted).values_list("booth_id", "pk"):
        present[booth].add(staff)
    hours: dict[int, list[Stretch]] = defaultdict(list)
    rows = BoothHours.objects.filter(booth__in=wanted, ends_at__gt=moment).order_by("starts_at", "pk")
    for booth, starts, ends in rows.values_list("booth_id", "starts_at", "ends_at"):
        hours[booth].append((starts, ends))
    return {one: _attended(present[one], hours[one], moment) for one in wanted}


def _attended(present: set[int], hours: Sequence[Stretch], moment: datetime) -> Attendance:
    joined = _joined(hours)
    until = next((ends for starts, ends in joined if starts <= moment), None)
    later = next(((starts, ends) for starts, ends in joined if starts > moment), None)
    return Attendance(frozenset(present), until, later)


def _joined(hours: Sequence[Stretch]) -> list[Stretch]:
    """Return hours in their order, those that follow each other without a pause as one."""
    joined: list[Stretch] = []
    for starts, ends in hours:
        if joined and joined[-1][1] == starts:
            joined[-1] = (joined[-1][0], ends)
        else:
            joined.append((starts, ends))
    return joined
