"""Who books in tests, and the checks every one of them shares."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import Sum

from catalog.seams.person_check import Outcome
from catalog.tourism.booking_links import token
from catalog.tourism.models import Booking, Departure
from catalog.tourism.services import seats
from catalog.tourism.services.bookings import Booker
from portal.accounts.models import User

NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
WITH_SEATS = ("held", "requested", "confirmed")
NAMED = {
    "t1-name": "Lan",
    "t1-born": "1990-01-01",
    "t1-nationality": "TH",
    "t1-passport": "B7654321",
    "t1-passport_until": "2030-01-01",
}
"""What a browser sends for the first traveller of a booking."""


class Check:
    """Stands for the check of persons; judges every form as it is told."""

    outcome = Outcome.PASSED

    def examine(self, posted: Mapping[str, Any]) -> Outcome:
        return self.outcome

    def ask_again(self, *, doubted: bool) -> object:
        return None


def booker(name: str = "Somchai", **changes: Any) -> Booker:
    """Return somebody without account; the address follows the name."""
    told = {"name": name, "address": f"{name.lower()}@example.com", "language": "th", "phone": "+66 2 000"}
    return Booker(**{**told, "time_zone": "Asia/Bangkok", **changes})


def counted(departure: Departure) -> tuple[int, int]:
    """Return a departure's seats taken and booked, after comparing them with the rows they stand for."""
    departure.refresh_from_db()
    bookings = Booking.objects.filter(departure=departure)
    held = bookings.filter(state__in=WITH_SEATS).aggregate(sum=Sum("seats"))["sum"] or 0
    sure = bookings.filter(state="confirmed").aggregate(sum=Sum("seats"))["sum"] or 0
    away = departure.away.aggregate(sum=Sum("seats"))["sum"] or 0
    elsewhere = departure.away.filter(kind="elsewhere").aggregate(sum=Sum("seats"))["sum"] or 0
    assert departure.taken == held + away
    assert departure.booked == sure + elsewhere
    return departure.taken, departure.booked


def sure(departure: Departure, person: User | None = None, **party: int) -> Booking:
    """Return a confirmed booking of Lan's, or of a person with an account; of one adult unless said."""
    told = {"person": person, "address": person.email} if person else {}
    held = seats.reserve(
        departure=departure, party=party or {"adult": 1}, booker=booker("Lan", language="en", **told)
    )
    return seats.confirm(booking=held)


def by_link(booking: Booking, *more: str) -> str:
    """Return the private address of a booking, or of a page below it."""
    return "/".join(["", "en", "booking", "by-link", token(booking.pk), *more, ""])
