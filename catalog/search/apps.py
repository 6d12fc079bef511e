"""Registers the room with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "catalog.search"
    label = "search"

    def ready(self) -> None:
        from catalog.glossary.events import GlossaryChanged
        from catalog.jobs import registry
        from catalog.seams import schedules
        from catalog.seams.events import subscribe
        from catalog.search.catching_up import CATCHING_UP
        from catalog.search.services import CHANGES, RATES, follow_glossary

        registry.register(CHANGES)
        schedules.register(CATCHING_UP)
        schedules.register(RATES)
        subscribe(GlossaryChanged, follow_glossary)
