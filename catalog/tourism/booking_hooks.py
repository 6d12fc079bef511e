"""What bookings put into the seams while the site starts."""

from datetime import timedelta

from catalog.notices import registry as notices
from catalog.seams import schedules, slots
from catalog.tourism.booking_letters import KINDS
from catalog.tourism.booking_slots import on_departures
from catalog.tourism.services.forgetting import forget
from catalog.tourism.services.offering import end_hopeless, end_overdue
from catalog.tourism.services.travellers import remind


def register() -> None:
    """Fill the seams."""
    for kind in KINDS:
        notices.register(kind)
    slots.register(
        slots.Slot(
            name="tourism.book",
            place="tour.departures",
            selector=on_departures,
            template="tourism/slots/book.html",
        )
    )
    schedules.register(schedules.Schedule("tourism.holds", timedelta(minutes=1), end_overdue))
    schedules.register(schedules.Schedule("tourism.hopeless", timedelta(minutes=15), end_hopeless))
    schedules.register(schedules.Schedule("tourism.names", timedelta(hours=1), remind))
    schedules.register(schedules.Schedule("tourism.forget", timedelta(hours=1), forget))
