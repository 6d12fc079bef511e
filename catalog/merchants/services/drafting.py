"""Writes: a storefront is drafted, published and moved to another address."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.audit import services as audit
from catalog.merchants.document import CONTACTS, SECTIONS, StorefrontDocument, from_json, to_json
from catalog.merchants.document import TEXTS as TEXTS
from catalog.merchants.models import FormerAddress, Storefront, StorefrontDraft
from catalog.merchants.selectors.drafts import address_taken, draft_of, own_pictures
from catalog.merchants.services.members import acted_as
from catalog.merchants.services.organizations import publish_storefront, tell
from catalog.reference.slugs import SlugRefused, check_slug
from catalog.translation.texts import State, digest


class DraftConflict(ValueError):
    """Somebody else saved meanwhile. Carries what they left, and its revision."""

    def __init__(self, document: StorefrontDocument, revision: int) -> None:
        super().__init__(f"The draft is at revision {revision} already.")
        self.document = document
        self.revision = revision


@transaction.atomic
def save_draft(
    *, storefront: Storefront, document: StorefrontDocument, revision: int, by: AbstractBaseUser
) -> int:
    """Keep a draft that was written from this revision (0: none yet); return the revision it has now.

    Raises ValidationError, by field, for a document that cannot be shown, DraftConflict where the draft
    has moved on.
    """
    check_document(storefront, document)
    Storefront.objects.select_for_update().only("pk").get(pk=storefront.pk)
    kept = StorefrontDraft.objects.filter(storefront=storefront).first()
    there = kept.revision if kept else 0
    if there != revision:
        raise DraftConflict(draft_of(storefront).document, there)
    StorefrontDraft.objects.update_or_create(
        storefront=storefront,
        defaults={
            "document": to_json(document),
            "revision": there + 1,
            "author_id": by.pk,
            "updated_at": timezone.now(),
        },
    )
    return there + 1


@transaction.atomic
def publish_draft(*, storefront: Storefront, revision: int, by: AbstractBaseUser) -> Storefront:
    """Publish the draft of this revision as the storefront's next version.

    Raises DraftConflict where the draft has moved on, ValidationError where it says nothing in the
    organization's own language.
    """
    kept = whole_draft(storefront=storefront, revision=revision)
    document = from_json(kept.document)
    before = storefront.version
    kept.delete()
    published = publish_storefront(storefront=storefront, document=document, by=by)
    audit.record(
        actor=by,
        role=acted_as(storefront.organization, by),
        action="storefront.published",
        target=storefront.organization,
        before={"version": before},
        after={"version": published.version},
    )
    return published


def whole_draft(*, storefront: Storefront, revision: int) -> StorefrontDraft:
    """Return the draft of this revision, held until the end of the transaction, where it can be shown.

    Raises like `publish_draft`.
    """
    Storefront.objects.select_for_update().only("pk").get(pk=storefront.pk)
    kept = StorefrontDraft.objects.filter(storefront=storefront).first()
    if kept is None:
        raise ValidationError(_("There is nothing new to publish."))
    document = from_json(kept.document)
    if kept.revision != revision:
        raise DraftConflict(document, kept.revision)
    if not document.tagline.get(storefront.organization.source_language, "").strip():
        raise ValidationError({"tagline": [_("Say in one line what you offer.")]})
    return kept


@transaction.atomic
def discard_draft(*, storefront: Storefront, revision: int) -> None:
    """Throw the draft of this revision away. Raises DraftConflict where it has moved on."""
    kept = StorefrontDraft.objects.select_for_update().filter(storefront=storefront).first()
    if kept is not None and kept.revision != revision:
        raise DraftConflict(from_json(kept.document), kept.revision)
    if kept is not None:
        kept.delete()


def written(
    document: StorefrontDocument,
    *,
    language: str,
    texts: dict[str, str],
    by_machine: Collection[str] = (),
    reviewed: Collection[str] = (),
) -> StorefrontDocument:
    """Return the document with a member's texts in one language; what they changed counts as read.

    Not so what they took from a translator as it stands (``by_machine``), unless they say that they
    have compared it with the original (``reviewed``). A reviewed text that stays is never a machine's.
    """
    own = document.source_language
    changed: dict[str, Any] = {}
    states = {field: dict(kept) for field, kept in document.states.items()}
    made_from = {field: dict(kept) for field, kept in document.made_from.items()}
    for field, text in texts.items():
        said: dict[str, str] = getattr(document, field)
        anew = text.strip() != said.get(language, "")
        if language != own and (anew or field in reviewed):
            made = State.MACHINE if field in by_machine and field not in reviewed else State.REVIEWED
            states.setdefault(field, {})[language] = made.value
            made_from.setdefault(field, {})[language] = digest(said.get(own, ""))
        if not text.strip():
            states.get(field, {}).pop(language, None)
            made_from.get(field, {}).pop(language, None)
        rest = {code: words for code, words in said.items() if code != language}
        changed[field] = rest | ({language: text.strip()} if text.strip() else {})
    return replace(document, states=_filled(states), made_from=_filled(made_from), **changed)


def _filled(values: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {field: by_language for field, by_language in values.items() if by_language}


def check_document(storefront: Storefront, document: StorefrontDocument) -> None:
    """Raise ValidationError, by field, for what cannot be shown."""
    wrong: dict[str, list[object]] = {}
    if document.video and not document.video.startswith("https://"):
        wrong["video"] = [_("Write the whole address, beginning with https://.")]
    if set(document.sections) - set(SECTIONS) or len(set(document.sections)) < len(document.sections):
        wrong["sections"] = [_("Name each section once.")]
    if set(document.contacts) - set(CONTACTS):
        wrong["contacts"] = [_("Name each contact once.")]
    pictures = {one for one in (document.logo, document.banner, *document.gallery) if one}
    if pictures - own_pictures(storefront, pictures):
        wrong["logo"] = [_("Choose the picture again.")]
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def change_address(*, storefront: Storefront, slug: str, by: AbstractBaseUser) -> Storefront:
    """Move a storefront to another address; the ones it had lead there from then on.

    Raises ValidationError for a slug that is written wrongly, reserved, or another storefront's now or
    once.
    """
    try:
        wanted = check_slug(slug)
    except SlugRefused:
        raise ValidationError(
            {"slug": [_("Use small letters a to z, digits and hyphens; some words are reserved.")]}
        ) from None
    locked = Storefront.objects.select_for_update().get(pk=storefront.pk)
    before = locked.slug
    if wanted == before:
        return storefront
    if address_taken(wanted, but=storefront.pk):
        raise ValidationError({"slug": [_("This address belongs to another storefront.")]})
    FormerAddress.objects.filter(slug=wanted, storefront=storefront).delete()
    FormerAddress.objects.create(slug=before, storefront=storefront)
    Storefront.objects.filter(pk=storefront.pk).update(slug=wanted)
    storefront.refresh_from_db()
    audit.record(
        actor=by,
        role=acted_as(storefront.organization, by),
        action="storefront.address",
        target=storefront.organization,
        before={"address": before},
        after={"address": wanted},
    )
    tell(storefront)
    return storefront
