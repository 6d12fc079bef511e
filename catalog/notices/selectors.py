"""Reading notices and choices."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import QuerySet

from catalog.notices import registry
from catalog.notices.models import MailChoice, MailMode, Notice, OutboxMail
from catalog.notices.registry import NoticeKind


def notices_of(person: AbstractBaseUser) -> QuerySet[Notice]:
    """Return a person's notices, newest first; those of rooms that are no longer installed are left out."""
    known = [kind.name for kind in registry.kinds()]
    return Notice.objects.filter(recipient_id=person.pk, kind__in=known).order_by("-created_at", "-pk")


def unread_count(person: AbstractBaseUser) -> int:
    """Return how many of a person's notices are unread."""
    return notices_of(person).filter(read_at__isnull=True).count()


def mode_of(person: AbstractBaseUser, kind: NoticeKind) -> MailMode:
    """Return how a person is told about a kind of notice."""
    return modes_of([person.pk], kind)[person.pk]


def modes_of(person_ids: Iterable[int], kind: NoticeKind) -> dict[int, MailMode]:
    """Return how each of these people is told about a kind of notice (one query).

    Of a kind that may not be stopped only ``services.silence`` keeps a choice.
    """
    modes = dict.fromkeys(person_ids, kind.mail)
    chosen = MailChoice.objects.filter(person__in=list(modes), kind=kind.name)
    modes.update({person: MailMode(mode) for person, mode in chosen.values_list("person_id", "mode")})
    return modes


def choices_of(person: AbstractBaseUser) -> dict[str, MailMode]:
    """Return, by name, how a person is told about every kind that leaves a choice."""
    chosen = dict(MailChoice.objects.filter(person_id=person.pk).values_list("kind", "mode"))
    return {
        kind.name: MailMode(chosen.get(kind.name, kind.mail)) for kind in registry.kinds() if kind.may_stop
    }


def language_of(person: AbstractBaseUser) -> str:
    """Return the language a person is written to in: the one their account remembers, else the site's own."""
    remembered = getattr(person, "language", "")
    return remembered if remembered in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def letters_since(address: str, kind: str, moment: datetime) -> int:
    """Return how many letters of a kind were written to an address since then."""
    return OutboxMail.objects.filter(address__iexact=address, kind=kind, created_at__gte=moment).count()
