"""Writes: who receives visitors at a booth, when it is open, and that somebody is there."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.conversations.events import MessageReached
from catalog.conversations.models import Message
from catalog.merchants.events import MemberLeft
from catalog.merchants.models import Membership
from catalog.reference.languages import codes
from catalog.seams import freshness
from expo.fair.clocks import instant
from expo.fair.models import Booth, BoothHours, BoothStaff
from expo.fair.refusals import Refused
from expo.fair.selectors.living import LIVING
from expo.fair.selectors.staffing import present_staff, zone_of
from expo.fair.services.booths import check_living, tell

MOST_DAYS = 31
MOST_HOURS = 120
# Who is there does something every other second; that is noted once in a while.
NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def save_staff(
    *, booth: Booth, person_id: int, name: str, languages: Sequence[str], order: int = 100
) -> BoothStaff:
    """Have a member of the organization receive visitors, under this name and in these languages.

    Raises EditionOver, and Refused for somebody who is no member, for a nameless one, and without a
    language.
    """
    check_living(booth)
    if not Membership.objects.filter(organization=booth.organization_id, user=person_id).exists():
        raise Refused(_("Only members of your organization are at its booth. Invite them first."))
    known = [code for code in dict.fromkeys(languages) if code in codes()]
    if not name.strip() or not known:
        raise Refused(_("Say what visitors call this person, and in which languages."))
    saved, _created = BoothStaff.objects.update_or_create(
        booth=booth,
        person_id=person_id,
        defaults={"name": name.strip()[:120], "languages": known, "order": order},
    )
    tell([booth])
    return saved


@transaction.atomic
def remove_staff(*, staff: BoothStaff) -> None:
    """Have somebody receive visitors no longer. Raises EditionOver."""
    check_living(staff.booth)
    staff.delete()
    tell([staff.booth])


@transaction.atomic
def open_hours(
    *, booth: Booth, first: date, last: date, opens: time, closes: time, now: datetime | None = None
) -> list[BoothHours]:
    """Open a booth on each of these days, by the clock of its own place.

    Raises EditionOver, and Refused, with nothing written, where the hours end before they begin, lie in
    the past, overlap others, fall into an hour that the clocks leave out, or are too many.
    """
    check_living(booth)
    Booth.objects.select_for_update().only("pk").get(pk=booth.pk)
    _check_days(first, last, opens, closes)
    zone, days = zone_of(booth), (last - first).days + 1
    stretches = [
        (instant(day, opens, zone), instant(day, closes, zone))
        for day in (first + timedelta(days=number) for number in range(days))
    ]
    if stretches[0][0] < (now or timezone.now()):
        raise Refused(_("These hours are over already. Begin later."))
    there = list(booth.hours.values_list("starts_at", "ends_at"))
    if len(there) + len(stretches) > MOST_HOURS:
        raise Refused(_("A booth opens at most %(most)s times.") % {"most": MOST_HOURS})
    for starts, ends in stretches:
        if any(starts < other_end and other_start < ends for other_start, other_end in there):
            words = {"day": starts.astimezone(ZoneInfo(zone)).date().isoformat()}
            raise Refused(_("The booth is open on %(day)s at that time already.") % words)
    made = BoothHours.objects.bulk_create(
        BoothHours(booth=booth, starts_at=starts, ends_at=ends) for starts, ends in stretches
    )
    tell([booth])
    return made


def _check_days(first: date, last: date, opens: time, closes: time) -> None:
    if last < first or closes <= opens:
        raise Refused(_("The end is before the beginning."))
    if (last - first).days >= MOST_DAYS:
        raise Refused(_("Name at most %(most)s days at once.") % {"most": MOST_DAYS})


@transaction.atomic
def close_hours(*, hours: BoothHours) -> None:
    """Take a stretch of opening hours away. Raises EditionOver."""
    check_living(hours.booth)
    hours.delete()
    tell([hours.booth])


@transaction.atomic
def arrive(*, staff: BoothStaff, now: datetime | None = None) -> None:
    """Say that somebody is at the booth from now on. Raises EditionOver."""
    check_living(staff.booth)
    moment = now or timezone.now()
    BoothStaff.objects.filter(pk=staff.pk).update(present_since=moment, active_at=moment)
    staff.refresh_from_db()
    freshness.changed("fair")


@transaction.atomic
def leave(*, staff: BoothStaff) -> None:
    """Say that somebody has left the booth."""
    BoothStaff.objects.filter(pk=staff.pk).update(present_since=None, active_at=None)
    staff.refresh_from_db()
    freshness.changed("fair")


def stay(*, person: AbstractBaseUser, organization_id: int, now: datetime | None = None) -> int:
    """Note that somebody who is at a booth did something; return at how many booths that counts.

    Who has lapsed, or stayed after hours, is not brought back: they have to say that they are there.
    """
    moment = now or timezone.now()
    there = present_staff(moment).filter(person=person.pk, booth__organization=organization_id)
    return there.filter(active_at__lt=moment - NOTED_EVERY).update(active_at=moment)


@transaction.atomic
def follow_member(event: MemberLeft) -> None:
    """Have somebody who is no member any more receive no visitors at the booths of living editions."""
    living = Booth.objects.filter(organization=event.organization_id, edition__state__in=LIVING)
    theirs = BoothStaff.objects.filter(booth__in=living, person=event.user_id)
    booths = list(living.filter(staff__in=theirs))
    if booths:
        theirs.delete()
        tell(booths)


def follow_message(event: MessageReached) -> None:
    """Take an answer to a visitor for something that somebody at the booth does."""
    if not event.by_visitor:
        author = Message.objects.select_related("author").get(pk=event.message_id).author
        if author is not None:
            stay(person=author, organization_id=event.organization_id)
