"""Registers the room with Django, with the events cards follow, with the jobs and the clock."""

from datetime import timedelta

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "portal.discovery"
    label = "discovery"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from catalog.files.events import PictureChanged
        from catalog.jobs import registry
        from catalog.products.events import CategoryChanged
        from catalog.seams import events, schedules
        from catalog.search.events import RecordsChanged
        from portal.discovery.cards import following, services, tending
        from portal.pages.models import SiteSettings

        registry.register(services.CHANGES)
        events.subscribe(RecordsChanged, following.on_records)
        events.subscribe(CategoryChanged, following.on_category)
        events.subscribe(PictureChanged, following.on_picture)
        post_save.connect(following.on_settings_saved, sender=SiteSettings)
        schedules.register(
            schedules.Schedule("discovery.cards", every=timedelta(days=1), run=tending.check_cards)
        )
