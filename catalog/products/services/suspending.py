"""Writes: a moderator takes a product off the site, and gives it back."""

from django.contrib.auth.base_user import AbstractBaseUser

from catalog.merchants.services.suspending import give_back, take_off
from catalog.products.models import Product
from catalog.products.services.listings import tell


def suspend_product(*, product: Product, by: AbstractBaseUser) -> str:
    """Take a product off the site; return the state it had. Raises MoveRefused where it is off already."""
    return take_off(product, tell=_tell, by=by)


def restore_product(*, product: Product, to: str, by: AbstractBaseUser) -> None:
    """Give a suspended product the state it had. Raises MoveRefused where it is not suspended."""
    give_back(product, to=to, tell=_tell, by=by)


def _tell(product: Product) -> None:
    tell([product])
