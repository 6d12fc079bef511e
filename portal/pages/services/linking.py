"""Links from the site settings to pages: made with a page that every page should lead to, gone with it."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.db import transaction
from wagtail.models import Page

from portal.pages.models import SiteSettings
from portal.pages.models.site import MOST_LINKS

LISTS = ("navigation", "legal")


@transaction.atomic
def link_legal_page(*, page: Page) -> bool:
    """Link a page at the end of every page, once, under its own title; return whether it is linked there.

    A line that is full, of what editors chose, stays as it is: with one more they could not save it again.
    """
    settings = SiteSettings.objects.select_for_update().order_by("pk").first() or SiteSettings()
    links = list(settings.legal.raw_data)
    if any(_page(link) == page.pk for link in links):
        return True
    if len(links) >= MOST_LINKS:
        return False
    target = {"page": page.pk, "address": ""}
    added = {"type": "link", "value": {"words": {}, "target": target}, "id": str(uuid4())}
    settings.legal = json.dumps([*links, added])
    settings.save()
    return True


@transaction.atomic
def unlink_pages(*, pages: Iterable[Page]) -> None:
    """Take links to these pages out of the navigation and of the line at the end of every page."""
    settings = SiteSettings.objects.select_for_update().order_by("pk").first()
    if settings is None:
        return
    gone = {page.pk for page in pages}
    changed = False
    for name in LISTS:
        links = list(getattr(settings, name).raw_data)
        kept = [link for link in links if _page(link) not in gone]
        if len(kept) != len(links):
            setattr(settings, name, json.dumps(kept))
            changed = True
    if changed:
        settings.save()


def _page(link: Any) -> int | None:
    page: int | None = link["value"]["target"].get("page")
    return page
