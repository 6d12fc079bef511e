"""Reads of the people room."""

from portal.accounts.models import User


def administrator_exists() -> bool:
    """Tell whether anyone may administer this installation."""
    return User.objects.filter(is_superuser=True, is_active=True).exists()


def language_of(email: str) -> str:
    """Return the language the account with this address reads, or an empty string."""
    language = User.objects.filter(email=email.strip().lower()).values_list("language", flat=True).first()
    return language or ""
