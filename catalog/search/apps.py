"""Registers the room with Django."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "catalog.search"
    label = "search"

    def ready(self) -> None:
        from catalog.glossary.events import GlossaryChanged
        from catalog.jobs import registry
        from catalog.seams.events import subscribe
        from catalog.search.services import CHANGES, follow_glossary

        registry.register(CHANGES)
        subscribe(GlossaryChanged, follow_glossary)
