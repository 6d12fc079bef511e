"""Writes: who travelled, and who booked for them, is deleted once nobody needs to know any more."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from catalog.notices.services import forget_letters
from catalog.tourism.booking_letters import TO_BOOKER
from catalog.tourism.departure_dates import EAST, today_at
from catalog.tourism.models import Booking, Departure, Traveller
from catalog.tourism.services.messages import MESSAGE

KEEP = timedelta(days=90)
AT_ONCE = 200
State = Booking.State
KNOWN = Traveller.objects.filter(entered_at__isnull=False, deleted_at__isnull=True)
ENDED = (State.RELEASED, State.CANCELLED, State.LAPSED)


@transaction.atomic
def forget() -> int:
    """Delete what identifies travellers and whoever booked, as the 90th day after the return begins.

    That day is one of the meeting point's clock. Travellers of a booking that came to nothing go at once,
    unless another date is still offered: who takes it takes them along. Of a booking stay its code, its
    seats and its price; the letters about it go with the address. Returns how many travellers were
    forgotten. The clock calls it every hour.
    """
    now = timezone.now()
    over = _over(now)
    ended = Booking.objects.filter(Q(departure__in=over) | Q(state__in=ENDED)).exclude(_undecided(now))
    gone = list(KNOWN.filter(booking__in=ended).values_list("pk", flat=True))
    for booking in Booking.objects.filter(departure__in=over).exclude(_undecided(now) | Q(address="")):
        _forget_booker(booking)
    return Traveller.objects.filter(pk__in=gone).update(sealed=b"", deleted_at=now)


def _over(now: datetime) -> list[int]:
    """Return the ids of departures back so long ago that somebody on them is to be forgotten."""
    booked = Booking.objects.filter(departure=OuterRef("pk")).exclude(address="")
    named = KNOWN.filter(booking__departure=OuterRef("pk"))
    back = Departure.objects.filter(Exists(booked) | Exists(named), back_on__lte=(now + EAST).date() - KEEP)
    rows = back.select_related("tour").order_by("back_on", "pk")[:AT_ONCE]
    return [row.pk for row in rows if today_at(row.tour.time_zone, now) >= row.back_on + KEEP]


def _undecided(now: datetime) -> Q:
    """Return the condition that a booker may still take the date offered for a cancelled one."""
    return Q(state=State.CANCELLED, offered__isnull=False, offered__closes_at__gt=now)


def _forget_booker(booking: Booking) -> None:
    forget_letters(address=booking.address, kind=TO_BOOKER.name, booking=str(booking.pk))
    forget_letters(address=booking.address, kind=MESSAGE.name, departure=booking.departure_id)
    Booking.objects.filter(pk=booking.pk).update(name="", address="", phone="", note="")
