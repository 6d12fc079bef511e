"""Reads: who travels. For the operator's desk and for whoever booked, and for nobody else."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.views.decorators.debug import sensitive_variables

from catalog.tourism.models import Booking, Departure, Traveller
from catalog.tourism.sealing import unseal

# Of an organization: whoever prepares the tour. Those that only write its listings need no passports.
MAY_READ = frozenset({"owner", "sales"})


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """What identifies a traveller; ``nationality`` is ISO 3166-1 alpha-2, dates are days.

    A log line or the report of an error shows values as they are written by ``repr``: these say nothing.
    """

    name: str
    born: date
    nationality: str
    passport: str
    passport_until: date

    def __repr__(self) -> str:
        return "Identity(…)"

    def values(self) -> dict[str, str]:
        """Return the values as they are sealed."""
        return {name: str(value) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class TravellerLine:
    """A traveller of a booking; ``identity`` is None until it was entered, and once it was ``deleted``."""

    id: int
    booking: UUID
    position: int
    band: str
    identity: Identity | None
    deleted: bool


def travellers_of(*bookings: Booking) -> list[TravellerLine]:
    """Return the travellers of bookings in their order: one query. Raises sealing.Unreadable."""
    return _lines(Traveller.objects.filter(booking__in=bookings).order_by("booking_id", "position"))


def travellers_on(departure: Departure) -> list[TravellerLine]:
    """Return who travels on a departure, by booking: one query. Raises sealing.Unreadable."""
    sure = Traveller.objects.filter(booking__departure=departure, booking__state=Booking.State.CONFIRMED)
    return _lines(sure.order_by("booking__created_at", "booking_id", "position"))


def _lines(rows: Iterable[Traveller]) -> list[TravellerLine]:
    return [
        TravellerLine(
            id=row.pk,
            booking=row.booking_id,
            position=row.position,
            band=row.band,
            identity=_identity(unseal(row.sealed)) if row.sealed else None,
            deleted=row.deleted_at is not None,
        )
        for row in rows
    ]


@sensitive_variables()
def _identity(values: dict[str, Any]) -> Identity:
    return Identity(
        name=values["name"],
        born=date.fromisoformat(values["born"]),
        nationality=values["nationality"],
        passport=values["passport"],
        passport_until=date.fromisoformat(values["passport_until"]),
    )
