"""Drafts of tours at the desk, and what one says in words."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict

from catalog.files.selectors import manifests
from catalog.merchants.desk.guard import Desk, desk_page
from catalog.merchants.models import Organization
from catalog.products.desk.drafts import Drafts, Problems, page_for_writers
from catalog.products.differences import Difference
from catalog.products.listing_form.parts import Asked
from catalog.products.listing_form.whole import with_one_more, without
from catalog.reference.languages import pick
from catalog.seams import preferences
from catalog.tourism.desk.tour_list import operates
from catalog.tourism.models import TourDraft
from catalog.tourism.selectors.tour_drafts import draft_of
from catalog.tourism.services.tour_drafts import TOURS
from catalog.tourism.tour_differences import differences, places_named
from catalog.tourism.tour_document import TourDocument, from_json
from catalog.tourism.tour_form.form import TourForm

# Lines that buttons add and take away, by what the names of their fields begin with.
LINES = frozenset({"day", "season", "step"})


class TourDrafts(Drafts):
    """Drafts of tours: buttons add lines to the form and take them away; a licence is asked for."""

    route = "desk-tours"
    writing = "tourism/desk/form.html"
    waiting = "tourism/desk/waiting.html"
    drafting = TOURS

    def admit(self, desk: Desk) -> None:
        operates(desk)

    def draft_of(self, organization: Organization, key: UUID) -> TourDraft | None:
        return draft_of(organization, key)

    def form(self, asked: Asked[TourDocument]) -> TourForm:
        return TourForm(asked)

    def helped(self, data: QueryDict) -> QueryDict | None:
        more, less = data.get("more", ""), data.get("less", "").rpartition("_")
        if more in LINES:
            return with_one_more(data, more)
        if less[0] in LINES and less[2].isdecimal() and len(less[2]) < 4:
            return without(data, less[0], int(less[2]))
        return None

    def refuse(self, form: Any, error: ValidationError) -> None:
        form.add_error("pictures_new", error.messages)

    def differences(self, form: Any, theirs: TourDocument, language: str) -> list[Difference]:
        mine = form.document()
        return differences(mine, theirs, language, places_named((mine, theirs), language))

    def beside_form(self, request: HttpRequest, form: Any, problems: Problems) -> dict[str, Any]:
        return {"licence": problems.pop("licence", [])}

    @page_for_writers
    def look(self, request: HttpRequest, desk: Desk, key: UUID) -> HttpResponse:
        """Everything a draft says, in words, as a reviewer reads it."""
        draft = self.draft_at(desk, key)
        document, language = from_json(draft.document), preferences.of(request).language
        nothing = TourDocument(source_language=document.source_language, title={}, mode="")
        sizes = manifests(document.pictures)
        context = {
            **self.state_of(request, draft, document),
            "said": differences(nothing, document, language, places_named((document,), language)),
            "pictures": [
                (sizes[one], pick(document.alt.get(str(one), {}), language)[0])
                for one in document.pictures
                if one in sizes
            ],
        }
        return desk_page(request, desk, "tourism/desk/look.html", context)


TOUR_DRAFTS = TourDrafts()
