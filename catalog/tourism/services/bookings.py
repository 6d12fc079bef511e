"""Writes: the row of a booking, and what keeps one from being made."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.merchants.models import Organization
from catalog.tourism.models import Booking, Departure
from catalog.tourism.refusals import Refused
from catalog.tourism.services.booking_moves import new_code
from catalog.tourism.services.guard import BOOKABLE, ENDED

MOST_HOLDS = 4  # that one address may have open at a time
MOST_A_DAY = 12  # that an address without account may book
State = Booking.State


@dataclass(frozen=True, kw_only=True)
class Booker:
    """Who asks for seats, with or without an account, for themselves or for an agent's organization."""

    name: str
    address: str
    language: str
    phone: str = ""
    time_zone: str = "UTC"
    note: str = ""
    person: AbstractBaseUser | None = None
    organization: Organization | None = None


def write(
    departure: Departure,
    booker: Booker,
    *,
    state: str,
    party: Mapping[str, int],
    seats: int,
    price: Mapping[str, Any],
    kind: str = Booking.Kind.PARTY,
    until: datetime | None = None,
) -> Booking:
    """Write the row of a booking at the terms of the tour's present version."""
    return Booking.objects.create(
        code=new_code(),
        departure=departure,
        kind=kind,
        state=state,
        person_id=booker.person.pk if booker.person else None,
        organization=booker.organization,
        name=booker.name,
        address=booker.address,
        phone=booker.phone,
        language=booker.language,
        time_zone=booker.time_zone,
        note=booker.note,
        party={key: count for key, count in party.items() if count},
        seats=seats,
        price=dict(price),
        version=departure.tour.version,
        until=until,
        created_at=timezone.now(),
    )


def check_holds(booker: Booker) -> None:
    """Raise Refused where an address holds seats as often as one may, or a stranger's books all day long."""
    held = Booking.objects.filter(
        address__iexact=booker.address, state=State.HELD, kind=Booking.Kind.PARTY, until__gt=timezone.now()
    )
    if held.count() >= MOST_HOLDS:
        raise Refused(_("You hold seats often enough. Send a request or give some back first."))
    check_day(booker)


def check_day(booker: Booker) -> None:
    """Raise Refused where an address without account has booked or waited as often as it may in a day."""
    since = timezone.now() - timedelta(days=1)
    today = Booking.objects.filter(address__iexact=booker.address, created_at__gt=since)
    if booker.person is None and today.count() >= MOST_A_DAY:
        raise Refused(_("This address has booked often today. Sign in to book more."))


def check_takes_bookings(departure: Departure) -> None:
    """Raise Refused where visitors take no seats of a departure now."""
    if departure.state in ENDED:
        raise Refused(_("This departure is cancelled or has left."))
    if departure.state not in BOOKABLE or departure.closes_at <= timezone.now():
        raise Refused(_("This departure takes no bookings."))


def why_not(departure_id: int, seats: int) -> Refused:
    """Return why seats were not to be had; only for the words of a refusal that has happened already."""
    found = Departure.objects.filter(pk=departure_id).first()
    if found is None or found.free >= seats:
        return Refused(_("This departure takes no bookings."))
    return Refused(_("Not so many seats are free. Free: %(free)s.") % {"free": found.free})
