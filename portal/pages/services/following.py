"""What has to follow a page that changed: kept pages, the search index, what translators work from."""

from typing import Any

from django.db import transaction
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import TranslationSource

from catalog.seams import freshness
from catalog.search import services as search

KIND = "page"
# Navigation and footer name pages, so their titles and addresses belong to the settings' area too.
AREAS = ("pages", "settings")


@transaction.atomic
def page_changed(*, page: Page) -> None:
    """Have kept pages and the search index follow a page that was published, withdrawn, moved or deleted."""
    freshness.changed(*AREAS)
    group = Page.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True)
    search.mark_dirty(kind=KIND, ids=[*group, page.pk])


@transaction.atomic
def readers_changed(*, page: Page) -> None:
    """Have kept pages and the search index follow a page that was kept to some readers, or opened to all.

    What stands below it goes with it.
    """
    freshness.changed(*AREAS)
    below = Page.objects.descendant_of(page, inclusive=True).values("translation_key")
    group = Page.objects.filter(translation_key__in=below).values_list("pk", flat=True)
    search.mark_dirty(kind=KIND, ids=list(group))


@transaction.atomic
def source_changed(*, page: Page) -> None:
    """Give translators the new words of a published page: texts that changed read untranslated from now on.

    The published translations stay as they are until an editor publishes them anew.
    """
    source: Any = TranslationSource.objects.filter(
        object_id=page.translation_key, locale_id=page.locale_id
    ).first()
    if source is not None and page.alias_of_id is None:
        source.update_from_db()


# Receivers of signals: each only calls the service that holds the rule.
def on_published(sender: object, instance: Page, **kwargs: object) -> None:
    """Receive Wagtail's word that a page was published."""
    page_changed(page=instance)
    source_changed(page=instance)


def on_changed(sender: object, instance: Page, **kwargs: object) -> None:
    """Receive Wagtail's word that a page was withdrawn or moved, or Django's that it was deleted."""
    page_changed(page=instance)


def on_readers_changed(sender: object, instance: PageViewRestriction, **kwargs: object) -> None:
    """Receive Django's word that an editor chose who reads a page."""
    readers_changed(page=instance.page)


def on_settings_saved(sender: object, **kwargs: object) -> None:
    """Receive Django's word that the site settings were saved."""
    freshness.changed("settings")
