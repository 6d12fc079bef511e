"""Registers the room with Django and with search."""

from django.apps import AppConfig


class TourismConfig(AppConfig):
    name = "catalog.tourism"
    label = "tourism"

    def ready(self) -> None:
        from catalog.search import contributors
        from catalog.tourism.documents import CONTRIBUTOR

        contributors.register(CONTRIBUTOR)
