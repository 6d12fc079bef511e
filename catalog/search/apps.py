"""Registers the room with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "catalog.search"
    label = "search"

    def ready(self) -> None:
        from django.core.signals import request_finished

        from catalog.glossary.events import GlossaryChanged
        from catalog.jobs import registry
        from catalog.seams import schedules
        from catalog.seams.events import subscribe
        from catalog.search import contributors
        from catalog.search.catching_up import CATCHING_UP
        from catalog.search.editors.counting import PRUNING, write_due
        from catalog.search.services import CHANGES, RATES, follow_glossary
        from catalog.search.suggesting import CONCEPTS

        contributors.NAMINGS.register(CONCEPTS)
        registry.register(CHANGES)
        schedules.register(CATCHING_UP)
        schedules.register(RATES)
        schedules.register(PRUNING)
        request_finished.connect(write_due, dispatch_uid="search.counting")
        subscribe(GlossaryChanged, follow_glossary)
