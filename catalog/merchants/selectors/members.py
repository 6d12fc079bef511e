"""Reads: who acts for which organization, and who was asked to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone

from catalog.audit.models import Entry
from catalog.audit.selectors import history
from catalog.merchants.models import Invitation, Membership, Organization
from catalog.translation.selectors import local_text, text_in
from catalog.translation.texts import LocalText


@dataclass(frozen=True)
class Belonging:
    """An organization a person acts for, and in which roles, owner first."""

    organization: Organization
    name: LocalText
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Member:
    """A person who acts for an organization, and in which roles, owner first."""

    id: int
    name: str
    email: str
    roles: tuple[str, ...]
    since: datetime


@dataclass(frozen=True)
class Asked:
    """An invitation that waits for its answer. `name` is the organization's, `over` says it is too old."""

    id: UUID
    invitation: Invitation
    name: LocalText
    over: bool


def own_name(organization: Organization) -> str:
    """Return what an organization calls itself, in the language it writes."""
    return text_in(organization, "name", organization.source_language) or organization.slug


def belongings(person: AbstractBaseUser, language: str) -> list[Belonging]:
    """Return the organizations a person acts for, the first joined first: one query."""
    rows = Membership.objects.filter(user_id=person.pk).select_related("organization").order_by("pk")
    roles: dict[int, list[str]] = {}
    found: dict[int, Organization] = {}
    for row in rows:
        found[row.organization_id] = row.organization
        roles.setdefault(row.organization_id, []).append(row.role)
    return [
        Belonging(
            organization, local_text(organization, "name", language, states={}), tuple(_sorted(roles[key]))
        )
        for key, organization in found.items()
    ]


def belonging(person: AbstractBaseUser, slug: str) -> tuple[Organization, frozenset[str]] | None:
    """Return the organization at this address with the person's roles in it; None without any: one query."""
    rows = list(
        Membership.objects.filter(user_id=person.pk, organization__slug=slug).select_related("organization")
    )
    return (rows[0].organization, frozenset(row.role for row in rows)) if rows else None


def members_of(organization: Organization) -> list[Member]:
    """Return the members, the first joined first: one query."""
    rows = Membership.objects.filter(organization=organization).select_related("user").order_by("pk")
    people: dict[int, list[Membership]] = {}
    for row in rows:
        people.setdefault(row.user_id, []).append(row)
    return [
        Member(
            id=key,
            name=str(getattr(held[0].user, "name", "")),
            email=str(getattr(held[0].user, "email", "")),
            roles=tuple(_sorted(row.role for row in held)),
            since=min(row.created_at for row in held),
        )
        for key, held in people.items()
    ]


def people_in(organization: Organization, roles: Collection[str]) -> list[AbstractBaseUser]:
    """Return the people with any of these roles who can sign in: those to tell about something."""
    people = get_user_model().objects.filter(
        is_active=True, memberships__organization=organization, memberships__role__in=list(roles)
    )
    return list(people.distinct().order_by("pk"))


def invitations_of(organization: Organization) -> list[Invitation]:
    """Return the invitations that wait for an answer, the newest first."""
    waiting = organization.invitations.filter(state=Invitation.State.PENDING)
    return list(waiting.order_by("-sent_at", "pk"))


def invitations_to(person: AbstractBaseUser, language: str) -> list[Asked]:
    """Return the open invitations to a person's address, the newest first: one query."""
    rows = (
        Invitation.objects.filter(
            email=getattr(person, "email", "").lower(),
            state=Invitation.State.PENDING,
            expires_at__gt=timezone.now(),
        )
        .select_related("organization")
        .order_by("-sent_at", "pk")
    )
    return [_asked(row, language) for row in rows]


def invitation(key: UUID, serial: int, language: str) -> Asked | None:
    """Return an unanswered invitation as a link names it, None where that link no longer holds."""
    row = (
        Invitation.objects.filter(pk=key, serial=serial, state=Invitation.State.PENDING)
        .select_related("organization")
        .first()
    )
    return _asked(row, language) if row else None


def _asked(row: Invitation, language: str) -> Asked:
    name = local_text(row.organization, "name", language, states={})
    return Asked(row.pk, row, name, over=row.expires_at <= timezone.now())


def membership_history(organization: Organization, count: int = 200) -> list[Entry]:
    """Return the newest changes of an organization and its members."""
    return list(history(organization)[:count])


def _sorted(roles: Iterable[str]) -> list[str]:
    held = set(roles)
    return [role for role in Membership.Role.values if role in held]
