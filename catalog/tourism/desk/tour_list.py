"""All tours of an operator, and the way to a new one."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from catalog.merchants.desk.completeness import bar
from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.models import WRITERS
from catalog.products.desk.listings import status
from catalog.reference.languages import pick
from catalog.seams import preferences
from catalog.seams.posts import post_only
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.selectors.tour_drafts import is_licensed, runs_tours
from catalog.tourism.selectors.tour_languages import newest_documents, progress_of_each
from catalog.tourism.services.tour_drafts import save_draft
from catalog.tourism.tour_document import TourDocument, from_json
from catalog.translation.places import together
from catalog.translation.selectors import Completeness, text_in
from catalog.translation.texts import LocalText, tag_unless


def operates(desk: Desk) -> None:
    """Raise Http404 for the desk of somebody who runs no tours."""
    if not runs_tours(desk.organization):
        raise Http404("Only tour operators offer tours.")


@require_safe
@for_members(*WRITERS)
def tours(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every tour with its state and how far its languages are, the last changed first.

    As many queries however many there are.
    """
    operates(desk)
    context = {
        "rows": _rows(desk, preferences.of(request).language),
        "licensed": is_licensed(desk.organization),
    }
    return desk_page(request, desk, "tourism/desk/tours.html", context)


def _rows(desk: Desk, language: str) -> list[dict[str, Any]]:
    house = desk.organization
    drafts = list(TourDraft.objects.select_related("tour").filter(organization=house).order_by("pk"))
    edits = {draft.tour_id: draft for draft in drafts if draft.tour_id}
    shown = list(Tour.objects.rewrite(False).filter(organization=house, version__gt=0).order_by("pk"))
    far = _progress(drafts, [tour for tour in shown if tour.pk not in edits])
    rows = [
        {
            **_named(*pick(draft.document["title"], draft.document["source_language"]), language),
            **_languages(house.slug, draft, far[draft.pk]),
            "url": reverse("desk-tours-one", args=[house.slug, draft.pk]),
            "status": status(draft.state),
            "updated_at": draft.updated_at,
        }
        for draft in drafts
        if not draft.tour_id
    ]
    for tour in shown:
        edit = edits.get(tour.pk)
        own = tour.source_language
        rows.append(
            {
                **_named(text_in(tour, "title", own), own, language),
                **_languages(house.slug, edit or tour, far[edit.pk if edit else tour.pk]),
                "url": reverse("desk-tours-published", args=[house.slug, tour.slug]),
                "status": status(tour.status),
                "edit": status(edit.state) if edit else None,
                "updated_at": max(tour.updated_at, edit.updated_at) if edit else tour.updated_at,
            }
        )
    return sorted(rows, key=lambda row: (row["updated_at"], row["url"]), reverse=True)


def _progress(drafts: Iterable[TourDraft], tours: Collection[Tour]) -> dict[UUID | int, Completeness]:
    """Return how far the languages are together, by the id of the draft, or of a tour without one."""
    documents: dict[UUID | int, tuple[TourDocument, Tour | None]] = {
        draft.pk: (from_json(draft.document), draft.tour) for draft in drafts
    }
    newest = newest_documents(tours)
    documents |= {tour.pk: (newest[tour.pk], tour) for tour in tours if tour.pk in newest}
    return {key: together(found.values()) for key, found in progress_of_each(documents).items()}


def _languages(slug: str, written: TourDraft | Tour, far: Completeness) -> dict[str, Any]:
    """Return how far the languages are, and where their words are written."""
    if isinstance(written, TourDraft):
        return {"far": bar(far), "languages_url": reverse("desk-tours-languages", args=[slug, written.pk])}
    page = reverse("desk-tours-published", args=[slug, written.slug])
    return {"far": bar(far), "languages_url": f"{page}#languages"}


def _named(title: str, code: str, language: str) -> dict[str, str]:
    return {
        "title": title or _("Without a title"),
        "lang": tag_unless(LocalText(title, code), language) if title else "",
    }


@post_only()
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
