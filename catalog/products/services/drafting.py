"""Writes: a listing is drafted, put before the reviewers, published or given back.

What it goes through is that of every reviewed listing; see ``catalog.products.services.reviewed``.
"""

from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.merchants.models import Organization
from catalog.products.document import ProductDocument, from_json, to_json
from catalog.products.languages import places_of, with_origins, with_text
from catalog.products.models import ListingDraft, Product
from catalog.products.selectors.cards import shown
from catalog.products.selectors.drafts import own_files, own_pictures, published_document
from catalog.products.selectors.languages import with_pictures_told, written_keys
from catalog.products.selectors.problems import problems_of as problems_of
from catalog.products.services.beside import Translating
from catalog.products.services.listings import publish_product
from catalog.products.services.reviewed import CHANGEABLE as CHANGEABLE
from catalog.products.services.reviewed import MOVES as MOVES
from catalog.products.services.reviewed import DraftGone as DraftGone
from catalog.products.services.reviewed import DraftMoved
from catalog.products.services.reviewed import DraftMoveRefused as DraftMoveRefused
from catalog.products.services.telling import DECIDED, tell_decided
from catalog.translation.places import TextPlace


class Conflict(DraftMoved[ListingDraft]):
    """Somebody else saved meanwhile. Carries the draft as they left it."""

    @property
    def document(self) -> ProductDocument:
        return from_json(self.draft.document)


class ListingDrafting(Translating[ListingDraft, ProductDocument, Product]):
    """The drafts of products."""

    model = ListingDraft
    offered = "product"
    word = "listing"
    moved = Conflict
    lacks = gettext_lazy("A language is offered once title, properties and terms are in it.")

    def to_json(self, document: ProductDocument) -> dict[str, Any]:
        return to_json(document)

    def from_json(self, value: dict[str, Any]) -> ProductDocument:
        return from_json(value)

    def check_belongings(
        self, organization: Organization, document: ProductDocument, offer: Product | None
    ) -> None:
        wrong: dict[str, list[Any]] = {}
        if set(document.pictures) - own_pictures(organization, document.pictures, offer):
            wrong["pictures"] = [_("A picture is no longer there. Add it again.")]
        for field in ("certificates", "documents"):
            files = {one.file for one in getattr(document, field) if one.file}
            if files - own_files(organization, files):
                wrong[field] = [_("A file is no longer there. Add it again.")]
        if wrong:
            raise ValidationError(wrong)

    def problems(self, organization: Organization, document: ProductDocument) -> dict[str, list[str]]:
        return problems_of(organization=organization, document=document)

    def published(self, offer: Product) -> ProductDocument:
        return published_document(offer)

    def with_origins(self, before: ProductDocument, after: ProductDocument) -> ProductDocument:
        """Remember what the words were made from, those of the pictures too.

        What pictures say themselves stands in no document and has the same original.
        """
        told = with_origins(with_pictures_told(before), with_pictures_told(after))
        return replace(after, made_from=told.made_from)

    def told(self, document: ProductDocument) -> ProductDocument:
        return with_pictures_told(document)

    def places(self, document: ProductDocument) -> list[TextPlace]:
        return places_of(document, written_keys(document.category))

    def with_text(self, document: ProductDocument, place: str, language: str, text: str) -> ProductDocument:
        return with_text(document, place, language, text)

    def publish(self, draft: ListingDraft, document: ProductDocument) -> Product:
        return publish_product(
            organization=draft.organization,
            document=document,
            product=draft.product,
            stay_paused=True,
            by=draft.submitted_by,
        )

    def version_of(self, offer: Product) -> int:
        return offer.version

    def tell(
        self, draft: ListingDraft, document: ProductDocument, occasion: str, offer: Product | None, note: str
    ) -> None:
        tell_decided(
            kind=DECIDED,
            organization=draft.organization,
            title=document.title.get(document.source_language, ""),
            occasion=occasion,
            link=f"products/published/{offer.slug}/" if offer else f"products/{draft.pk}/",
            reason=None if offer else draft.reason,
            note=note,
            hidden=offer is not None and not shown().filter(pk=offer.pk).exists(),
        )


LISTINGS = ListingDrafting()


def save_draft(
    *,
    organization: Organization,
    document: ProductDocument,
    by: AbstractBaseUser,
    draft: ListingDraft | None = None,
    product: Product | None = None,
    revision: int | None = None,
) -> ListingDraft:
    """Keep a document, however incomplete, as the draft of a listing, and return the draft.

    Without ``draft`` it is a new one, of a new listing or of a published ``product``. ``revision`` is
    the one the document was written from, by default that of the draft in hand; the same document
    again changes nothing. Raises Conflict where the draft has moved on or the product has one already,
    DraftGone where it is no longer there, DraftMoveRefused while it is in review, ValidationError, by
    field, for pictures and files that are not the organization's.
    """
    return LISTINGS.save(
        organization=organization, document=document, by=by, draft=draft, offer=product, revision=revision
    )


submit_draft = LISTINGS.submit
withdraw_draft = LISTINGS.withdraw
approve_draft = LISTINGS.approve
return_draft = LISTINGS.give_back
discard_draft = LISTINGS.discard
