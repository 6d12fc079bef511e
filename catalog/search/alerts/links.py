"""Signed addresses in mails to those who have no account."""

from datetime import timedelta
from uuid import UUID

from django.core import signing
from django.urls import reverse

from catalog.search.models import SavedSearch

CONFIRM_WITHIN = timedelta(days=3)
_CONFIRM, _STOP = "catalog.search.alerts.confirm", "catalog.search.alerts.stop"


def confirm_path(saved: SavedSearch) -> str:
    """Return the path at which an address's owner says that they did ask; it holds for three days."""
    token = signing.TimestampSigner(salt=_CONFIRM).sign(saved.pk.hex)
    return reverse("search-alert-confirm", args=[token])


def stop_path(saved: SavedSearch) -> str:
    """Return the path at which these mails end without signing in; it holds as long as they come."""
    return reverse("search-alert-stop", args=[signing.Signer(salt=_STOP).sign(saved.pk.hex)])


def read_confirm(token: str) -> UUID | None:
    """Return which saved search a token confirms, or None when it is too old or was not made here."""
    try:
        signer = signing.TimestampSigner(salt=_CONFIRM)
        return UUID(signer.unsign(token, max_age=CONFIRM_WITHIN))
    except (signing.BadSignature, ValueError):
        return None


def read_stop(token: str) -> UUID | None:
    """Return which saved search a token ends, or None when it was not made here."""
    try:
        return UUID(signing.Signer(salt=_STOP).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
