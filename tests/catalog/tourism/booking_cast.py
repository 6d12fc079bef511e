"""Who books in tests, and the checks every one of them shares."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Sum

from catalog.tourism.models import Booking, Departure
from catalog.tourism.services.bookings import Booker

NOW = datetime(2026, 12, 1, 3, tzinfo=UTC)
WITH_SEATS = ("held", "requested", "confirmed")


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
