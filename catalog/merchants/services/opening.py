"""Writes: a storefront opens. The first time a reviewer looks at it, unless its organization is verified.

Whoever was checked answers for what they show; of a stranger somebody looks at it before readers do. What
an open storefront says next is not looked at in advance: readers report it, moderators suspend it.
"""

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from catalog.audit import services as audit
from catalog.merchants.models import WRITERS, DecisionReason, Storefront, StorefrontDraft
from catalog.merchants.selectors import shown
from catalog.merchants.selectors.evidence import trust_of
from catalog.merchants.selectors.members import own_name, people_in
from catalog.merchants.services.drafting import DraftConflict, publish_draft, whole_draft
from catalog.merchants.services.members import acted_as
from catalog.merchants.services.moves import MoveRefused
from catalog.notices import services as notices

REVIEWED = "merchants.storefront-reviewed"


def is_looked_at(storefront: Storefront) -> bool:
    """Tell whether a reviewer looks at a storefront before readers do."""
    return storefront.version == 0 and not trust_of([storefront.organization_id])


@transaction.atomic
def open_storefront(*, storefront: Storefront, revision: int, by: AbstractBaseUser) -> bool:
    """Publish the draft of this revision, or put it before the reviewers; return whether it is published.

    Raises like `publish_draft`.
    """
    if not is_looked_at(storefront):
        publish_draft(storefront=storefront, revision=revision, by=by)
        return True
    kept = whole_draft(storefront=storefront, revision=revision)
    waiting = {"submitted_at": kept.submitted_at or timezone.now(), "reason": None, "note": ""}
    StorefrontDraft.objects.filter(pk=kept.pk).update(**waiting)
    _record(storefront, by, acted_as(storefront.organization, by), "storefront.submitted", {})
    return False


@transaction.atomic
def approve_storefront(*, storefront: Storefront, revision: int, by: AbstractBaseUser) -> Storefront:
    """Publish the draft a reviewer saw. Raises MoveRefused where it has moved on or was decided about."""
    _hold(storefront, revision)
    try:
        published = publish_draft(storefront=storefront, revision=revision, by=by)
    except (DraftConflict, ValidationError):
        raise MoveRefused(current="changed", wanted="published") from None
    _record(published, by, "reviewer", "storefront.reviewed", {"accepted": True})
    hidden = not shown().filter(pk=published.pk).exists()
    _tell(published, {"accepted": True, "hidden": hidden, "reason": {}, "note": ""}, revision)
    return published


@transaction.atomic
def return_storefront(
    *, storefront: Storefront, revision: int, reason: DecisionReason, note: str, by: AbstractBaseUser
) -> None:
    """Give the draft a reviewer saw back to its owners, with a reason. Raises MoveRefused like approving."""
    kept = _hold(storefront, revision)
    said = note.strip()
    StorefrontDraft.objects.filter(pk=kept.pk).update(submitted_at=None, reason=reason, note=said)
    after = {"accepted": False, "reason": reason.key, "note": said}
    _record(storefront, by, "reviewer", "storefront.reviewed", after)
    _tell(storefront, {"accepted": False, "reason": reason.words, "note": said}, revision)


def _hold(storefront: Storefront, revision: int) -> StorefrontDraft:
    Storefront.objects.select_for_update().only("pk").get(pk=storefront.pk)
    kept = StorefrontDraft.objects.filter(storefront=storefront, submitted_at__isnull=False).first()
    if kept is None or kept.revision != revision:
        raise MoveRefused(current="changed", wanted="decided")
    return kept


def _record(
    storefront: Storefront, by: AbstractBaseUser, role: str, action: str, after: dict[str, object]
) -> None:
    audit.record(actor=by, role=role, action=action, target=storefront.organization, after=after)


def _tell(storefront: Storefront, values: dict[str, object], revision: int) -> None:
    organization = storefront.organization
    notices.notify(
        kind=REVIEWED,
        recipients=people_in(organization, WRITERS),
        key=f"{storefront.pk}:{revision}:{timezone.now().isoformat()}",
        values={"organization": own_name(organization), **values},
        link=f"/en/desk/{organization.slug}/storefront/",
    )
