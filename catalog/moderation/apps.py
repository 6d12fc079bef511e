"""Registers the room with Django, with the reviewers' queue, with notices and with the desk."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModerationConfig(AppConfig):
    name = "catalog.moderation"
    label = "moderation"

    def ready(self) -> None:
        from catalog.merchants.desk.changes import name_actions
        from catalog.merchants.models import WRITERS
        from catalog.moderation import kinds, reviewing, seller_kinds, slots, telling
        from catalog.notices import registry
        from catalog.seams import desk, review
        from catalog.seams import slots as seam

        for kind in seller_kinds.KINDS:
            kinds.register(kind)
        for notice in telling.KINDS:
            registry.register(notice)
        for queue in reviewing.QUEUES:
            review.register(queue)
        for slot in slots.SLOTS:
            seam.register(slot)
        desk.register(desk.DeskEntry("suspensions", _("Suspensions"), "desk-suspensions", WRITERS, order=85))
        name_actions(
            {
                "product.moved": _("The product was paused, suspended or shown again"),
                "brand.moved": _("The brand was withdrawn, suspended or shown again"),
                "report.decided": _("Reports were decided about"),
                "suspension.began": _("It was suspended"),
                "suspension.appealed": _("Its owner appealed"),
                "suspension.answered": _("The suspension was decided about"),
            }
        )
