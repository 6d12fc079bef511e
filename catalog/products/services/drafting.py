"""Writes: a listing is drafted, put before the reviewers, published or given back.

What readers see stays as it was until a reviewer has agreed. A draft may say as little as it likes;
what it lacks is told by ``problems_of`` and asked for when it is put before the reviewers. Whoever
changes a draft holds its row until the end of the transaction.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services.members import acted_as
from catalog.products.document import ProductDocument, from_json, to_json
from catalog.products.languages import with_origins
from catalog.products.models import ListingDraft, Product
from catalog.products.selectors.cards import shown
from catalog.products.selectors.drafts import own_files, own_pictures, published_document
from catalog.products.selectors.languages import with_pictures_told
from catalog.products.selectors.problems import problems_of as problems_of
from catalog.products.services.listings import publish_product
from catalog.products.services.telling import tell_decided

State = ListingDraft.State
# Which states a draft may be in to get to another. A published or discarded one is gone.
MOVES = {
    State.DRAFT: {State.REVIEW},
    State.RETURNED: {State.REVIEW},
    State.REVIEW: {State.DRAFT, State.RETURNED},
}
CHANGEABLE = (State.DRAFT, State.RETURNED)


class Conflict(ValueError):
    """Somebody else saved meanwhile. Carries the draft as they left it."""

    def __init__(self, draft: ListingDraft) -> None:
        super().__init__(f"The draft is at revision {draft.revision} already.")
        self.draft = draft

    @property
    def document(self) -> ProductDocument:
        return from_json(self.draft.document)

    @property
    def revision(self) -> int:
        return self.draft.revision


class DraftGone(LookupError):
    """The draft was published or discarded meanwhile."""


class DraftMoveRefused(ValueError):
    """A draft cannot go from one state to another. Names both."""

    def __init__(self, *, current: str, wanted: str) -> None:
        super().__init__(f"A listing that is {current!r} cannot become {wanted!r}.")
        self.current = current
        self.wanted = wanted


@transaction.atomic
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
    _check_belongings(organization, document, draft.product if draft else product)
    if draft is None:
        return _begin(organization, document, product, by)
    kept = _held(draft, revision, *CHANGEABLE, wanted=State.DRAFT)
    said = to_json(_remembering(from_json(kept.document), document))
    if kept.document != said:
        ListingDraft.objects.filter(pk=kept.pk).update(
            document=said,
            revision=kept.revision + 1,
            updated_at=timezone.now(),
            updated_by_id=by.pk,
        )
        kept.refresh_from_db()
    return kept


def _begin(
    organization: Organization, document: ProductDocument, product: Product | None, by: AbstractBaseUser
) -> ListingDraft:
    if product is not None:
        Product.objects.select_for_update().only("pk").get(pk=product.pk, organization=organization)
        there = ListingDraft.objects.filter(product=product).first()
        if there is not None:
            raise Conflict(there)
        with suppress(LookupError):  # one that was never published has nothing to compare with
            document = _remembering(published_document(product), document)
    draft = ListingDraft.objects.create(
        organization=organization,
        product=product,
        document=to_json(document),
        updated_at=timezone.now(),
        updated_by_id=by.pk,
    )
    _record(draft, by, acted_as(organization, by), "listing.drafted", "", State.DRAFT)
    return draft


def _remembering(before: ProductDocument, after: ProductDocument) -> ProductDocument:
    """Return a document that remembers what its words were made from, those of its pictures too.

    What pictures say themselves stands in no document and has the same original.
    """
    told = with_origins(with_pictures_told(before), with_pictures_told(after))
    return replace(after, made_from=told.made_from)


@transaction.atomic
def submit_draft(*, draft: ListingDraft, by: AbstractBaseUser, revision: int | None = None) -> ListingDraft:
    """Put a draft before the reviewers.

    Raises ValidationError, by field, for what is missing or wrong, Conflict where somebody changed it
    meanwhile, DraftGone, DraftMoveRefused.
    """
    kept = _held(draft, revision, *CHANGEABLE, wanted=State.REVIEW)
    problems = problems_of(organization=kept.organization, document=from_json(kept.document))
    if problems:
        raise ValidationError(dict(problems))
    before = kept.state
    _move(kept, State.REVIEW, submitted_at=timezone.now(), submitted_by_id=by.pk)
    _record(kept, by, acted_as(kept.organization, by), "listing.submitted", before, State.REVIEW)
    return kept


@transaction.atomic
def withdraw_draft(*, draft: ListingDraft, by: AbstractBaseUser) -> ListingDraft:
    """Take a draft back from the reviewers, to change it. Raises DraftGone, DraftMoveRefused."""
    kept = _held(draft, None, State.REVIEW, wanted=State.DRAFT)
    _move(kept, State.DRAFT)
    _record(kept, by, acted_as(kept.organization, by), "listing.withdrawn", State.REVIEW, State.DRAFT)
    return kept


@transaction.atomic
def approve_draft(
    *, draft: ListingDraft, by: AbstractBaseUser, revision: int | None = None, reason: str = ""
) -> Product:
    """Publish what was put before the reviewers, as the version of who put it there; the draft is gone then.

    A paused product stays paused. ``reason`` is what the reviewer notes about it. Raises Conflict where
    it is not the revision the reviewer saw, DraftGone, DraftMoveRefused where it was withdrawn,
    ValidationError, by field, where it no longer fits (a brand that went, say).
    """
    kept = _held(draft, revision, State.REVIEW, wanted=Product.Status.PUBLISHED)
    before = kept.product.version if kept.product else 0
    document = from_json(kept.document)
    problems = problems_of(organization=kept.organization, document=document)
    if problems:
        raise ValidationError(dict(problems))
    product = publish_product(
        organization=kept.organization,
        document=document,
        product=kept.product,
        stay_paused=True,
        by=kept.submitted_by,
    )
    ListingDraft.objects.filter(pk=kept.pk).delete()
    audit.record(
        actor=by,
        role="reviewer",
        action="listing.approved",
        target=product,
        before={"version": before},
        after={"version": product.version, "draft": str(kept.pk), "note": reason.strip()},
    )
    tell_decided(
        organization=kept.organization,
        document=document,
        occasion=f"{kept.pk}:{kept.revision}:published",
        link=f"published/{product.slug}/",
        note=reason.strip(),
        hidden=not shown().filter(pk=product.pk).exists(),
    )
    return product


@transaction.atomic
def return_draft(
    *,
    draft: ListingDraft,
    reason: DecisionReason,
    by: AbstractBaseUser,
    note: str = "",
    revision: int | None = None,
) -> ListingDraft:
    """Give a draft back to be changed, with a reason. Raises Conflict, DraftGone, DraftMoveRefused."""
    kept = _held(draft, revision, State.REVIEW, wanted=State.RETURNED)
    _move(
        kept,
        State.RETURNED,
        decided_at=timezone.now(),
        decided_by_id=by.pk,
        reason=reason,
        note=note.strip(),
    )
    _record(kept, by, "reviewer", "listing.returned", State.REVIEW, State.RETURNED, reason=reason.key)
    tell_decided(
        organization=kept.organization,
        document=from_json(kept.document),
        occasion=f"{kept.pk}:{kept.decided_at}",
        link=f"{kept.pk}/",
        reason=reason,
        note=note.strip(),
    )
    return kept


@transaction.atomic
def discard_draft(*, draft: ListingDraft, by: AbstractBaseUser, revision: int | None = None) -> None:
    """Throw a draft away; a published listing stays as it is.

    Raises Conflict, DraftGone, DraftMoveRefused.
    """
    kept = _held(draft, revision, *CHANGEABLE, wanted="discarded")
    _record(kept, by, acted_as(kept.organization, by), "listing.discarded", kept.state, "")
    ListingDraft.objects.filter(pk=kept.pk).delete()


def _held(draft: ListingDraft, revision: int | None, *states: str, wanted: str) -> ListingDraft:
    """Return the draft as the database has it, held until the end, if it is in one of the states."""
    rows = ListingDraft.objects.select_for_update(of=("self",)).select_related("product", "organization")
    kept = rows.filter(pk=draft.pk).first()
    if kept is None:
        raise DraftGone(str(draft.pk))
    if kept.state not in states:
        raise DraftMoveRefused(current=kept.state, wanted=str(wanted))
    if kept.revision != (draft.revision if revision is None else revision):
        raise Conflict(kept)
    return kept


def _move(draft: ListingDraft, wanted: ListingDraft.State, **fields: Any) -> None:
    """Move a draft that is held, by one conditional update."""
    allowed = [state for state, targets in MOVES.items() if wanted in targets]
    moved = ListingDraft.objects.filter(pk=draft.pk, state__in=allowed).update(state=wanted, **fields)
    if not moved:
        raise DraftMoveRefused(current=draft.state, wanted=wanted.value)
    draft.refresh_from_db()


def _check_belongings(organization: Organization, document: ProductDocument, product: Product | None) -> None:
    """Raise ValidationError where a document shows what is another organization's."""
    wrong: dict[str, list[Any]] = {}
    if set(document.pictures) - own_pictures(organization, document.pictures, product):
        wrong["pictures"] = [_("A picture is no longer there. Add it again.")]
    for field in ("certificates", "documents"):
        files = {one.file for one in getattr(document, field) if one.file}
        if files - own_files(organization, files):
            wrong[field] = [_("A file is no longer there. Add it again.")]
    if wrong:
        raise ValidationError(wrong)


def _record(
    draft: ListingDraft, by: AbstractBaseUser, role: str, action: str, before: str, after: str, **more: str
) -> None:
    audit.record(
        actor=by,
        role=role,
        action=action,
        target=draft.product or draft,
        before={"state": before} if before else {},
        after={"state": str(after), "draft": str(draft.pk), **more},
    )
