"""Telling people, and doing as they wish about it."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from catalog.jobs.models import State
from catalog.jobs.services import ring
from catalog.notices import registry, selectors
from catalog.notices.links import StopOrder
from catalog.notices.models import MailChoice, MailMode, Notice, OutboxMail

MAIL_DRAIN = "notices.mail"
KEEP_READ = timedelta(days=180)
KEEP_UNREAD = timedelta(days=365)


@transaction.atomic
def notify(
    *,
    kind: str,
    recipients: Iterable[AbstractBaseUser],
    key: str,
    values: Mapping[str, Any] | None = None,
    link: str = "",
) -> int:
    """Tell people something, on the site and, as each of them wishes, by mail; return how many are told anew.

    Runs in the caller's transaction. `key` names the occasion: telling the same person the same
    kind under the same key again does nothing, so a caller may repeat itself (for about half a year,
    then read notices are deleted). `values` are the templates' words as JSON values; `link` is a path
    of this site in any language. Raises LookupError for an unknown kind, ValueError for a link elsewhere.
    """
    found = registry.KINDS.get(kind)
    _refuse_elsewhere(link)
    people = list({person.pk: person for person in recipients})
    modes = selectors.modes_of(people, found)
    wanted = [
        Notice(
            recipient_id=person,
            kind=kind,
            key=key,
            values=dict(values or {}),
            link=link,
            awaits_digest=modes[person] == MailMode.DAILY,
        )
        for person in people
    ]
    Notice.objects.bulk_create(wanted, ignore_conflicts=True)
    # Our random ids tell which rows are new and which occasions had been told before.
    written = set(Notice.objects.filter(pk__in=[one.pk for one in wanted]).values_list("pk", flat=True))
    new = [one for one in wanted if one.pk in written]
    _mail_at_once([one for one in new if modes[one.recipient_id] == MailMode.AT_ONCE])
    return len(new)


def _refuse_elsewhere(path: str) -> None:
    if path and (not path.startswith("/") or path.startswith("//")):
        raise ValueError(f"A notice links to a path of this site, not to {path!r}.")


@transaction.atomic
def write_to(
    *,
    address: str,
    language: str,
    kind: str,
    key: str,
    values: Mapping[str, Any] | None = None,
    link: str = "",
    stop: str = "",
) -> bool:
    """Write a letter to a mail address that need not have an account; return whether it is a new one.

    Runs in the caller's transaction. The same `key` for the same address and kind is written once.
    `stop` is the path of a page that ends such letters without signing in, by a POST too (RFC 8058);
    only a kind that may not be stopped goes without. The caller answers for the address having asked:
    nobody without an account has chosen anything here. Raises LookupError for an unknown kind,
    ValueError for a link elsewhere or a missing `stop`.
    """
    if registry.KINDS.get(kind).may_stop and not stop:
        raise ValueError(f"Letters of the kind {kind} need a page that stops them.")
    _refuse_elsewhere(link)
    _refuse_elsewhere(stop)
    _, new = OutboxMail.objects.get_or_create(
        key=f"{kind}:{letter_key(address, key)}",
        defaults={
            "address": address,
            "language": language,
            "kind": kind,
            "values": dict(values or {}),
            "link": link,
            "stop": stop,
            "message_id": new_message_id(),
        },
    )
    if new:
        ring(MAIL_DRAIN)
    return new


def letter_key(address: str, key: str) -> str:
    """Return what a letter is known by: the occasion and the address, which reads the same in any case."""
    return hashlib.sha256(f"{address.casefold()}\n{key}".encode()).hexdigest()


@transaction.atomic
def withdraw(*, address: str, kind: str) -> int:
    """Take back an address's letters of a kind that have not left yet; return how many."""
    waiting = OutboxMail.objects.filter(
        address__iexact=address, kind=kind, state=State.WAITING, handed_over_at__isnull=True
    )
    return waiting.delete()[0]


@transaction.atomic
def forget_letters(*, address: str, kind: str, **values: str | int) -> int:
    """Delete an address's letters of a kind, whatever became of them; return how many.

    `values` narrow it down to letters that hold them. For whoever wants nothing kept: one that is being
    handed over at this moment may still arrive.
    """
    held = {f"values__{name}": value for name, value in values.items()}
    return OutboxMail.objects.filter(address__iexact=address, kind=kind, **held).delete()[0]


@transaction.atomic
def retell(*, kind: str, link_end: str, **values: str) -> int:
    """Change words in notices already told whose link ends so; return how many. Mails that left have left."""
    found = list(Notice.objects.select_for_update().filter(kind=kind, link__endswith=link_end))
    for one in found:
        one.values = {**one.values, **values}
    Notice.objects.bulk_update(found, ["values"])
    return len(found)


def _mail_at_once(notices: list[Notice]) -> None:
    if not notices:
        return
    mails = OutboxMail.objects.bulk_create(
        [
            OutboxMail(
                key=f"{one.kind}:{one.recipient_id}:{one.pk}",
                recipient_id=one.recipient_id,
                kind=one.kind,
                message_id=new_message_id(),
            )
            for one in notices
        ]
    )
    for notice, mail in zip(notices, mails, strict=True):
        notice.mail = mail
    Notice.objects.bulk_update(notices, ["mail"])
    ring(MAIL_DRAIN)


def new_message_id() -> str:
    """Return a Message-ID (RFC 5322) under this site's name."""
    return f"<{uuid4().hex}@{urlsplit(settings.SITE_ADDRESS).hostname or 'localhost'}>"


def send_digests(*, now: datetime | None = None) -> int:
    """Write one mail to each person with notices of past days (UTC) that await a digest; return how many.

    A day ends at midnight UTC: between half past six and nine in the morning over China and ASEAN.
    """
    midnight = (now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    waiting = Notice.objects.filter(awaits_digest=True, created_at__lt=midnight)
    people = waiting.order_by("recipient").values_list("recipient", flat=True).distinct()
    return sum(_send_digest(person, midnight) for person in list(people))


@transaction.atomic
def _send_digest(person: int, midnight: datetime) -> bool:
    waiting = Notice.objects.filter(recipient=person, awaits_digest=True, created_at__lt=midnight)
    waiting.filter(read_at__isnull=False).update(awaits_digest=False)
    if not waiting.exists():
        return False
    mail, new = OutboxMail.objects.get_or_create(
        key=f"{OutboxMail.DIGEST}:{person}:{midnight.date().isoformat()}",
        defaults={
            "recipient_id": person,
            "kind": OutboxMail.DIGEST,
            "message_id": new_message_id(),
        },
    )
    # Today's digest may have left already; what was committed late waits for tomorrow's.
    if new:
        waiting.update(mail=mail, awaits_digest=False)
        ring(MAIL_DRAIN)
    return new


@transaction.atomic
def mark_read(*, person: AbstractBaseUser, ids: Iterable[UUID] | None = None) -> int:
    """Mark a person's notices as read, all or those with these ids; return how many were unread.

    Ids of other people's notices change nothing.
    """
    unread = Notice.objects.filter(recipient_id=person.pk, read_at__isnull=True)
    if ids is not None:
        unread = unread.filter(pk__in=list(ids))
    return unread.update(read_at=timezone.now())


@transaction.atomic
def choose_mail(*, person: AbstractBaseUser, modes: Mapping[str, MailMode]) -> None:
    """Keep how a person wants to be told about kinds of notice. Raises LookupError for an unknown kind.

    Kinds that may not be stopped keep their own default.
    """
    for name, mode in modes.items():
        if registry.KINDS.get(name).may_stop:
            MailChoice.objects.update_or_create(person_id=person.pk, kind=name, defaults={"mode": mode})


@transaction.atomic
def silence(*, people: Iterable[int], even: Iterable[str] = ()) -> None:
    """Tell these people (by id) on the site only: no mail about anything that may be stopped.

    Nor about the kinds that ``even`` names, which nobody may stop for themselves: for accounts whose
    addresses are nobody's. Raises LookupError for an unknown kind.
    """
    stoppable = {kind.name for kind in registry.kinds() if kind.may_stop}
    stoppable |= {registry.KINDS.get(name).name for name in even}
    MailChoice.objects.bulk_create(
        (
            MailChoice(person_id=person, kind=name, mode=MailMode.NEVER)
            for person in people
            for name in sorted(stoppable)
        ),
        update_conflicts=True,
        unique_fields=["person", "kind"],
        update_fields=["mode"],
    )


def stop_mail(*, person: AbstractBaseUser, order: StopOrder) -> None:
    """Do what a stop address allows: mails of that kind, or the digest with all kinds in it, end at once."""
    if order.kind == OutboxMail.DIGEST:
        daily = [name for name, mode in selectors.choices_of(person).items() if mode == MailMode.DAILY]
        choose_mail(person=person, modes=dict.fromkeys(daily, MailMode.NEVER))
    elif order.kind in registry.KINDS:
        choose_mail(person=person, modes={order.kind: MailMode.NEVER})


def prune(*, now: datetime | None = None) -> int:
    """Delete notices read half a year ago and unread ones after a year; return how many."""
    moment = now or timezone.now()
    old = Notice.objects.filter(read_at__lte=moment - KEEP_READ) | Notice.objects.filter(
        created_at__lte=moment - KEEP_UNREAD
    )
    return old.delete()[0]
