"""The languages of a tour: how far each is, its words beside the original, which are shown together."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.merchants.desk.completeness import bar
from catalog.merchants.desk.guard import Desk, for_members
from catalog.merchants.models import WRITERS
from catalog.products.desk.beside import Beside, Label
from catalog.reference.languages import html_tag
from catalog.tourism.desk.tour_writing import FORM, draft_at, state_of
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.selectors.tour_languages import progress_of_each
from catalog.tourism.services.tour_drafts import TOURS, TourDrafting
from catalog.tourism.tour_differences import label_of
from catalog.tourism.tour_document import TourDocument
from catalog.tourism.tour_texts import places_of, size_of
from catalog.translation.places import TextPlace


class Tours(Beside):
    """Tours: offered in a language with title, what the price covers, and the meeting point."""

    route = "desk-tours"
    head = "tourism/desk/head.html"
    explained = gettext_lazy(
        "You write in %(language)s. A language is offered to travellers once title, what is included and"
        " not, and the meeting point are in it; the rest may follow."
    )
    ready = gettext_lazy("Everything a language needs is in it: it can be published.")

    @property
    def drafting(self) -> TourDrafting:
        return TOURS

    def draft_at(self, desk: Desk, key: UUID) -> TourDraft:
        return draft_at(desk, key)

    def head_of(self, request: HttpRequest, draft: TourDraft, document: TourDocument) -> dict[str, Any]:
        return state_of(request, draft, document)

    def wording(self, document: TourDocument, language: str) -> tuple[list[TextPlace], Label]:
        return places_of(document), label_of

    def rows(self, place: str) -> int:
        return size_of(place)[1]


TOURS_BESIDE = Tours()


@require_safe
@for_members(*WRITERS)
def languages(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """How complete each language of a tour is, and which are published together."""
    return TOURS_BESIDE.languages(request, desk, key)


@require_POST
@for_members(*WRITERS)
def publish(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Put a draft before the reviewers with the languages that are to be shown together."""
    return TOURS_BESIDE.publish(request, desk, key)


@require_http_methods(FORM)
@for_members(*WRITERS)
def one(request: HttpRequest, desk: Desk, key: UUID, code: str) -> HttpResponse:
    """The words of a tour in one language beside the original."""
    return TOURS_BESIDE.one(request, desk, key, code)


def language_lines(
    desk: Desk, document: TourDocument, tour: Tour | None, draft: TourDraft | None
) -> list[dict[str, Any]]:
    """Return how far each language of a tour is; each leads to its words where there is a draft of them."""
    names = dict(settings.LANGUAGES)
    return [
        {
            **bar(found),
            "tag": html_tag(code),
            "name": names[code],
            "url": reverse("desk-tours-language", args=[desk.organization.slug, draft.pk, code])
            if draft
            else "",
        }
        for code, found in progress_of_each({0: (document, tour)})[0].items()
    ]
