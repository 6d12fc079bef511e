"""Registers the room with Django, with search, with notices and with the desk."""

from datetime import timedelta

from django.apps import AppConfig


class MerchantsConfig(AppConfig):
    name = "catalog.merchants"
    label = "merchants"

    def ready(self) -> None:
        from catalog.files import permissions
        from catalog.merchants import brand_documents, documents, reviewing, trust
        from catalog.merchants.desk import menu
        from catalog.merchants.evidence import private_kind
        from catalog.merchants.kinds import NOTICES
        from catalog.merchants.selectors.evidence import may_read
        from catalog.merchants.services.evidence import announce_ends, forget_unused
        from catalog.merchants.services.following import LAST_DAYS
        from catalog.notices import registry as notices
        from catalog.seams import review, schedules, slots
        from catalog.search import contributors

        contributors.register(documents.CONTRIBUTOR)
        contributors.register(brand_documents.CONTRIBUTOR)
        for kind in NOTICES:
            notices.register(kind)
        menu.register()
        permissions.register(private_kind(may_read))
        review.register(reviewing.EVIDENCE)
        review.register(reviewing.STOREFRONTS)
        schedules.register(schedules.Schedule("merchants.evidence-ends", timedelta(hours=6), announce_ends))
        schedules.register(LAST_DAYS)
        schedules.register(schedules.Schedule("merchants.unused-files", timedelta(days=1), forget_unused))
        for slot in trust.SLOTS:
            slots.register(slot)
