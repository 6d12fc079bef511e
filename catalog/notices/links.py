"""Addresses in notices and mails, and the signed one that needs no sign-in."""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

SALT = "catalog.notices.stop"


@dataclass(frozen=True)
class StopOrder:
    """What a signed address allows: to stop the mails of one kind (or the digest) to one person."""

    person_id: int
    kind: str


def in_language(path: str, language: str) -> str:
    """Return a path of this site as it reads in another language, or as it is where it has none."""
    first, slash, rest = path.lstrip("/").partition("/")
    if first in dict(settings.LANGUAGES):
        return f"/{language}{slash}{rest}"
    return path


def absolute(path: str) -> str:
    """Return a path as an address that works outside the site."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{path}"


def stop_address(order: StopOrder, language: str) -> str:
    """Return the address that stops mails without signing in. It holds as long as the secret key does."""
    token = signing.Signer(salt=SALT).sign_object({"person": order.person_id, "kind": order.kind})
    with translation.override(language):
        return absolute(reverse("notices-stop", args=[token]))


def read_stop(token: str) -> StopOrder | None:
    """Return what a token allows, or None when it was not made here."""
    try:
        found = signing.Signer(salt=SALT).unsign_object(token)
        return StopOrder(person_id=int(found["person"]), kind=str(found["kind"]))
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        return None


def choices_address(language: str) -> str:
    """Return the address of the preferences page."""
    with translation.override(language):
        return absolute(reverse("notice-choices"))
