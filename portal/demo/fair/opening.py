"""When booths are open, when they receive for meetings, and who is there as the demonstration is loaded."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from expo.fair.clocks import instant
from expo.fair.models import Booth, Edition
from expo.fair.selectors.staffing import zone_of
from expo.fair.services.staffing import arrive, close_hours, open_hours
from expo.meetings.services import hours as meeting_hours
from expo.meetings.services.hours import Hours
from portal.accounts.models import User
from portal.demo.fair.booths import address_of
from portal.demo.fair.schema import BoothEntry
from portal.demo.models import Exhibit
from portal.demo.shelves import Shelf, Tally


def bring_opening(edition: Edition, entries: Sequence[BoothEntry], people: Mapping[str, User]) -> Tally:
    """Open every booth on the days of the edition, by its own clock, and have its staff arrive.

    Who arrives is there as anybody is: for a quarter of an hour, unless they do something.
    """
    shelf = Shelf(Exhibit.Kind.OPENING, Booth, Tally("Opening hours"))
    booths = _booths(edition)
    now = timezone.now()
    for entry in entries:
        booth = booths.get(entry.organization)
        if booth is None:
            continue
        stated = {
            "booth": booth.pk,
            "begins": edition.begins_on,
            "ends": edition.ends_on,
            "opens": entry.opens,
            "closes": entry.closes,
            "receives": entry.receives,
        }
        if shelf.stands(entry.organization, stated):
            continue
        with transaction.atomic():
            _open(booth, entry, edition)
            _receive(booth, entry, edition)
            _arrive(booth, entry, people, now)
            shelf.put(entry.organization, stated, booth)
    return shelf.tally


def _booths(edition: Edition) -> dict[str, Booth]:
    shelf = Shelf(Exhibit.Kind.BOOTH, Booth, Tally("Booths"))
    rows = Booth.objects.filter(edition=edition).select_related("organization__country", "edition")
    known = {row.pk: row for row in rows}
    found = {key: known.get(shelf_row.pk) for key in shelf.entries() if (shelf_row := shelf.row(key))}
    return {key: booth for key, booth in found.items() if booth is not None}


def _open(booth: Booth, entry: BoothEntry, edition: Edition) -> None:
    """Open on each day, also those hours of the first day that have passed when it is loaded."""
    start = instant(edition.begins_on, time(0), zone_of(booth))
    for old in booth.hours.filter(ends_at__gt=start):
        close_hours(hours=old)
    open_hours(
        booth=booth,
        first=edition.begins_on,
        last=edition.ends_on,
        opens=time.fromisoformat(entry.opens),
        closes=time.fromisoformat(entry.closes),
        now=start,
    )


def _receive(booth: Booth, entry: BoothEntry, edition: Edition) -> None:
    """Offer quarters for meetings; those of a day that is over already stay shut."""
    if entry.receives is None:
        return
    begins, ends = (time.fromisoformat(clock) for clock in entry.receives)
    zone = zone_of(booth)
    days = Hours(first=first_coming(edition, zone), last=edition.ends_on, begins=begins, ends=ends)
    if days.first <= days.last:
        meeting_hours.open_hours(organization=booth.organization, hours=days, zone=zone)


def first_coming(edition: Edition, zone: str, now: datetime | None = None) -> date:
    """Return the first day of an edition on which nothing has passed: its first, or tomorrow there."""
    today = (now or timezone.now()).astimezone(ZoneInfo(zone)).date()
    return max(edition.begins_on, today + timedelta(days=1))


def _arrive(booth: Booth, entry: BoothEntry, people: Mapping[str, User], now: datetime) -> None:
    here = {
        people[address_of(entry, staff, number)].pk
        for number, staff in enumerate(entry.staff, start=1)
        if staff.here
    }
    for staff in booth.staff.filter(person__in=here):
        arrive(staff=staff, now=now)
