"""Writes: a moderator takes a product off the site, and gives it back."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from catalog.audit import services as audit
from catalog.merchants.services.moves import MoveRefused
from catalog.merchants.services.suspending import MODERATOR
from catalog.products.models import Product
from catalog.products.services.listings import tell

Status = Product.Status


@transaction.atomic
def suspend_product(*, product: Product, by: AbstractBaseUser) -> str:
    """Take a product off the site; return the state it had. Raises MoveRefused where it is off already."""
    locked = Product.objects.select_for_update().get(pk=product.pk)
    if locked.status == Status.SUSPENDED:
        raise MoveRefused(current=locked.status, wanted=Status.SUSPENDED.value)
    _move(locked, Status.SUSPENDED, by)
    return locked.status


@transaction.atomic
def restore_product(*, product: Product, to: str, by: AbstractBaseUser) -> None:
    """Give a suspended product the state it had. Raises MoveRefused where it is not suspended."""
    locked = Product.objects.select_for_update().get(pk=product.pk)
    if locked.status != Status.SUSPENDED:
        raise MoveRefused(current=locked.status, wanted=to)
    _move(locked, Status(to), by)


def _move(product: Product, to: Product.Status, by: AbstractBaseUser) -> None:
    Product.objects.filter(pk=product.pk).update(status=to, updated_at=timezone.now())
    audit.record(
        actor=by,
        role=MODERATOR,
        action="product.moved",
        target=product,
        before={"status": product.status},
        after={"status": to.value},
    )
    tell([Product.objects.get(pk=product.pk)])
