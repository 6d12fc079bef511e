"""Registers the room with Django."""

from datetime import timedelta

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "catalog.files"
    label = "files"

    def ready(self) -> None:
        from catalog.files.services import sweep
        from catalog.seams import schedules

        schedules.register(schedules.Schedule("files-sweep", every=timedelta(days=1), run=sweep))
