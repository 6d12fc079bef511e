"""Addresses that stand for a booker without account: whoever holds one, holds the booking."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils import translation

SALT = "catalog.tourism.booking"


def token(booking_id: UUID) -> str:
    """Return the signed token of one booking."""
    return signing.Signer(salt=SALT).sign(booking_id.hex)


def read_token(value: str) -> UUID | None:
    """Return the booking a token stands for; None where it is not ours."""
    try:
        return UUID(signing.Signer(salt=SALT).unsign(value))
    except (signing.BadSignature, ValueError):
        return None


def path_of(booking_id: UUID, *, has_account: bool, language: str) -> str:
    """Return the path at which a booker sees the booking."""
    with translation.override(language):
        if has_account:
            return reverse("booking", args=[booking_id])
        return reverse("booking-by-link", args=[token(booking_id)])


def link_at_sending(values: Mapping[str, Any], language: str) -> str:
    """Return the path a letter about a booking leads to; the private one is made as it goes out."""
    return path_of(UUID(values["booking"]), has_account=values["has_account"], language=language)
