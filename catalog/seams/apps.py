"""Registers the room with Django."""

from django.apps import AppConfig


class SeamsConfig(AppConfig):
    name = "catalog.seams"
    label = "seams"

    def ready(self) -> None:
        """Let pages that show rates and names be made afresh when the room below changes them."""
        from catalog.reference.signals import reference_changed
        from catalog.seams.freshness import reference_shown_changed

        reference_changed.connect(reference_shown_changed, dispatch_uid="seams.freshness.reference")
