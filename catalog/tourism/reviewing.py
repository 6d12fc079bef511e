"""What waits for a reviewer in this room, and the page on which it is decided."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from catalog.audit.selectors import history
from catalog.files.selectors import manifests
from catalog.merchants.selectors.members import own_name
from catalog.products.review import decision_page
from catalog.products.reviewing import queue_of_drafts
from catalog.products.told import told
from catalog.reference.languages import pick
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.selectors.tour_drafts import REVIEW, problems_of, waiting
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.services.tour_drafts import TOURS
from catalog.tourism.tour_differences import affected, differences, places_named
from catalog.tourism.tour_document import TourDocument, from_json

MOST_TOLD = 30
QUEUE = queue_of_drafts("tours", _("Tours"), REVIEW, waiting, "review_tour")


def review_tour(request: HttpRequest, key: UUID) -> HttpResponse:
    """One tour, field by field beside what is published, and the decision about it."""
    if not request.user.has_perm(REVIEW):
        raise PermissionDenied
    rows = TourDraft.objects.select_related("organization", "tour", "submitted_by")
    return decision_page(request, drafting=TOURS, draft=rows.filter(pk=key).first(), shown=_shown)


def _shown(draft: TourDraft, language: str) -> dict[str, Any]:
    after = from_json(draft.document)
    before = (
        document_of(tour=draft.tour)
        if draft.tour
        else TourDocument(source_language=after.source_language, title={})
    )
    sizes = manifests(after.pictures)
    is_public = draft.tour is not None and draft.tour.status == Tour.Status.PUBLISHED
    problems = problems_of(organization=draft.organization, document=after)
    return {
        "title": pick(after.title, language, after.source_language)[0],
        "owner": own_name(draft.organization),
        "differences": differences(before, after, language, places_named((before, after), language)),
        "affected": affected(before, after, language),
        "problems": [message for found in problems.values() for message in found],
        "pictures": [
            (sizes[one], pick(after.alt.get(str(one), {}), language)[0])
            for one in after.pictures
            if one in sizes and one not in before.pictures
        ],
        "public_url": f"/{language}/tour/{draft.tour.slug}/" if draft.tour and is_public else "",
        "changes": told(history(draft.tour or draft)[:MOST_TOLD]),
    }
