"""Writes: a moderator takes something or a whole organization off the site, and gives it back."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from catalog.merchants.models import Brand, Organization, Storefront
from catalog.merchants.services import brands, organizations
from catalog.merchants.services.moves import MoveRefused, record_move
from catalog.seams import freshness
from catalog.search import services as search

MODERATOR = "moderator"
SUSPENDED = "suspended"  # what this state is called in every model that has it
Tell = Callable[[Any], object]


@transaction.atomic
def take_off(row: Model, *, tell: Tell, by: AbstractBaseUser) -> str:
    """Suspend a row that has states; return the state it had. Raises MoveRefused where it is off already.

    `tell`, given the row as it is then, lets pages, the search index and the rooms above know.
    """
    locked = _held(row)
    if locked.status == SUSPENDED:
        raise MoveRefused(current=locked.status, wanted=SUSPENDED)
    return _move(locked, SUSPENDED, tell, by)


@transaction.atomic
def give_back(row: Model, *, to: str, tell: Tell, by: AbstractBaseUser) -> None:
    """Give a suspended row the state it had. Raises MoveRefused where it is not suspended, ValueError."""
    locked = _held(row)
    if locked.status != SUSPENDED:
        raise MoveRefused(current=locked.status, wanted=to)
    _move(locked, locked.Status(to).value, tell, by)


def _held(row: Model) -> Any:
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def _move(locked: Any, to: str, tell: Tell, by: AbstractBaseUser) -> str:
    was: str = locked.status
    rows = type(locked)._default_manager
    rows.filter(pk=locked.pk).update(status=to, updated_at=timezone.now())
    record_move(row=locked, before=was, after=to, by=by, role=MODERATOR)
    tell(rows.get(pk=locked.pk))
    return was


def suspend_storefront(*, storefront: Storefront, by: AbstractBaseUser) -> str:
    """Take a storefront off the site; return the state it had. Raises MoveRefused where it is off already."""
    return take_off(storefront, tell=organizations.tell, by=by)


def restore_storefront(*, storefront: Storefront, to: str, by: AbstractBaseUser) -> None:
    """Give a suspended storefront the state it had. Raises MoveRefused where it is not suspended."""
    give_back(storefront, to=to, tell=organizations.tell, by=by)


def suspend_brand(*, brand: Brand, by: AbstractBaseUser) -> str:
    """Take a brand off the site, its goods stay; return the state it had. Raises MoveRefused."""
    return take_off(brand, tell=brands.tell_brand, by=by)


def restore_brand(*, brand: Brand, to: str, by: AbstractBaseUser) -> None:
    """Give a suspended brand the state it had. Raises MoveRefused where it is not suspended."""
    give_back(brand, to=to, tell=brands.tell_brand, by=by)


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
    record_move(row=organization, before=before, after=to.value, by=by, role=MODERATOR)
    owned = Brand.objects.filter(organization=organization).values_list("pk", flat=True)
    search.mark_dirty(kind="brand", ids=list(owned))
    freshness.changed("storefronts", "goods")
    organizations.tell(organization.storefront)
    return before
