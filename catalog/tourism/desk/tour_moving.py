"""Tours that readers know already, at the desk."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.utils.translation import gettext_lazy

from catalog.merchants.desk.guard import Desk
from catalog.products.desk.shown import Shown
from catalog.tourism.desk.tour_languages import language_lines
from catalog.tourism.desk.tour_writing import TOUR_DRAFTS
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.services.tours import MOVES, move_tour
from catalog.tourism.tour_document import from_json

Status = Tour.Status


class ShownTours(Shown):
    """Tours: their page says how far each language is."""

    drafts = TOUR_DRAFTS
    model = Tour
    page = "tourism/desk/published.html"
    offered = MOVES
    questions = {
        Status.PAUSED: gettext_lazy("Pause this tour? Readers do not find it until you show it again."),
        Status.PUBLISHED: gettext_lazy("Show this tour again?"),
        Status.ARCHIVED: gettext_lazy(
            "Archive this tour? Readers no longer find it; what is booked stays booked."
        ),
    }

    def move_to(self, offer: Tour, to: str, by: AbstractBaseUser, role: str) -> Tour:
        return move_tour(tour=offer, status=to, by=by, role=role)

    def beside(self, desk: Desk, offer: Tour, draft: TourDraft | None) -> dict[str, Any]:
        document = from_json(draft.document) if draft else document_of(tour=offer)
        return {"languages": language_lines(desk, document, offer, draft)}


SHOWN_TOURS = ShownTours()
