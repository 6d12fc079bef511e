"""Registers the room with Django."""

from django.apps import AppConfig


class FairConfig(AppConfig):
    name = "expo.fair"
    label = "fair"

    def ready(self) -> None:
        from expo.fair import booth_hooks

        booth_hooks.register()
