"""Reading the audit trail."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from catalog.audit.models import Entry


@dataclass(frozen=True)
class Change:
    """One field of an entry; None where it had or has no value."""

    field: str
    before: Any
    after: Any


def history(target: models.Model) -> QuerySet[Entry]:
    """Return the entries about an object, newest first."""
    return Entry.objects.filter(
        content_type=ContentType.objects.get_for_model(target), object_id=str(target.pk)
    ).order_by("-at", "-pk")


def by_actor(actor: AbstractBaseUser) -> QuerySet[Entry]:
    """Return what a person did, newest first."""
    return Entry.objects.filter(actor_id=actor.pk).order_by("-at", "-pk")


def changes(entry: Entry) -> list[Change]:
    """Return an entry's fields side by side, by name: not every database keeps an order."""
    fields = sorted({*entry.before, *entry.after})
    return [Change(field, entry.before.get(field), entry.after.get(field)) for field in fields]
