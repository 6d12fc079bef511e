"""A person closes their account.

Gone with it: addresses, password and second step, preferences, saved searches and lists, notices, roles,
and name and address in conversations. What others need stays: what was written in a conversation is the
other side's too, what was published is the organization's, and the record of who changed what for an
organization keeps the name, so that it can still be answered for.
"""

from datetime import datetime

from django.db import transaction

from catalog.audit.services import record
from catalog.merchants.services.departing import end_roles
from portal.accounts import mails
from portal.accounts.models import User
from portal.accounts.services import remove_person

CLOSED = "account/email/account_closed"


class LastAdministrator(ValueError):
    """Nobody would be left to run the site."""


@transaction.atomic
def close_account(*, user: User, language: str, told: dict[str, str | datetime]) -> None:
    """Close a person's account for good, and confirm it by mail.

    ``told`` is what the mail says of the request: timestamp, ip, user_agent. Raises StillOwner where an
    organization would be left without an owner, LastAdministrator.
    """
    held = User.objects.select_for_update().get(pk=user.pk)
    if is_last_administrator(held):
        raise LastAdministrator(held.email)
    organizations = end_roles(person=held)
    record(
        actor=held,
        role="person",
        action="person.closed",
        target=held,
        before={"organizations": [one.slug for one in organizations]},
        after={"organizations": []},
    )
    mails.write(template=CLOSED, address=held.email, language=language, context=told)
    remove_person(user=held)


def is_last_administrator(user: User) -> bool:
    """Tell whether nobody else could run the site. Administrators are held, so that of two one stays."""
    if not user.is_superuser:
        return False
    active = User.objects.select_for_update().filter(is_superuser=True, is_active=True).order_by("pk")
    return set(active.values_list("pk", flat=True)) <= {user.pk}
