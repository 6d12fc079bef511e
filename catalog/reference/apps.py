"""Registers the room with Django."""

from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "catalog.reference"
    label = "reference"

    def ready(self) -> None:
        """Register the system checks."""
        from catalog.reference import checks  # noqa: F401
