"""Writes: a person who closes their account gives up all their roles."""

from collections.abc import Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from catalog.audit import services as audit
from catalog.merchants.events import MemberLeft
from catalog.merchants.models import Membership, Organization
from catalog.merchants.services.members import Role, in_order, named
from catalog.seams import events

BUYERS = frozenset({Organization.Kind.COMPANY.value, Organization.Kind.PERSON.value})


class StillOwner(ValueError):
    """Organizations would be left without an owner. Carries them."""

    def __init__(self, organizations: Iterable[Organization]) -> None:
        self.organizations = list(organizations)
        super().__init__(", ".join(one.slug for one in self.organizations))


def left_ownerless(person: AbstractBaseUser) -> list[Organization]:
    """Return the organizations that would be left without an owner who can sign in: two queries.

    A buyer nobody else belongs to is none of them: nothing is shown in its name, and what it agreed with
    others stays theirs to read.
    """
    rows = Organization.objects.filter(memberships__user_id=person.pk, memberships__role=Role.OWNER)
    owned = {one.pk: one for one in rows.order_by("pk")}
    others = Membership.objects.filter(organization__in=owned).exclude(user_id=person.pk)
    peopled: set[int] = set()
    for organization, role, active in others.values_list("organization", "role", "user__is_active"):
        peopled.add(organization)
        if role == Role.OWNER and active:
            owned.pop(organization, None)
    return [one for one in owned.values() if one.pk in peopled or one.kind not in BUYERS]


@transaction.atomic
def end_roles(*, person: AbstractBaseUser) -> list[Organization]:
    """Take all roles a person has; return the organizations. Raises StillOwner."""
    held = Organization.objects.filter(memberships__user_id=person.pk).values("pk")
    # In one order, so that two who leave the same organizations at once wait for each other.
    organizations = list(Organization.objects.select_for_update().filter(pk__in=held).order_by("pk"))
    hindering = left_ownerless(person)
    if hindering:
        raise StillOwner(hindering)
    for organization in organizations:
        rows = Membership.objects.filter(organization=organization, user_id=person.pk)
        before = in_order(list(rows.values_list("role", flat=True)))
        rows.delete()
        audit.record(
            actor=person,
            role=before[0] if before else "",
            action="member.left",
            target=organization,
            before={"member": named(person), "roles": before},
            after={"member": named(person), "roles": []},
        )
        events.publish(MemberLeft(organization_id=organization.pk, user_id=person.pk))
    return organizations
