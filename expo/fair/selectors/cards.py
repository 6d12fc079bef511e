"""Reads: contact cards a booth and a visitor have of each other."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F, QuerySet

from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText
from expo.fair.models import Booth, CardExchange

State = CardExchange.State


def of_organization(organization_id: int) -> QuerySet[CardExchange]:
    """Return what was offered to an organization's booths and not taken back, of every edition.

    What waits comes first, then the latest.
    """
    booths = Booth.objects.filter(organization=organization_id)
    live = CardExchange.objects.filter(booth__in=booths).exclude(state=State.WITHDRAWN)
    return live.order_by(F("decided_at").desc(nulls_first=True), "-offered_at", "pk")


def of_visitor(visitor: AbstractBaseUser, language: str) -> list[tuple[CardExchange, LocalText]]:
    """Return a visitor's exchanges, the latest first, each with the booth's name: one query."""
    rows: QuerySet[Any, Any] = (
        CardExchange.objects.filter(visitor=visitor.pk)
        .exclude(state=State.WITHDRAWN)
        .select_related("booth__edition")
        .annotate(**localized(CardExchange, "booth__organization__name", language))
        .order_by("-offered_at", "pk")
    )
    return [
        (row, LocalText(row.booth_organization_name_text, row.booth_organization_name_lang)) for row in rows
    ]
