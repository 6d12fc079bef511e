"""Registers the room with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "catalog.search"
    label = "search"

    def ready(self) -> None:
        from catalog.jobs import registry
        from catalog.search.services import CHANGES

        registry.register(CHANGES)
