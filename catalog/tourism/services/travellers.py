"""Writes: the names of those who travel, sealed; asked for, and reminded of."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.tourism.booking_letters import tell
from catalog.tourism.models import Booking, Departure, Traveller
from catalog.tourism.refusals import Refused
from catalog.tourism.sealing import seal, seal_anew
from catalog.tourism.selectors.travellers import Identity
from catalog.tourism.services.trail import note

REMIND = (timedelta(days=2), timedelta(days=7))  # before names are due, the nearest first
AT_ONCE = 500
State = Booking.State


def names_due(departure: Departure) -> datetime:
    """Return until when a booking confirmed now names its travellers: two days at least, before it meets."""
    due = departure.meets_at - timedelta(days=departure.tour.names_days)
    return min(max(due, timezone.now() + timedelta(days=2)), departure.meets_at)


def ask_for(booking: Booking) -> None:
    """Make a row for each traveller of a party, to be filled in; runs in the caller's transaction."""
    bands = [band for band, count in sorted(booking.party.items()) for _one in range(count)]
    Traveller.objects.bulk_create(
        Traveller(booking=booking, position=at, band=band) for at, band in enumerate(bands, start=1)
    )


@transaction.atomic
def enter(
    *, booking: Booking, identities: Mapping[int, Identity], by: AbstractBaseUser | None = None
) -> Booking:
    """Seal who travels, by position from 1; what is entered again takes the place of what was.

    Raises Refused where the booking is not confirmed or names were due already, KeyError for a position
    the booking does not have.
    """
    held = Booking.objects.select_for_update().get(pk=booking.pk)
    check_open(held)
    rows = {row.position: row for row in Traveller.objects.filter(booking=held)}
    now = timezone.now()
    for position, identity in identities.items():
        row = rows[position]
        row.sealed, row.entered_at, row.deleted_at = seal(identity.values()), now, None
    changed = [rows[position] for position in identities]
    Traveller.objects.bulk_update(changed, ["sealed", "entered_at", "deleted_at"])
    note(held, by, "booking.names")
    return held


def check_open(booking: Booking) -> None:
    """Raise Refused where names of a booking are not taken now."""
    if booking.state != State.CONFIRMED:
        raise Refused(_("Names are asked for once a booking is confirmed."))
    if booking.names_due is None or booking.names_due <= timezone.now():
        raise Refused(_("The day for names has passed. Call the operator to change them."))


def remind() -> int:
    """Remind bookers whose travellers' names are due within a week, and again within two days.

    Returns how many bookings were looked at. Each is told once for either span, and again for another
    date it was moved to.
    """
    now = timezone.now()
    missing = Booking.objects.filter(
        state=State.CONFIRMED,
        names_due__gt=now,
        names_due__lte=now + REMIND[-1],
        travellers__entered_at__isnull=True,
    )
    found = list(missing.distinct().order_by("names_due", "pk")[:AT_ONCE])
    for booking in found:
        assert booking.names_due is not None
        span = next(span for span in REMIND if booking.names_due <= now + span)
        with transaction.atomic():
            tell(booking, "names", occasion=f"{booking.departure_id}:{span.days}d")
    return len(found)


@transaction.atomic
def change_keys() -> int:
    """Seal everything by the first key, so that older keys can be taken away; return how many rows."""
    rows = list(Traveller.objects.select_for_update().exclude(sealed=b"").order_by("pk"))
    for row in rows:
        row.sealed = seal_anew(row.sealed)
    Traveller.objects.bulk_update(rows, ["sealed"], batch_size=500)
    return len(rows)
