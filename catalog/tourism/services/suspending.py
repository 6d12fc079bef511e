"""Writes: a moderator takes a tour off the site, and gives it back."""

from django.contrib.auth.base_user import AbstractBaseUser

from catalog.merchants.services.suspending import give_back, take_off
from catalog.tourism.models import Tour
from catalog.tourism.services.tours import tell


def suspend_tour(*, tour: Tour, by: AbstractBaseUser) -> str:
    """Take a tour off the site; return the state it had. Raises MoveRefused where it is off already."""
    return take_off(tour, tell=tell, by=by)


def restore_tour(*, tour: Tour, to: str, by: AbstractBaseUser) -> None:
    """Give a suspended tour the state it had. Raises MoveRefused where it is not suspended."""
    give_back(tour, to=to, tell=tell, by=by)
