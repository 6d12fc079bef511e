"""Registers the room with Django, with Wagtail's signals and with search."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "portal.pages"
    label = "pages"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail import signals
        from wagtail.models import Page, PageViewRestriction

        from catalog.seams import desk
        from catalog.search import contributors
        from portal.pages.documents import CONTRIBUTOR
        from portal.pages.models import SiteSettings
        from portal.pages.second_step import CONDITION as SECOND_STEP
        from portal.pages.services import following

        signals.page_published.connect(following.on_published)
        signals.page_unpublished.connect(following.on_changed)
        signals.post_page_move.connect(following.on_changed)
        post_delete.connect(following.on_changed, sender=Page)
        for written in (post_save, post_delete):
            written.connect(following.on_readers_changed, sender=PageViewRestriction)
        post_save.connect(following.on_settings_saved, sender=SiteSettings)
        contributors.register(CONTRIBUTOR)
        desk.register_condition(SECOND_STEP)
