"""Writes: seats for an agent's group, set apart until a day on which what is not taken comes back."""

from collections.abc import Mapping
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.tourism.booking_letters import tell, tell_operator
from catalog.tourism.models import Booking, Departure
from catalog.tourism.pricing import price_of, seats_of
from catalog.tourism.refusals import Refused
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.services.booking_moves import move
from catalog.tourism.services.bookings import Booker, check_takes_bookings, why_not, write
from catalog.tourism.services.guard import give, lock, take
from catalog.tourism.services.offering import offer_free
from catalog.tourism.services.trail import note

State = Booking.State


@transaction.atomic
def ask_for_group(*, departure: Departure, party: Mapping[str, int], booker: Booker) -> Booking:
    """Ask an operator to set seats apart for an agent's group; none are taken before it agrees.

    Raises Refused where the departure takes no bookings or has fewer seats, or the agent has asked
    already; ValidationError for a booker without an organization and as ``pricing.price_of`` does.
    """
    if booker.organization is None:
        raise ValidationError({"organization": [_("A group is asked for by an organization.")]})
    document = document_of(tour=departure.tour)
    seats = seats_of(document=document, party=party)
    price = price_of(document=document, on=departure.on, party=party)
    held = lock(departure.pk)
    check_takes_bookings(held)
    if seats > held.seats:
        raise Refused(_("Seats of this departure: %(seats)s.") % {"seats": held.seats})
    same = Booking.objects.filter(
        departure=held, kind=Booking.Kind.GROUP, state=State.WAITING, organization=booker.organization
    )
    if same.exists():
        raise Refused(_("Your group is asked for already."))
    booking = write(
        held, booker, kind=Booking.Kind.GROUP, state=State.WAITING, party=party, seats=seats, price=price
    )
    note(booking, booker.person, "booking.group-asked")
    tell(booking, "asked")
    tell_operator(booking, "asked")
    return booking


@transaction.atomic
def allot(*, booking: Booking, seats: int, until: datetime, by: AbstractBaseUser | None) -> Booking:
    """Set seats apart for a group until its release date; what is not taken by then comes back.

    Raises MoveRefused where the group does not wait, Refused where fewer seats are free, ValidationError
    for a release date that has passed or lies after the departure, or no seats.
    """
    departure = lock(booking.departure_id)
    if booking.kind != Booking.Kind.GROUP or seats < 1:
        raise ValidationError({"seats": [_("Say how many seats.")]})
    if not timezone.now() < until <= departure.meets_at:
        raise ValidationError({"until": [_("The release date lies between now and the departure.")]})
    move(booking, State.HELD, seats=seats, until=until)
    if not take(departure.pk, seats):
        raise why_not(departure.pk, seats)
    note(booking, by, "booking.allotted")
    tell(booking, "allotted")
    return booking


@transaction.atomic
def call_seats(*, booking: Booking, party: Mapping[str, int], by: AbstractBaseUser | None) -> Booking:
    """Say how many of a group's seats are wanted for certain; the others come back at once.

    Raises MoveRefused where none are set apart, Refused where more are wanted than are or their day is
    over, ValidationError as ``pricing.price_of`` does.
    """
    departure = lock(booking.departure_id)
    booking.refresh_from_db()
    document = document_of(tour=departure.tour, version=booking.version)
    seats = seats_of(document=document, party=party)
    if seats > booking.seats:
        raise Refused(_("Seats set apart for you: %(seats)s.") % {"seats": booking.seats})
    if booking.until is not None and booking.until <= timezone.now():
        raise Refused(_("The time to take these seats is over."))
    spare = booking.seats - seats
    price = price_of(document=document, on=departure.on, party=party)
    kept = {key: count for key, count in party.items() if count}
    move(booking, State.REQUESTED, seats=seats, party=kept, price=price, until=None)
    if spare:
        give(departure.pk, spare, booked=False)
        offer_free(departure.pk)
    note(booking, by, "booking.requested")
    tell(booking, "requested")
    tell_operator(booking, "requested")
    return booking
