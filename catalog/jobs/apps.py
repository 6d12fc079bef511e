"""Registers the room with Django, and its own schedules with the clock."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "catalog.jobs"
    label = "jobs"

    def ready(self) -> None:
        from catalog.jobs import tending
        from catalog.seams import schedules

        for schedule in tending.SCHEDULES:
            schedules.register(schedule)
