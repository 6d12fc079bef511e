"""Writes: on which days of a weekly pattern a tour does not depart, changed after the pattern was made."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.merchants.services.members import acted_as
from catalog.seams import events, freshness
from catalog.tourism.departure_dates import days_of_week, today_at
from catalog.tourism.departure_events import DeparturesChanged
from catalog.tourism.models import Booking, Departure, DeparturePattern
from catalog.tourism.refusals import Refused
from catalog.tourism.services.patterns import MOST_EXCEPTIONS, make_departures
from catalog.tourism.services.places import AREA

State = Departure.State
UNPROMISED = frozenset({State.PLANNED, State.OPEN, State.CLOSED})


@dataclass(frozen=True)
class Changed:
    """What new exceptions came to: how many departures were made, and how many nobody had booked are gone."""

    made: int
    gone: int


@transaction.atomic
def change_exceptions(
    *,
    pattern: DeparturePattern,
    except_on: Iterable[date],
    seen: Collection[str] | None = None,
    by: AbstractBaseUser | None = None,
) -> Changed:
    """Have a pattern leave out these days and no others.

    A departure on a day that is new among them goes where nobody ever booked it and it was promised to
    nobody; any other stays as it is, for its operator to cancel. Days that are no longer among them get
    their departures. ``seen`` are the days (ISO) the operator had before them: raises Refused where they
    have changed or the pattern was stopped; ValidationError, by ``except_on``, for a day on which the
    pattern does not depart, or too many.
    """
    kept = DeparturePattern.objects.select_for_update(of=("self",)).select_related("tour__organization")
    held = kept.filter(pk=pattern.pk).first()
    if held is None or (seen is not None and sorted(seen) != sorted(held.except_on)):
        raise Refused(_("Not saved: somebody changed this pattern meanwhile. Look at it first."))
    wanted = {day.isoformat() for day in except_on}
    before = set(held.except_on)
    _check(held, wanted, before)
    held.except_on = sorted(wanted)
    DeparturePattern.objects.filter(pk=held.pk).update(except_on=held.except_on)
    gone = _drop(held, wanted - before)
    changed = Changed(made=make_departures(pattern=held), gone=gone)
    if wanted != before:
        audit.record(
            actor=by,
            role=acted_as(held.tour.organization, by),
            action="departures.exceptions",
            target=held.tour,
            before={"except": sorted(before)},
            after={"except": held.except_on, "made": changed.made, "gone": gone},
        )
    return changed


def _check(pattern: DeparturePattern, wanted: Collection[str], before: Collection[str]) -> None:
    if len(wanted) > MOST_EXCEPTIONS:
        raise ValidationError({"except_on": [_("These are too many days.")]})
    every = days_of_week(weekdays=pattern.weekdays, from_day=pattern.from_day, until_day=pattern.until_day)
    days = {day.isoformat() for day in every} | set(before)
    wrong = sorted(set(wanted) - days)
    if wrong:
        raise ValidationError(
            {"except_on": [_("This pattern does not depart on %(day)s.") % {"day": day} for day in wrong]}
        )


def _drop(pattern: DeparturePattern, days: Collection[str]) -> int:
    """Take away the departures on these days that concern nobody; return how many."""
    today = today_at(pattern.tour.time_zone, timezone.now())
    rows = Departure.objects.select_for_update(of=("self",)).filter(
        pattern=pattern, on__in=[date.fromisoformat(day) for day in days], on__gte=today
    )
    # The rows are held from here on: nobody books one of them beside this.
    held = {one.pk for one in rows if one.state in UNPROMISED and not one.taken and one.decided_at is None}
    held -= set(Booking.objects.filter(departure__in=held).values_list("departure", flat=True))
    if held:
        Departure.objects.filter(pk__in=held).delete()
        freshness.changed(AREA)
        events.publish(DeparturesChanged((pattern.tour_id,)))
    return len(held)
