"""Writes: what became of bookings and seats, for the audit trail. Nobody who travels is named in it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser

from catalog.audit import services as audit
from catalog.merchants.services.members import acted_as
from catalog.seams import freshness
from catalog.tourism.models import Booking, SeatsAway
from catalog.tourism.services.places import AREA


def note(booking: Booking, by: AbstractBaseUser | None, action: str) -> None:
    """Write down what became of a booking, and let pages show the seats that are left."""
    audit.record(
        actor=by,
        role=acted_as(booking.departure.tour.organization, by),
        action=action,
        target=booking,
        after={"booking": booking.state, "seats": booking.seats},
    )
    freshness.changed(AREA)


def note_away(
    away: SeatsAway,
    by: AbstractBaseUser | None,
    action: str,
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    """Write down what became of seats away, and let pages show the seats that are left."""
    audit.record(
        actor=by,
        role=acted_as(away.departure.tour.organization, by),
        action=action,
        target=away.departure,
        before=before,
        after=after,
    )
    freshness.changed(AREA)
