"""The languages of a listing of goods: how far each is, its words beside the original, which are shown."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalog.merchants.desk.guard import Desk, for_members
from catalog.merchants.models import WRITERS
from catalog.products.desk.beside import Beside, Label
from catalog.products.desk.editing import FORM, draft_at, state_of
from catalog.products.document import ProductDocument
from catalog.products.labels import LONG, label_of
from catalog.products.languages import places_of
from catalog.products.models import ListingDraft
from catalog.products.selectors.languages import written_properties
from catalog.products.services.drafting import LISTINGS, ListingDrafting
from catalog.seams import preferences
from catalog.translation.places import TextPlace


class Goods(Beside):
    """Goods: offered in a language with title, properties and terms."""

    route = "desk-products"
    head = "products/desk/head.html"
    explained = gettext_lazy(
        "You write in %(language)s. A language is offered to buyers once title, properties and terms"
        " are in it; summary and description may follow."
    )
    ready = gettext_lazy("Title, properties and terms are in this language: it can be published.")

    @property
    def drafting(self) -> ListingDrafting:
        return LISTINGS

    def draft_at(self, desk: Desk, key: UUID) -> ListingDraft:
        return draft_at(desk, key)

    def head_of(self, request: HttpRequest, draft: ListingDraft, document: ProductDocument) -> dict[str, Any]:
        return state_of(draft, document, preferences.of(request).language)

    def wording(self, document: ProductDocument, language: str) -> tuple[list[TextPlace], Label]:
        properties = written_properties(document.category, language)
        return places_of(document, properties.keys()), lambda place: label_of(place, properties)

    def rows(self, place: str) -> int:
        return LONG.get(place, 0)


GOODS = Goods()


@require_safe
@for_members(*WRITERS)
def languages(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """How complete each language of a listing is, and which are published together."""
    return GOODS.languages(request, desk, key)


@require_POST
@for_members(*WRITERS)
def publish(request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
    """Put a draft before the reviewers with the languages that are to be shown together."""
    return GOODS.publish(request, desk, key)


@require_http_methods(FORM)
@for_members(*WRITERS)
def one(request: HttpRequest, desk: Desk, key: UUID, code: str) -> HttpResponse:
    """The words of a listing in one language beside the original."""
    return GOODS.one(request, desk, key, code)
