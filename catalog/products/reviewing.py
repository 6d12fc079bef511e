"""What waits for a reviewer in this room."""

from collections.abc import Callable
from typing import TypeVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalog.merchants.selectors.members import own_name
from catalog.products.listing_files import REVIEW
from catalog.products.models import ReviewedDraft
from catalog.products.selectors.drafts import waiting
from catalog.products.services.reviewed import owner_of
from catalog.reference.languages import pick
from catalog.seams.review import ReviewQueue, Waiting

Draft = TypeVar("Draft", bound=ReviewedDraft)


def queue_of_drafts(
    name: str, label: Promise, permission: str, rows: Callable[[], QuerySet[Draft]], page: str
) -> ReviewQueue:
    """Return the queue of drafts of one kind of listing; ``page`` is where one is decided about."""

    def told(draft: Draft) -> Waiting:
        return Waiting(
            title=pick(draft.document["title"], "en", draft.document["source_language"])[0],
            owner=own_name(owner_of(draft)),
            since=draft.submitted_at or draft.updated_at,
            url=reverse(page, args=[draft.pk]),
        )

    return ReviewQueue.of(name, label, permission, rows, told)


LISTINGS = queue_of_drafts("listings", _("Listings"), REVIEW, waiting, "review_listing")
