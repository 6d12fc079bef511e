"""Registers the room with Django."""

from django.apps import AppConfig


class FairConfig(AppConfig):
    name = "expo.fair"
    label = "fair"

    def ready(self) -> None:
        from expo.fair import booth_hooks, programme_hooks, stand_hooks
        from expo.fair.organizing import kinds

        booth_hooks.register()
        kinds.register()
        programme_hooks.register()
        stand_hooks.register()
