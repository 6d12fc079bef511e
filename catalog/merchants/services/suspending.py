"""Writes: a moderator takes a storefront or a whole organization off the site, and gives it back."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from catalog.audit import services as audit
from catalog.merchants.models import Brand, Organization, Storefront
from catalog.merchants.services.moves import MoveRefused
from catalog.merchants.services.organizations import tell
from catalog.seams import freshness
from catalog.search import services as search

MODERATOR = "moderator"


@transaction.atomic
def suspend_storefront(*, storefront: Storefront, by: AbstractBaseUser) -> str:
    """Take a storefront off the site; return the state it had. Raises MoveRefused where it is off already."""
    suspended = Storefront.Status.SUSPENDED
    locked = Storefront.objects.select_for_update().get(pk=storefront.pk)
    if locked.status == suspended:
        raise MoveRefused(current=locked.status, wanted=suspended.value)
    _move_storefront(locked, suspended, by)
    return locked.status


@transaction.atomic
def restore_storefront(*, storefront: Storefront, to: str, by: AbstractBaseUser) -> None:
    """Give a suspended storefront the state it had. Raises MoveRefused where it is not suspended."""
    locked = Storefront.objects.select_for_update().get(pk=storefront.pk)
    if locked.status != Storefront.Status.SUSPENDED:
        raise MoveRefused(current=locked.status, wanted=to)
    _move_storefront(locked, Storefront.Status(to), by)


def _move_storefront(storefront: Storefront, to: Storefront.Status, by: AbstractBaseUser) -> None:
    Storefront.objects.filter(pk=storefront.pk).update(status=to, updated_at=timezone.now())
    audit.record(
        actor=by,
        role=MODERATOR,
        action="storefront.moved",
        target=storefront,
        before={"status": storefront.status},
        after={"status": to.value},
    )
    tell(storefront)


@transaction.atomic
def suspend_organization(*, organization: Organization, by: AbstractBaseUser) -> str:
    """Take everything an organization shows off the site; return the state it had. Raises MoveRefused."""
    return _move_organization(organization, Organization.Status.SUSPENDED, by)


@transaction.atomic
def restore_organization(*, organization: Organization, by: AbstractBaseUser) -> None:
    """Show again what an organization shows. Raises MoveRefused where it is not suspended."""
    _move_organization(organization, Organization.Status.ACTIVE, by)


def _move_organization(organization: Organization, to: Organization.Status, by: AbstractBaseUser) -> str:
    before = Organization.objects.select_for_update().get(pk=organization.pk).status
    moved = Organization.objects.filter(pk=organization.pk).exclude(status=to).update(status=to)
    if not moved:
        raise MoveRefused(current=before, wanted=to.value)
    audit.record(
        actor=by,
        role=MODERATOR,
        action="organization.moved",
        target=organization,
        before={"status": before},
        after={"status": to.value},
    )
    brands = Brand.objects.filter(organization=organization).values_list("pk", flat=True)
    search.mark_dirty(kind="brand", ids=list(brands))
    freshness.changed("storefronts", "goods")
    tell(organization.storefront)
    return before
