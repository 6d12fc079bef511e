"""Registers the room with Django, with the clock, and with the desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NumbersConfig(AppConfig):
    name = "catalog.numbers"
    label = "numbers"

    def ready(self) -> None:
        from catalog.conversations.events import MessageReached
        from catalog.merchants.desk.guard import EVERYBODY
        from catalog.merchants.desk.menu import SELLERS
        from catalog.numbers import services
        from catalog.seams import desk, schedules
        from catalog.seams.events import subscribe

        subscribe(MessageReached, services.count_message)
        schedules.register(services.ADDING_UP)
        schedules.register(services.PRUNING)
        desk.register(
            desk.DeskEntry(
                name="numbers",
                label=_("Statistics"),
                url_name="desk-numbers",
                roles=EVERYBODY,
                order=80,
                kinds=SELLERS,
            )
        )
