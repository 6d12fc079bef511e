"""Writes: the private address of a person's calendar."""

import secrets

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from expo.fair.models import CalendarKey

BYTES = 32


@transaction.atomic
def key_of(*, person: AbstractBaseUser) -> CalendarKey:
    """Return the key of a person's calendar, made when it is first asked for."""
    return CalendarKey.objects.get_or_create(
        person_id=person.pk, defaults={"token": secrets.token_urlsafe(BYTES)}
    )[0]


@transaction.atomic
def renew_key(*, person: AbstractBaseUser) -> CalendarKey:
    """Make a new key; the address with the old one leads nowhere any more."""
    return CalendarKey.objects.update_or_create(
        person_id=person.pk, defaults={"token": secrets.token_urlsafe(BYTES)}
    )[0]
