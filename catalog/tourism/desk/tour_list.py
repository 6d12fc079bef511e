"""All tours of an operator, and the way to a new one."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.models import WRITERS
from catalog.products.desk.listings import status
from catalog.reference.languages import pick
from catalog.seams import preferences
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.selectors.tour_drafts import is_licensed, runs_tours
from catalog.tourism.services.tour_drafts import save_draft
from catalog.tourism.tour_document import TourDocument
from catalog.translation.selectors import text_in
from catalog.translation.texts import LocalText, tag_unless


def operates(desk: Desk) -> None:
    """Raise Http404 for the desk of somebody who runs no tours."""
    if not runs_tours(desk.organization):
        raise Http404("Only tour operators offer tours.")


@require_safe
@for_members(*WRITERS)
def tours(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every tour with its state, the last changed first: two queries, however many."""
    operates(desk)
    context = {
        "rows": _rows(desk, preferences.of(request).language),
        "licensed": is_licensed(desk.organization),
    }
    return desk_page(request, desk, "tourism/desk/tours.html", context)


def _rows(desk: Desk, language: str) -> list[dict[str, Any]]:
    house = desk.organization
    drafts = list(TourDraft.objects.filter(organization=house).order_by("pk"))
    edits = {draft.tour_id: draft for draft in drafts if draft.tour_id}
    rows = [
        {
            **_named(*pick(draft.document["title"], draft.document["source_language"]), language),
            "url": reverse("desk-tours-one", args=[house.slug, draft.pk]),
            "status": status(draft.state),
            "updated_at": draft.updated_at,
        }
        for draft in drafts
        if not draft.tour_id
    ]
    for tour in Tour.objects.rewrite(False).filter(organization=house, version__gt=0):
        edit = edits.get(tour.pk)
        own = tour.source_language
        rows.append(
            {
                **_named(text_in(tour, "title", own), own, language),
                "url": reverse("desk-tours-published", args=[house.slug, tour.slug]),
                "status": status(tour.status),
                "edit": status(edit.state) if edit else None,
                "updated_at": max(tour.updated_at, edit.updated_at) if edit else tour.updated_at,
            }
        )
    return sorted(rows, key=lambda row: (row["updated_at"], row["url"]), reverse=True)


def _named(title: str, code: str, language: str) -> dict[str, str]:
    return {
        "title": title or _("Without a title"),
        "lang": tag_unless(LocalText(title, code), language) if title else "",
    }


@require_POST
@for_members(*WRITERS)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Begin a tour: everything else is asked on its own page."""
    operates(desk)
    house = desk.organization
    country = house.country
    document = TourDocument(
        source_language=house.source_language,
        title={},
        currency=country.currency_id or "",
        time_zone=country.time_zones[0] if country.time_zones else "",
    )
    draft = save_draft(organization=house, document=document, by=desk.person)
    return HttpResponseRedirect(reverse("desk-tours-one", args=[house.slug, draft.pk]))
