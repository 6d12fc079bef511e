"""A published tour changes its state: edited again, paused, shown again, archived."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from catalog.audit.selectors import history
from catalog.merchants.desk.clock import told_by
from catalog.merchants.desk.guard import Desk, desk_page, for_members
from catalog.merchants.desk.storefront import FORM
from catalog.merchants.models import WRITERS
from catalog.merchants.services.members import acted_as
from catalog.products.desk import reviewed_acts
from catalog.products.desk.listings import status
from catalog.products.told import told
from catalog.seams.posts import post_only
from catalog.tourism.desk.tour_languages import language_lines
from catalog.tourism.desk.tour_list import operates
from catalog.tourism.desk.tour_writing import TOUR_DRAFTS
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.services.tour_drafts import Conflict, save_draft
from catalog.tourism.services.tours import MOVES, move_tour
from catalog.tourism.tour_document import from_json
from catalog.translation.selectors import text_in

Status = Tour.Status
MOST_TOLD = 30
QUESTIONS = {
    Status.PAUSED: gettext_lazy("Pause this tour? Readers do not find it until you show it again."),
    Status.PUBLISHED: gettext_lazy("Show this tour again?"),
    Status.ARCHIVED: gettext_lazy(
        "Archive this tour? Readers no longer find it; what is booked stays booked."
    ),
}


def tour_at(desk: Desk, slug: str) -> Tour:
    """Return the operator's tour. Raises Http404 for another's."""
    operates(desk)
    found = Tour.objects.filter(organization=desk.organization, slug=slug, version__gt=0).first()
    if found is None:
        raise Http404("No such tour.")
    return found


def to_tour(desk: Desk, tour: Tour) -> HttpResponseRedirect:
    """Lead to the page of a published tour."""
    return HttpResponseRedirect(reverse("desk-tours-published", args=[desk.organization.slug, tour.slug]))


@require_safe
@for_members(*WRITERS)
def published(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """A tour readers know: its state, what may become of it, its edit if there is one, its history."""
    tour = tour_at(desk, slug)
    draft = TourDraft.objects.filter(tour=tour).first()
    document = from_json(draft.document) if draft else document_of(tour=tour)
    offered = MOVES[Status(tour.status)]
    context = {
        "tour": tour,
        "title": text_in(tour, "title", tour.source_language),
        "title_tag": tour.source_language,
        "status": status(tour.status),
        "edit": {"draft": draft, "status": status(draft.state)} if draft else None,
        "may_pause": Status.PAUSED in offered,
        "may_show": Status.PUBLISHED in offered,
        "may_archive": Status.ARCHIVED in offered,
        "public_url": reverse("tour", args=[tour.slug]) if tour.status == Status.PUBLISHED else "",
        "languages": language_lines(desk, document, tour, draft),
        "changes": told(history(tour)[:MOST_TOLD]),
        **told_by(request, desk),
    }
    return desk_page(request, desk, "tourism/desk/published.html", context)


@post_only()
@for_members(*WRITERS)
def edit(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Open a draft of a published tour, or the one there is."""
    tour = tour_at(desk, slug)
    try:
        draft = save_draft(
            organization=desk.organization, document=document_of(tour=tour), tour=tour, by=desk.person
        )
    except Conflict as conflict:
        draft = conflict.draft
    if "languages" in request.POST:
        return HttpResponseRedirect(TOUR_DRAFTS.url(desk, "languages", draft.pk))
    return TOUR_DRAFTS.to_draft(desk, draft)


@require_http_methods(FORM)
@for_members(*WRITERS)
def move(request: HttpRequest, desk: Desk, slug: str, to: str) -> HttpResponse:
    """Pause a tour, show it again or archive it; archiving is asked about first."""
    tour = tour_at(desk, slug)
    if to not in QUESTIONS:
        raise Http404("No such state.")
    if request.method != "POST":
        return reviewed_acts.asked(
            request,
            desk,
            QUESTIONS[Status(to)],
            title=text_in(tour, "title", tour.source_language),
            title_lang=tour.source_language,
            button=reviewed_acts.BUTTONS[to],
            back=reverse("desk-tours-published", args=[desk.organization.slug, tour.slug]),
        )
    role = acted_as(desk.organization, desk.person)
    reviewed_acts.move(request, lambda: move_tour(tour=tour, status=to, by=desk.person, role=role))
    return to_tour(desk, tour)
