"""Writes: tours leave the portal with all that hangs on them."""

from collections.abc import Iterable

from django.db import transaction

from catalog.tourism.models import Booking, Tour
from catalog.tourism.services.tours import tell
from catalog.translation import services as translation


@transaction.atomic
def remove_tours(*, tours: Iterable[Tour]) -> int:
    """Delete tours with their departures and everybody's bookings; return how many there were.

    Nobody is told: an operator who calls off what people have booked cancels its departures instead.
    """
    gone = list(tours)
    ids = [tour.pk for tour in gone]
    translation.forget(model=Tour, ids=ids)
    for tour in gone:
        tell(tour)
    # A departure does not go while somebody has booked it.
    Booking.objects.filter(departure__tour__in=ids).delete()
    Tour.objects.filter(pk__in=ids).delete()
    return len(ids)
