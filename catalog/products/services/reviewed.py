"""Writes: what every listing goes through that a reviewer looks at before readers do.

What readers see stays as it was until a reviewer has agreed. A draft may say as little as it likes; what
it lacks is asked for when it is put before the reviewers. Whoever changes a draft holds its row until
the end of the transaction.
"""

from abc import ABC, abstractmethod
from contextlib import suppress
from typing import Any, Generic, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from catalog.audit import services as audit
from catalog.merchants.models import DecisionReason, Organization
from catalog.merchants.services.members import acted_as
from catalog.products.models import ReviewedDraft

State = ReviewedDraft.State
# Which states a draft may be in to get to another. A published or discarded one is gone.
MOVES = {
    State.DRAFT: {State.REVIEW},
    State.RETURNED: {State.REVIEW},
    State.REVIEW: {State.DRAFT, State.RETURNED},
}
CHANGEABLE = (State.DRAFT, State.RETURNED)
PUBLISHED = "published"

Draft = TypeVar("Draft", bound=ReviewedDraft)
Document = TypeVar("Document")
Offer = TypeVar("Offer", bound=models.Model)
Problems = dict[str, list[str]]


class DraftMoved(ValueError, Generic[Draft]):
    """Somebody else saved meanwhile. Carries the draft as they left it."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"The draft is at revision {draft.revision} already.")
        self.draft = draft

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


class Drafting(ABC, Generic[Draft, Document, Offer]):
    """The acts on drafts of one kind of listing.

    ``offered`` is the draft's field that names what it was published as, ``word`` what the audit trail
    calls such a listing. Every act that finds the draft changed raises ``moved``, a ``DraftMoved``; one that
    finds it gone DraftGone, one that its state does not allow DraftMoveRefused. ``revision`` is the one that
    was seen, by default that of the draft in hand.
    """

    model: type[Draft]
    offered: str
    word: str
    moved: type[DraftMoved[Draft]]

    @abstractmethod
    def to_json(self, document: Document) -> dict[str, Any]:
        """Return the document as it is kept."""

    @abstractmethod
    def from_json(self, value: dict[str, Any]) -> Document:
        """Return the document that was kept."""

    @abstractmethod
    def check_belongings(self, organization: Organization, document: Document, offer: Offer | None) -> None:
        """Raise ValidationError where a document shows what is another organization's."""

    @abstractmethod
    def problems(self, organization: Organization, document: Document) -> Problems:
        """Return what keeps a document from being published, by field."""

    @abstractmethod
    def published(self, offer: Offer) -> Document:
        """Return what readers know. Raises LookupError where they know nothing yet."""

    @abstractmethod
    def with_origins(self, before: Document, after: Document) -> Document:
        """Return a document that remembers what its translations were made from."""

    @abstractmethod
    def publish(self, draft: Draft, document: Document) -> Offer:
        """Make a draft what readers see; one that is paused stays so."""

    @abstractmethod
    def version_of(self, offer: Offer) -> int:
        """Return how often it was published."""

    @abstractmethod
    def tell(self, draft: Draft, document: Document, occasion: str, offer: Offer | None, note: str) -> None:
        """Tell its members that it was published as ``offer``, or given back, None."""

    @transaction.atomic
    def save(
        self,
        *,
        organization: Organization,
        document: Document,
        by: AbstractBaseUser,
        draft: Draft | None = None,
        offer: Offer | None = None,
        revision: int | None = None,
    ) -> Draft:
        """Keep a document, however incomplete, and return its draft; the same again changes nothing."""
        self.check_belongings(organization, document, self.offer_of(draft) if draft else offer)
        if draft is None:
            return self._begin(organization, document, offer, by)
        kept = self.held(draft, revision, *CHANGEABLE, wanted=State.DRAFT)
        said = self.to_json(self.with_origins(self.from_json(kept.document), document))
        if kept.document != said:
            self._rows().filter(pk=kept.pk).update(
                document=said,
                revision=kept.revision + 1,
                updated_at=timezone.now(),
                updated_by_id=by.pk,
            )
            kept.refresh_from_db()
        return kept

    def _begin(
        self, organization: Organization, document: Document, offer: Offer | None, by: AbstractBaseUser
    ) -> Draft:
        if offer is not None:
            rows = type(offer)._default_manager.select_for_update().only("pk")
            rows.get(pk=offer.pk, organization=organization)
            there = self._rows().filter(**{self.offered: offer}).first()
            if there is not None:
                raise self.moved(there)
            with suppress(LookupError):  # one that was never published has nothing to compare with
                document = self.with_origins(self.published(offer), document)
        draft: Draft = self._rows().create(
            organization=organization,
            document=self.to_json(document),
            updated_at=timezone.now(),
            updated_by_id=by.pk,
            **{self.offered: offer},
        )
        self._record(draft, by, acted_as(organization, by), "drafted", "", State.DRAFT)
        return draft

    @transaction.atomic
    def submit(self, *, draft: Draft, by: AbstractBaseUser, revision: int | None = None) -> Draft:
        """Put a draft before the reviewers. Raises ValidationError, by field, for what is missing."""
        kept = self.held(draft, revision, *CHANGEABLE, wanted=State.REVIEW)
        self._refuse_problems(kept)
        before = kept.state
        self._move(kept, State.REVIEW, submitted_at=timezone.now(), submitted_by_id=by.pk)
        self._record(kept, by, acted_as(owner_of(kept), by), "submitted", before, State.REVIEW)
        return kept

    @transaction.atomic
    def withdraw(self, *, draft: Draft, by: AbstractBaseUser) -> Draft:
        """Take a draft back from the reviewers, to change it."""
        kept = self.held(draft, None, State.REVIEW, wanted=State.DRAFT)
        self._move(kept, State.DRAFT)
        self._record(kept, by, acted_as(owner_of(kept), by), "withdrawn", State.REVIEW, State.DRAFT)
        return kept

    @transaction.atomic
    def approve(
        self, *, draft: Draft, by: AbstractBaseUser, revision: int | None = None, reason: str = ""
    ) -> Offer:
        """Publish what was put before the reviewers, as the version of who put it there; the draft is gone.

        What is paused stays paused. ``reason`` is what the reviewer notes about it. Raises ValidationError,
        by field, where it no longer fits: a brand that went, a licence that ended.
        """
        kept = self.held(draft, revision, State.REVIEW, wanted=PUBLISHED)
        known = self.offer_of(kept)
        before = self.version_of(known) if known else 0
        self._refuse_problems(kept)
        document = self.from_json(kept.document)
        offer = self.publish(kept, document)
        self._rows().filter(pk=kept.pk).delete()
        note = reason.strip()
        audit.record(
            actor=by,
            role="reviewer",
            action=f"{self.word}.approved",
            target=offer,
            before={"version": before},
            after={"version": self.version_of(offer), "draft": str(kept.pk), "note": note},
        )
        self.tell(kept, document, f"{kept.pk}:{kept.revision}:published", offer, note)
        return offer

    @transaction.atomic
    def give_back(
        self,
        *,
        draft: Draft,
        reason: DecisionReason,
        by: AbstractBaseUser,
        note: str = "",
        revision: int | None = None,
    ) -> Draft:
        """Give a draft back to be changed, with a reason."""
        kept = self.held(draft, revision, State.REVIEW, wanted=State.RETURNED)
        note = note.strip()
        self._move(
            kept,
            State.RETURNED,
            decided_at=timezone.now(),
            decided_by_id=by.pk,
            reason=reason,
            note=note,
        )
        self._record(kept, by, "reviewer", "returned", State.REVIEW, State.RETURNED, reason=reason.key)
        self.tell(kept, self.from_json(kept.document), f"{kept.pk}:{kept.decided_at}", None, note)
        return kept

    @transaction.atomic
    def discard(self, *, draft: Draft, by: AbstractBaseUser, revision: int | None = None) -> None:
        """Throw a draft away; what is published stays as it is."""
        kept = self.held(draft, revision, *CHANGEABLE, wanted="discarded")
        self._record(kept, by, acted_as(owner_of(kept), by), "discarded", kept.state, "")
        self._rows().filter(pk=kept.pk).delete()

    def held(self, draft: Draft, revision: int | None, *states: str, wanted: str) -> Draft:
        """Return the draft as the database has it, held until the end, if it is in one of the states.

        Raises DraftGone, DraftMoveRefused, and ``moved`` where it is not at the revision.
        """
        kept = self.locked(draft)
        if kept.state not in states:
            raise DraftMoveRefused(current=kept.state, wanted=str(wanted))
        if kept.revision != (draft.revision if revision is None else revision):
            raise self.moved(kept)
        return kept

    def locked(self, draft: Draft) -> Draft:
        """Return the draft as the database has it, held until the end. Raises DraftGone."""
        rows = self._rows().select_for_update(of=("self",)).select_related(self.offered, "organization")
        kept: Draft | None = rows.filter(pk=draft.pk).first()
        if kept is None:
            raise DraftGone(str(draft.pk))
        return kept

    def offer_of(self, draft: Draft) -> Offer | None:
        """Return what the draft was published as, None where it never was."""
        found: Offer | None = getattr(draft, self.offered)
        return found

    def _rows(self) -> Any:
        """Return the model's rows; the fields of the heirs are unknown to mypy."""
        return self.model._default_manager.all()

    def _refuse_problems(self, draft: Draft) -> None:
        problems = self.problems(owner_of(draft), self.from_json(draft.document))
        if problems:
            raise ValidationError(dict(problems))

    def _move(self, draft: Draft, wanted: ReviewedDraft.State, **fields: Any) -> None:
        """Move a draft that is held, by one conditional update."""
        allowed = [state for state, targets in MOVES.items() if wanted in targets]
        moved = self._rows().filter(pk=draft.pk, state__in=allowed).update(state=wanted, **fields)
        if not moved:
            raise DraftMoveRefused(current=draft.state, wanted=wanted.value)
        draft.refresh_from_db()

    def _record(
        self, draft: Draft, by: AbstractBaseUser, role: str, act: str, before: str, after: str, **more: str
    ) -> None:
        audit.record(
            actor=by,
            role=role,
            action=f"{self.word}.{act}",
            target=self.offer_of(draft) or draft,
            before={"state": before} if before else {},
            after={"state": str(after), "draft": str(draft.pk), **more},
        )


def owner_of(draft: ReviewedDraft) -> Organization:
    owner: Organization = getattr(draft, "organization")  # noqa: B009 - each heir has its own
    return owner
