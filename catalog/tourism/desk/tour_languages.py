"""The languages of a tour: how far each is, its words beside the original, which are shown together."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy

from catalog.merchants.desk.completeness import bar
from catalog.merchants.desk.guard import Desk
from catalog.products.desk.beside import Beside, Label
from catalog.reference.languages import html_tag
from catalog.tourism.desk.tour_writing import TOUR_DRAFTS
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.selectors.tour_languages import progress_of_each
from catalog.tourism.tour_differences import label_of
from catalog.tourism.tour_document import TourDocument
from catalog.tourism.tour_texts import places_of, size_of
from catalog.translation.places import TextPlace


class ToursBeside(Beside):
    """Tours: offered in a language with title, what the price covers, and the meeting point."""

    drafts = TOUR_DRAFTS
    head = "tourism/desk/head.html"
    explained = gettext_lazy(
        "You write in %(language)s. A language is offered to travellers once title, what is included and"
        " not, and the meeting point are in it; the rest may follow."
    )
    ready = gettext_lazy("Everything a language needs is in it: it can be published.")

    def wording(self, document: TourDocument, language: str) -> tuple[list[TextPlace], Label]:
        return places_of(document), label_of

    def rows(self, place: str) -> int:
        return size_of(place)[1]


TOURS_BESIDE = ToursBeside()


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
            "url": TOUR_DRAFTS.url(desk, "language", draft.pk, code) if draft else "",
        }
        for code, found in progress_of_each({0: (document, tour)})[0].items()
    ]
