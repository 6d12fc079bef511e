"""Signed addresses: what a person may do who holds one."""

from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils import translation

from catalog.merchants.models import Invitation

SALT = "catalog.merchants.invitation"


def invitation_path(invitation: Invitation) -> str:
    """Return the path of an invitation's page. It holds until the invitation is sent again or is over."""
    token = signing.Signer(salt=SALT).sign_object([str(invitation.pk), invitation.serial])
    with translation.override(invitation.language):
        return reverse("desk-join", args=[token])


def read_invitation(token: str) -> tuple[UUID, int] | None:
    """Return the id and the serial a token stands for, or None when it was not made here."""
    try:
        key, serial = signing.Signer(salt=SALT).unsign_object(token)
        return UUID(key), int(serial)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
