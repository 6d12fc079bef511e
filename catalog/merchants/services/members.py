"""Writes: who acts for an organization, and in which roles.

An organization always has an owner who can sign in. Whoever changes roles holds the organization's
row until the end of the transaction, so that of two owners who leave at once the second is refused.
"""

from collections.abc import Collection

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from catalog.audit import services as audit
from catalog.merchants.events import MemberLeft
from catalog.merchants.models import Membership, Organization
from catalog.merchants.selectors.members import own_name
from catalog.notices import services as notices
from catalog.seams import events

Role = Membership.Role
ROLES_CHANGED = "merchants.roles"


class LastOwner(ValueError):
    """The organization would be left without an owner."""


class NotAMember(LookupError):
    """The person has no role in the organization."""


def in_order(roles: Collection[str]) -> list[str]:
    """Return roles in the order of `Membership.Role`. Raises ValueError for a role there is not."""
    wanted = {Role(role).value for role in roles}
    return [role for role in Role.values if role in wanted]


@transaction.atomic
def add_member(
    *, organization: Organization, user_id: int, role: str, by: AbstractBaseUser | None = None
) -> Membership:
    """Give a person a role in an organization; a role they already have stays as it is."""
    membership, created = Membership.objects.get_or_create(
        organization=organization, user_id=user_id, role=Role(role)
    )
    if created:
        now = in_order(_roles(organization, user_id))
        before = [one for one in now if one != role]
        _record(organization, membership.user, by, "member.added", before, now)
    return membership


@transaction.atomic
def set_roles(
    *, organization: Organization, user_id: int, roles: Collection[str], by: AbstractBaseUser
) -> list[str]:
    """Give a member exactly these roles, at least one, and tell them; return the roles.

    Raises NotAMember, LastOwner where the only owner would lose that role, ValueError for no role or
    one there is not.
    """
    wanted = in_order(roles)
    if not wanted:
        raise ValueError("A member has at least one role.")
    before = _hold(organization, user_id)
    if before == wanted:
        return wanted
    acted = acted_as(organization, by)
    if Role.OWNER in before and Role.OWNER not in wanted:
        _keep_an_owner(organization, user_id)
    Membership.objects.filter(organization=organization, user_id=user_id).exclude(role__in=wanted).delete()
    Membership.objects.bulk_create(
        Membership(organization=organization, user_id=user_id, role=role)
        for role in wanted
        if role not in before
    )
    member = Membership.objects.filter(organization=organization, user_id=user_id).select_related("user")[0]
    entry = _record(organization, member.user, by, "member.roles", before, wanted, role=acted)
    if member.user_id != by.pk:
        notices.notify(
            kind=ROLES_CHANGED,
            recipients=[member.user],
            key=str(entry),
            values={"organization": own_name(organization), "roles": wanted},
            link=f"/en/desk/{organization.slug}/",
        )
    return wanted


@transaction.atomic
def remove_member(*, organization: Organization, user_id: int, by: AbstractBaseUser) -> None:
    """Take all roles from a member, or from oneself to leave. Raises NotAMember, LastOwner."""
    before = _hold(organization, user_id)
    if Role.OWNER in before:
        _keep_an_owner(organization, user_id)
    held = Membership.objects.filter(organization=organization, user_id=user_id).select_related("user")
    person, role = held[0].user, acted_as(organization, by)
    held.delete()
    left = person.pk == by.pk
    _record(organization, person, by, "member.left" if left else "member.removed", before, [], role=role)
    events.publish(MemberLeft(organization_id=organization.pk, user_id=person.pk))


def _hold(organization: Organization, user_id: int) -> list[str]:
    """Hold the organization's row, and return the roles the person has. Raises NotAMember."""
    Organization.objects.select_for_update().only("pk").get(pk=organization.pk)
    roles = in_order(_roles(organization, user_id))
    if not roles:
        raise NotAMember(f"{user_id} is no member of {organization.slug}")
    return roles


def _roles(organization: Organization, user_id: int) -> list[str]:
    held = Membership.objects.filter(organization=organization, user_id=user_id)
    return list(held.values_list("role", flat=True))


def _keep_an_owner(organization: Organization, leaving: int) -> None:
    others = Membership.objects.filter(
        organization=organization, role=Role.OWNER, user__is_active=True
    ).exclude(user_id=leaving)
    if not others.exists():
        raise LastOwner(f"{organization.slug} has no other owner")


def _record(
    organization: Organization,
    person: AbstractBaseUser,
    by: AbstractBaseUser | None,
    action: str,
    before: list[str],
    after: list[str],
    *,
    role: str = "",
) -> int:
    """Note the change on the organization, with the person's name as it is now; return the entry's id.

    `role` is what who changed something was then, for whom the change took it from.
    """
    entry = audit.record(
        actor=by,
        role=role or acted_as(organization, by),
        action=action,
        target=organization,
        before={"member": "", "roles": before},
        after={"member": named(person), "roles": after},
    )
    return int(entry.pk)


def acted_as(organization: Organization, by: AbstractBaseUser | None) -> str:
    """Return in which roles of the organization a person acts, for the audit trail."""
    return ", ".join(in_order(_roles(organization, by.pk))) if by else audit.SYSTEM


def named(person: AbstractBaseUser) -> str:
    """Return a person's name as an entry keeps it."""
    full_name = getattr(person, "get_full_name", person.get_username)
    return str(full_name())
