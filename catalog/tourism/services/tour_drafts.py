"""Writes: a tour is drafted, put before the reviewers, published or given back.

What it goes through is that of every reviewed listing; see ``catalog.products.services.reviewed``.
"""

from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.merchants.models import Organization
from catalog.notices.registry import NoticeKind
from catalog.products.services.beside import Translating
from catalog.products.services.reviewed import DraftMoved
from catalog.products.services.telling import tell_decided
from catalog.tourism.models import Tour, TourDraft
from catalog.tourism.selectors.tour_drafts import own_pictures, problems_of
from catalog.tourism.selectors.tour_languages import with_pictures_told
from catalog.tourism.selectors.tours import document_of, shown
from catalog.tourism.services.tours import publish_tour
from catalog.tourism.tour_document import TourDocument, from_json, to_json
from catalog.tourism.tour_texts import places_of, with_origins, with_text
from catalog.translation.places import TextPlace

DECIDED = NoticeKind(
    name="tourism.tour-decided",
    label=gettext_lazy("A reviewer decides about a tour"),
    subject="products/notices/decided_subject.txt",
    text="products/notices/decided_text.txt",
)


class Conflict(DraftMoved[TourDraft]):
    """Somebody else saved meanwhile. Carries the draft as they left it."""

    @property
    def document(self) -> TourDocument:
        return from_json(self.draft.document)


class TourDrafting(Translating[TourDraft, TourDocument, Tour]):
    """The drafts of tours."""

    model = TourDraft
    offered = "tour"
    word = "tour"
    moved = Conflict
    lacks = gettext_lazy(
        "A language is offered once title, what is included and not, and the meeting point are in it."
    )

    def to_json(self, document: TourDocument) -> dict[str, Any]:
        return to_json(document)

    def from_json(self, value: dict[str, Any]) -> TourDocument:
        return from_json(value)

    def check_belongings(
        self, organization: Organization, document: TourDocument, offer: Tour | None
    ) -> None:
        if set(document.pictures) - own_pictures(organization, document.pictures, offer):
            raise ValidationError({"pictures": [_("A picture is no longer there. Add it again.")]})

    def problems(self, organization: Organization, document: TourDocument) -> dict[str, list[str]]:
        return problems_of(organization=organization, document=document)

    def published(self, offer: Tour) -> TourDocument:
        return document_of(tour=offer)

    def with_origins(self, before: TourDocument, after: TourDocument) -> TourDocument:
        """Remember what the words were made from, those of the pictures too.

        What pictures say themselves stands in no document and has the same original.
        """
        told = with_origins(self.told(before), self.told(after))
        return replace(told, alt=after.alt)

    def told(self, document: TourDocument) -> TourDocument:
        return with_pictures_told([document])[0]

    def places(self, document: TourDocument) -> list[TextPlace]:
        return places_of(document)

    def with_text(self, document: TourDocument, place: str, language: str, text: str) -> TourDocument:
        return with_text(document, place, language, text)

    def publish(self, draft: TourDraft, document: TourDocument) -> Tour:
        return publish_tour(
            organization=draft.organization,
            document=document,
            tour=draft.tour,
            stay_paused=True,
            by=draft.submitted_by,
        )

    def version_of(self, offer: Tour) -> int:
        return offer.version

    def tell(
        self, draft: TourDraft, document: TourDocument, occasion: str, offer: Tour | None, note: str
    ) -> None:
        tell_decided(
            kind=DECIDED.name,
            organization=draft.organization,
            title=document.title.get(document.source_language, ""),
            occasion=occasion,
            link=f"tours/published/{offer.slug}/" if offer else f"tours/{draft.pk}/",
            reason=None if offer else draft.reason,
            note=note,
            hidden=offer is not None and not shown().filter(pk=offer.pk).exists(),
        )


TOURS = TourDrafting()


def save_draft(
    *,
    organization: Organization,
    document: TourDocument,
    by: AbstractBaseUser,
    draft: TourDraft | None = None,
    tour: Tour | None = None,
    revision: int | None = None,
) -> TourDraft:
    """Keep a document, however incomplete, as the draft of a tour, and return the draft.

    Without ``draft`` it is a new one, of a new tour or of a published ``tour``. ``revision`` is the one
    the document was written from, by default that of the draft in hand. Raises Conflict where the draft
    has moved on or the tour has one already, DraftGone, DraftMoveRefused while it is in review,
    ValidationError, by field, for pictures that are not the organization's.
    """
    return TOURS.save(
        organization=organization, document=document, by=by, draft=draft, offer=tour, revision=revision
    )


submit_draft = TOURS.submit
withdraw_draft = TOURS.withdraw
approve_draft = TOURS.approve
return_draft = TOURS.give_back
discard_draft = TOURS.discard
