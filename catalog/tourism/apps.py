"""Registers the room with Django, with search, and with the clock."""

from django.apps import AppConfig


class TourismConfig(AppConfig):
    name = "catalog.tourism"
    label = "tourism"

    def ready(self) -> None:
        from catalog.seams import schedules
        from catalog.search import contributors
        from catalog.tourism import booking_hooks, registering
        from catalog.tourism.documents import CONTRIBUTOR
        from catalog.tourism.services import departure_clock

        contributors.register(CONTRIBUTOR)
        for schedule in departure_clock.SCHEDULES:
            schedules.register(schedule)
        booking_hooks.register()
        registering.register()
