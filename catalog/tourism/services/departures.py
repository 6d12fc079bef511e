"""Writes: departures are planned, opened, closed, guaranteed; their seats grow and shrink under the guard.

Every move is one conditional update that names the states it starts from, so that of two people who
decide at once the second is told. Nothing here takes or gives back anybody's seats; those that a
departure has more of, or that are to be had again, are offered to who waits for them.
"""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.merchants.services.members import acted_as
from catalog.merchants.services.moves import MoveRefused
from catalog.seams import events, freshness
from catalog.tourism.departure_dates import dates_of, priced_days
from catalog.tourism.departure_events import DeparturesChanged
from catalog.tourism.departure_letters import tell_bookers
from catalog.tourism.models import Departure, Tour
from catalog.tourism.services.guard import COMING as COMING
from catalog.tourism.services.offering import offer_free
from catalog.tourism.services.patterns import check_offered, check_seats
from catalog.tourism.services.patterns import plan_pattern as plan_pattern
from catalog.tourism.services.places import AREA

State = Departure.State

MOVES: dict[str, frozenset[str]] = {
    State.PLANNED: frozenset({State.OPEN, State.CLOSED, State.CANCELLED}),
    # Nothing leaves while it takes bookings: its cut-off closes it before.
    State.OPEN: frozenset({State.GUARANTEED, State.CLOSED, State.CANCELLED}),
    # What was promised to bookers is not taken back: it can only fall away altogether.
    State.GUARANTEED: frozenset({State.CLOSED, State.CANCELLED}),
    State.CLOSED: frozenset({State.OPEN, State.GUARANTEED, State.DEPARTED, State.CANCELLED}),
    State.DEPARTED: frozenset(),
    State.CANCELLED: frozenset(),
}


@transaction.atomic
def plan_departure(*, tour: Tour, on: date, seats: int, by: AbstractBaseUser | None = None) -> Departure:
    """Plan a tour's departure on a day; it takes bookings once it is opened.

    Its moments follow from the tour as it is now, by the clock of the meeting point. Raises
    ValidationError: by ``on`` for a day that has passed, that has no price, on which the meeting time
    does not come or on which the tour departs already, by ``seats`` for fewer than the smallest group
    or more than the largest; without a field where the tour is not on offer.
    """
    check_offered(tour)
    check_seats(tour, seats)
    row = _planned(tour, on, seats)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise ValidationError({"on": [_("This tour departs on that day already.")]}) from None
    _tell(row, "departure.planned", by, after={"on": on.isoformat(), "seats": seats})
    return row


def _planned(tour: Tour, on: date, seats: int) -> Departure:
    try:
        dates = dates_of(tour, on)
    except ValidationError as error:
        raise ValidationError({"on": error.messages}) from None
    except OverflowError:  # at an end of the calendar, where nothing has a price
        raise ValidationError({"on": [_("No season of this tour has a price on that day.")]}) from None
    if dates.meets_at <= timezone.now():
        raise ValidationError({"on": [_("This day has passed.")]})
    if not priced_days(tour, [on]):
        raise ValidationError({"on": [_("No season of this tour has a price on that day.")]})
    return Departure(
        tour=tour,
        on=on,
        back_on=dates.back_on,
        meets_at=dates.meets_at,
        closes_at=dates.closes_at,
        decides_on=dates.decides_on,
        seats=seats,
        minimum=tour.group_min,
    )


@transaction.atomic
def open_departure(*, departure: Departure, by: AbstractBaseUser | None = None) -> Departure:
    """Let a planned or closed departure take bookings; one that was promised is guaranteed again.

    Raises MoveRefused, naming both states, and ValidationError once its cut-off has passed.
    """
    if departure.closes_at <= timezone.now():
        raise ValidationError(_("The cut-off of this departure has passed."), code="late")
    promised = Departure.objects.filter(pk=departure.pk, decided_at__isnull=False).exists()
    wanted = State.GUARANTEED if promised else State.OPEN
    move(departure, wanted, starts=frozenset({State.PLANNED, State.CLOSED}), by=by)
    follow_bookings(departure=departure)
    _offer_free(departure)
    return departure


@transaction.atomic
def close_departure(*, departure: Departure, by: AbstractBaseUser | None = None) -> Departure:
    """Take no more bookings for a departure; who has booked stays. Raises MoveRefused, naming both states."""
    return move(departure, State.CLOSED, by=by)


@transaction.atomic
def confirm_departure(*, departure: Departure, by: AbstractBaseUser | None = None) -> Departure:
    """Promise that a departure leaves although its minimum is not reached.

    A closed one stays closed and is promised; whoever booked is told. Raises MoveRefused where it was
    promised already, or is in a state in which nothing is decided.
    """
    now = timezone.now()
    closed = Departure.objects.filter(pk=departure.pk, state=State.CLOSED, decided_at__isnull=True)
    if closed.update(decided_at=now, sequence=F("sequence") + 1, changed_at=now):
        departure.refresh_from_db()
        _tell(departure, "departure.confirmed", by)
    else:
        move(departure, State.GUARANTEED, starts=frozenset({State.OPEN}), by=by, decided_at=now)
    tell_bookers(departure, "guaranteed")
    return departure


@transaction.atomic
def follow_bookings(*, departure: Departure) -> bool:
    """Promise a departure once as many travellers are sure as its minimum asks; return whether that is new.

    Runs in the transaction that changed the seats, after them. What was promised stays promised, whoever
    leaves later. A departure that is not open yet is promised as it opens.
    """
    now = timezone.now()
    reached = Departure.objects.filter(
        pk=departure.pk,
        state__in=[State.OPEN, State.CLOSED],
        decided_at__isnull=True,
        booked__gte=F("minimum"),
    )
    moved = reached.filter(state=State.OPEN).update(
        state=State.GUARANTEED, decided_at=now, sequence=F("sequence") + 1, changed_at=now
    ) or reached.update(decided_at=now, sequence=F("sequence") + 1, changed_at=now)
    departure.refresh_from_db()
    if moved:
        _tell(departure, "departure.guaranteed", None, after={"booked": departure.booked})
        tell_bookers(departure, "guaranteed")
    return bool(moved)


@transaction.atomic
def change_seats(*, departure: Departure, seats: int, by: AbstractBaseUser | None = None) -> Departure:
    """Give a departure another number of seats, never fewer than are taken; who waits is offered new ones.

    Raises ValidationError by the field ``seats``: outside the tour's groups, or below what is taken by
    now; MoveRefused for a departure that has left or was cancelled.
    """
    check_seats(departure.tour, seats)
    before = departure.seats
    rows = Departure.objects.filter(pk=departure.pk, state__in=COMING)
    changed = rows.filter(taken__lte=seats).update(seats=seats, changed_at=timezone.now())
    departure.refresh_from_db()
    if not changed:
        if departure.state not in COMING:
            raise MoveRefused(current=departure.state, wanted=departure.state)
        said = _("Seats that are taken: %(count)d. There cannot be fewer.") % {"count": departure.taken}
        raise ValidationError({"seats": [said]})
    _tell(departure, "departure.seats", by, before={"seats": before}, after={"seats": seats})
    _offer_free(departure)
    return departure


def _offer_free(departure: Departure) -> None:
    """Offer what is free to who waits, while the departure is held by what was changed."""
    if offer_free(departure.pk):
        departure.refresh_from_db()


def move(
    departure: Departure,
    wanted: State,
    *,
    starts: frozenset[str] = COMING,
    by: AbstractBaseUser | None = None,
    **changes: Any,
) -> Departure:
    """Move a departure to another state, as the table allows, from one of ``starts``.

    Runs in the caller's transaction. Raises MoveRefused, naming both states, where it is in none from
    which it may.
    """
    allowed = [state for state, targets in MOVES.items() if wanted in targets and state in starts]
    before = departure.state
    moved = Departure.objects.filter(pk=departure.pk, state__in=allowed).update(
        state=wanted, sequence=F("sequence") + 1, changed_at=timezone.now(), **changes
    )
    departure.refresh_from_db()
    if not moved:
        raise MoveRefused(current=departure.state, wanted=wanted.value)
    _tell(departure, "departure.moved", by, before={"state": before}, after={"state": wanted.value})
    return departure


def _tell(
    departure: Departure,
    action: str,
    by: AbstractBaseUser | None,
    **values: dict[str, Any],
) -> None:
    role = acted_as(departure.tour.organization, by)
    audit.record(actor=by, role=role, action=action, target=departure, **values)
    freshness.changed(AREA)
    events.publish(DeparturesChanged((departure.tour_id,)))
