"""Registers the room with Django."""

from datetime import timedelta

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "catalog.search"
    label = "search"

    def ready(self) -> None:
        from django.core.signals import request_finished

        from catalog.glossary.events import GlossaryChanged
        from catalog.jobs import registry
        from catalog.notices import registry as notices
        from catalog.seams import schedules
        from catalog.seams.events import subscribe
        from catalog.search import contributors
        from catalog.search.alerts.matching import CHECKS
        from catalog.search.alerts.services import KINDS, prune
        from catalog.search.alerts.telling import tell_due
        from catalog.search.catching_up import CATCHING_UP
        from catalog.search.editors.counting import PRUNING, write_due
        from catalog.search.following_the_glossary import NEWS, follow_glossary
        from catalog.search.services import CHANGES, RATES
        from catalog.search.suggesting import CONCEPTS

        contributors.NAMINGS.register(CONCEPTS)
        registry.register(CHANGES)
        registry.register(NEWS)
        registry.register(CHECKS)
        for kind in KINDS:
            notices.register(kind)
        schedules.register(schedules.Schedule("search.alerts", timedelta(minutes=1), tell_due))
        schedules.register(schedules.Schedule("search.unconfirmed", timedelta(hours=1), prune))
        schedules.register(CATCHING_UP)
        schedules.register(RATES)
        schedules.register(PRUNING)
        request_finished.connect(write_due, dispatch_uid="search.counting")
        subscribe(GlossaryChanged, follow_glossary)
