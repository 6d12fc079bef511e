"""Registers the room with Django: what may be written about, whom it is told, who reads attachments."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConversationsConfig(AppConfig):
    name = "catalog.conversations"
    label = "conversations"

    def ready(self) -> None:
        from django.contrib.auth import get_user_model
        from django.db.models.signals import pre_delete

        from catalog.conversations import (
            attachments,
            proposing,
            reported,
            seller_slots,
            seller_subjects,
            subjects,
            telling,
        )
        from catalog.conversations.services import answer_times, forgetting, opening
        from catalog.files import permissions
        from catalog.jobs import registry as drains
        from catalog.moderation import kinds
        from catalog.notices import registry
        from catalog.seams import desk, schedules, slots
        from catalog.seams.schedules import Schedule

        for private in attachments.KINDS:
            permissions.register(private)
        for kind in telling.KINDS:
            registry.register(kind)
        drains.register(proposing.PROPOSALS)
        for subject in seller_subjects.KINDS:
            subjects.register(subject)
        schedules.register(Schedule("conversations.prune", timedelta(hours=6), opening.prune))
        schedules.register(Schedule("conversations.files", timedelta(hours=6), attachments.prune))
        schedules.register(Schedule("conversations.times", timedelta(days=1), answer_times.renew))
        for place, selector in (
            ("storefront.aside", seller_slots.on_storefronts),
            ("brand.sections", seller_slots.on_brands),
        ):
            slots.register(
                slots.Slot(
                    name=f"conversations.{place}",
                    place=place,
                    selector=selector,
                    template="conversations/slots/write.html",
                    order=10,
                )
            )
        desk.register(
            desk.DeskEntry(
                name="conversations.inbox",
                label=_("Messages"),
                url_name="desk-inbox",
                roles=frozenset(attachments.ANSWERING),
                order=20,
            )
        )
        kinds.register(reported.KIND)
        pre_delete.connect(
            forgetting.forget_deleted, sender=get_user_model(), dispatch_uid="conversations.forget"
        )
