"""Registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FairConfig(AppConfig):
    name = "expo.fair"
    label = "fair"

    def ready(self) -> None:
        from catalog.seams import desk
        from expo.fair import booth_hooks, funnel_steps, programme_hooks, stand_hooks
        from expo.fair.organizing import kinds
        from expo.fair.views.leads import ROLES

        booth_hooks.register()
        kinds.register()
        programme_hooks.register()
        stand_hooks.register()
        funnel_steps.register_steps()
        desk.register(
            desk.DeskEntry(
                name="leads",
                label=_("Leads from the fair"),
                url_name="desk-leads",
                roles=frozenset(ROLES),
                order=27,
            )
        )
