"""Writes: departures on days of the week, kept made for the coming twelve months."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.merchants.services.members import acted_as
from catalog.seams import events, freshness
from catalog.tourism.departure_dates import HORIZON, dates_of, days_of_week, priced_days, today_at
from catalog.tourism.departure_events import DeparturesChanged
from catalog.tourism.models import Departure, DeparturePattern, Tour
from catalog.tourism.services.places import AREA

WEEK = range(7)
MOST_EXCEPTIONS = 200


def check_seats(tour: Tour, seats: int) -> None:
    """Raise ValidationError, by the field ``seats``, outside the smallest and the largest group."""
    if not tour.group_min <= seats <= tour.group_max:
        said = _("A group of this tour has from %(least)d to %(most)d travellers.")
        raise ValidationError({"seats": [said % {"least": tour.group_min, "most": tour.group_max}]})


def check_offered(tour: Tour) -> None:
    """Raise ValidationError where a tour is not on offer any more."""
    if tour.status in {Tour.Status.ARCHIVED, Tour.Status.SUSPENDED}:
        raise ValidationError(_("This tour is not on offer: it gets no new departures."), code="gone")


@transaction.atomic
def plan_pattern(
    *,
    tour: Tour,
    weekdays: Collection[int],
    from_day: date,
    until_day: date,
    except_on: Iterable[date] = (),
    seats: int,
    by: AbstractBaseUser | None = None,
) -> DeparturePattern:
    """Have a tour depart on days of the week (0 is Monday) from a day until a day, but for exceptions.

    Departures of the coming twelve months are made at once and open for booking; the clock makes later
    ones. A day on which the tour departs already, or on which its departure was cancelled, stays as it
    is. The same pattern again is the one there is, with these seats and exceptions for what comes.
    Raises ValidationError by field.
    """
    check_offered(tour)
    _check_days(weekdays, from_day, until_day)
    check_seats(tour, seats)
    left_out = sorted({day.isoformat() for day in except_on})
    if len(left_out) > MOST_EXCEPTIONS:
        raise ValidationError({"except_on": [_("These are too many days.")]})
    Tour.objects.select_for_update(of=("self",)).get(pk=tour.pk)
    pattern, _new = DeparturePattern.objects.update_or_create(
        tour=tour,
        weekdays=sorted(set(weekdays)),
        from_day=from_day,
        until_day=until_day,
        defaults={"except_on": left_out, "seats": seats},
    )
    made = make_departures(pattern=pattern)
    audit.record(
        actor=by,
        role=acted_as(tour.organization, by),
        action="departures.pattern",
        target=tour,
        after={
            "weekdays": pattern.weekdays,
            "from": from_day.isoformat(),
            "until": until_day.isoformat(),
            "except": left_out,
            "seats": seats,
            "made": made,
        },
    )
    return pattern


def _check_days(weekdays: Collection[int], from_day: date, until_day: date) -> None:
    problems: dict[str, list[str]] = {}
    if not weekdays or not set(weekdays) <= set(WEEK):
        problems["weekdays"] = [_("Choose at least one day of the week.")]
    if until_day < from_day:
        problems["until_day"] = [_("The last day is before the first.")]
    if problems:
        raise ValidationError(problems)


@transaction.atomic
def make_departures(*, pattern: DeparturePattern, now: datetime | None = None) -> int:
    """Make the departures of a pattern that are missing within twelve months; return how many.

    Left out are days whose cut-off has passed, days without a price, and those on which the meeting time
    does not come. Repeating it makes nothing twice: the key of tour and day decides. What counts is the
    pattern as it is kept: one that was stopped meanwhile makes nothing.
    """
    rows = DeparturePattern.objects.select_for_update(of=("self",)).select_related("tour")
    kept = rows.filter(pk=pattern.pk).first()
    return _make(kept, now or timezone.now()) if kept else 0


def _make(pattern: DeparturePattern, moment: datetime) -> int:
    tour = pattern.tour
    today = today_at(tour.time_zone, moment)
    last = min(pattern.until_day, today + HORIZON)
    days = days_of_week(
        weekdays=pattern.weekdays,
        from_day=max(pattern.from_day, today),
        until_day=last,
        except_on=pattern.except_on,
    )
    there = set(Departure.objects.filter(tour=tour, on__gte=today).values_list("on", flat=True))
    missing = [day for day in priced_days(tour, days) if day not in there]
    rows = [row for day in missing if (row := _row(pattern, day, moment))]
    Departure.objects.bulk_create(rows, ignore_conflicts=True)
    DeparturePattern.objects.filter(pk=pattern.pk).update(made_until=last)
    if rows:
        freshness.changed(AREA)
        events.publish(DeparturesChanged((tour.pk,)))
    return len(rows)


def _row(pattern: DeparturePattern, day: date, now: datetime) -> Departure | None:
    try:
        dates = dates_of(pattern.tour, day)
    except ValidationError:
        return None
    if dates.closes_at <= now:
        return None
    return Departure(
        tour=pattern.tour,
        pattern=pattern,
        on=day,
        back_on=dates.back_on,
        meets_at=dates.meets_at,
        closes_at=dates.closes_at,
        decides_on=dates.decides_on,
        state=Departure.State.OPEN,
        # The largest group may have become smaller since the pattern was made.
        seats=min(pattern.seats, pattern.tour.group_max),
        minimum=pattern.tour.group_min,
        changed_at=now,
    )


@transaction.atomic
def stop_pattern(*, pattern: DeparturePattern, by: AbstractBaseUser | None = None) -> None:
    """Make no more departures of a pattern; those that are made stay."""
    audit.record(
        actor=by,
        role=acted_as(pattern.tour.organization, by),
        action="departures.pattern-stopped",
        target=pattern.tour,
        before={"weekdays": pattern.weekdays, "until": pattern.until_day.isoformat()},
    )
    DeparturePattern.objects.filter(pk=pattern.pk).delete()


def make_coming(*, now: datetime | None = None) -> int:
    """Keep the departures of the coming twelve months made, for tours on offer; return how many are new.

    Every pattern is its own transaction, so that none is half made where the clock is stopped.
    """
    moment = now or timezone.now()
    going_on = DeparturePattern.objects.filter(
        tour__status__in=[Tour.Status.PUBLISHED, Tour.Status.PAUSED], until_day__gte=moment.date()
    )
    return sum(
        make_departures(pattern=pattern, now=moment)
        for pattern in going_on.select_related("tour").order_by("pk")
    )
