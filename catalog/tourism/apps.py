"""Registers the room with Django, with search, and with the clock."""

from django.apps import AppConfig


class TourismConfig(AppConfig):
    name = "catalog.tourism"
    label = "tourism"

    def ready(self) -> None:
        from django.core import checks

        from catalog.search import contributors
        from catalog.tourism import booking_hooks, departure_hooks, documents, registering, tour_search
        from catalog.tourism.map_layer import check_map_layer

        checks.register(check_map_layer)
        contributors.register(documents.CONTRIBUTOR)
        contributors.register(tour_search.CONTRIBUTOR)
        booking_hooks.register()
        registering.register()
        departure_hooks.register()
