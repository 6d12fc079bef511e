"""Mails about an account go the way of all others: kept as a row, handed over by the postman, never twice.

A link that opens the account to whoever holds it is made as its mail goes out. No row, no backup and no
page of the operator's ever holds one, and a mail that waited for its server carries a fresh one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from allauth.account import app_settings
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from catalog.notices.registry import NoticeKind
from catalog.notices.services import write_to
from portal.accounts.models import User
from portal.accounts.onward import leading_on

CONFIRM = ("account/email/email_confirmation", "account/email/email_confirmation_signup")
RESET = "account/email/password_reset_key"
PLACES = {
    "account/email/account_already_exists": "account_reset_password",
    "account/email/unknown_account": "account_signup",
}
# What a mail tells of what happened: who wrote it from where. Nothing else of the request is kept.
TOLD = ("ip", "user_agent", "from_email", "to_email", "deleted_email")


def write(
    *, template: str, address: str, language: str, context: Mapping[str, Any], onward: str = ""
) -> None:
    """Write one mail about an account; each time it is called is an occasion of its own.

    ``template`` is the beginning of the names of its subject and its text, ``context`` what allauth
    says of it: of that the time, and what stands in ``TOLD``, is kept until the mail is forgotten.
    ``onward`` is the path the person was going to, where an address is to be confirmed first.
    """
    person = context.get("user")
    moment = context.get("timestamp")
    write_to(
        address=address,
        language=language,
        kind=KIND.name,
        key=uuid4().hex,
        values={
            "template": template,
            "address": address,
            "person": person.pk if isinstance(person, User) else None,
            "timestamp": moment.isoformat() if isinstance(moment, datetime) else "",
            **({"onward": onward} if onward and template in CONFIRM else {}),
            **{name: str(context[name]) for name in TOLD if name in context},
        },
    )


def _now(values: Mapping[str, Any], language: str) -> dict[str, Any] | None:
    """Return what the templates need, or None where there is nothing left to write about."""
    template = values["template"]
    if template in CONFIRM and _waiting(values) is None:
        return None
    if template == RESET and _person(values) is None:
        return None
    moment = values["timestamp"]
    return {
        **values,
        "subject_template": f"{template}_subject.txt",
        "text_template": f"{template}_message.txt",
        "leads_on": template in {*CONFIRM, RESET, *PLACES},
        "timestamp": datetime.fromisoformat(moment) if moment else None,
    }


def _link(values: Mapping[str, Any], language: str) -> str:
    """Return the path the mail leads to, "" where it only tells of something."""
    template = values["template"]
    with translation.override(language):
        if template in PLACES:
            return reverse(PLACES[template])
        waiting, person = _waiting(values), _person(values)
        if template in CONFIRM and waiting is not None:
            key = EmailConfirmationHMAC(waiting).key
            return leading_on(reverse("account_confirm_email", args=[key]), values.get("onward", ""))
        if template == RESET and person is not None:
            token = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(person)
            named = {"uidb36": user_pk_to_url_str(person), "key": token}
            return reverse("account_reset_password_from_key", kwargs=named)
    return ""


def _waiting(values: Mapping[str, Any]) -> EmailAddress | None:
    """Return the address that waits to be confirmed, None where it is confirmed or gone."""
    rows = EmailAddress.objects.filter(email__iexact=values["address"], user=values["person"], verified=False)
    found: EmailAddress | None = rows.first()
    return found


def _person(values: Mapping[str, Any]) -> User | None:
    """Return whose password is to be set, None where the account is closed or the address not theirs."""
    found = User.objects.filter(pk=values["person"], is_active=True).first()
    if found is None:
        return None
    theirs = EmailAddress.objects.filter(user=found, email__iexact=values["address"]).exists()
    return found if theirs or found.email == values["address"].lower() else None


KIND = NoticeKind(
    name="account",
    label=_("Your account"),
    subject="account/mail/subject.txt",
    text="account/mail/text.txt",
    after="account/mail/after.txt",
    may_stop=False,
    at_sending=_now,
    link_at_sending=_link,
)
