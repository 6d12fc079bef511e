"""Writes of the people room: accounts made without a form, and what a person prefers."""

from importlib import import_module

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email
from django.db import transaction

from catalog.audit.services import SYSTEM, record
from catalog.search.alerts.services import forget_address
from portal.accounts.models import User

ADMINISTRATOR = ("is_staff", "is_superuser", "is_active")


class AccountExistsError(Exception):
    """An account with this e-mail address exists already."""


@transaction.atomic
def create_person(
    *,
    email: str,
    password: str | None,
    name: str = "",
    language: str = "",
    currency: str = "",
    time_zone: str = "",
) -> User:
    """Make an account whose address counts as confirmed: for the demonstration and for commands.

    ``time_zone`` is a name of the IANA database; empty, times are read in UTC.
    The password is not checked for strength, and None makes an account nobody can sign in to.
    Raises AccountExistsError where the address is taken.
    """
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise AccountExistsError(email)
    user = User.objects.create_user(
        email, password, name=name, language=language, currency=currency, time_zone=time_zone
    )
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@transaction.atomic
def create_administrator(*, email: str, password: str) -> tuple[User, bool]:
    """Make an administrator, or make the account that has this address one; say whether the password is new.

    A confirmed account keeps its password, so a container may run this at every start. One that was
    never confirmed does not: anybody may have made it, in order to become administrator.
    Raises ValidationError for an address or a new password that cannot be accepted.
    """
    email = email.strip().lower()
    validate_email(email)
    user = User.objects.filter(email=email).first() or User(email=email, is_active=False)
    confirmed = (
        user.pk is not None and EmailAddress.objects.filter(user=user, email=email, verified=True).exists()
    )
    if not confirmed:
        validate_password(password, user)
        user.set_password(password)
    before, after = {name: getattr(user, name) for name in ADMINISTRATOR}, dict.fromkeys(ADMINISTRATOR, True)
    user.is_staff = user.is_superuser = user.is_active = True
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=email, defaults={"verified": True, "primary": True}
    )
    if before != after:
        record(
            actor=None, role=SYSTEM, action="person.administrator", target=user, before=before, after=after
        )
    return user, not confirmed


@transaction.atomic
def keep_preferences(
    *, user: User, language: str | None = None, currency: str | None = None, low_data: bool | None = None
) -> None:
    """Remember what a person chose; None leaves a preference as it is, an empty text forgets it."""
    chosen = {"language": language, "currency": currency, "low_data": low_data}
    changed = [name for name, value in chosen.items() if value is not None and getattr(user, name) != value]
    for name in changed:
        setattr(user, name, chosen[name])
    if changed:
        user.save(update_fields=changed)


@transaction.atomic
def save_profile(
    *, user: User, name: str, language: str, currency: str, time_zone: str, low_data: bool
) -> None:
    """Save what a person says on the profile page: display name and all preferences.

    ``currency`` is an ISO 4217 code, ``time_zone`` a name of the IANA database; both may be empty.
    """
    user.name, user.time_zone = name.strip(), time_zone
    user.language, user.currency, user.low_data = language, currency, low_data
    user.save(update_fields=["name", "time_zone", "language", "currency", "low_data"])


def forget_expired_sessions() -> None:
    """Delete the sessions nobody can use any more; Django itself keeps them for ever."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@transaction.atomic
def set_new_password(*, user: User, password: str) -> None:
    """Give a person another password; it is not checked for strength."""
    user.set_password(password)
    user.save(update_fields=["password"])


@transaction.atomic
def remove_person(*, user: User) -> None:
    """Delete an account with its addresses and roles. What it did stays in the audit trail, by name."""
    forget_address(address=user.email)
    user.delete()
