"""Writes: asking a person by mail to act for an organization."""

from collections.abc import Collection
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalog.audit import services as audit
from catalog.merchants import links
from catalog.merchants.models import Invitation, Membership, Organization
from catalog.merchants.selectors.members import own_name
from catalog.merchants.services.members import acted_as, in_order, named
from catalog.notices import services as notices
from catalog.notices.selectors import language_of

INVITED = "merchants.invited"
HOLDS_FOR = timedelta(days=7)
# Invitations are mails to strangers: enough for a company, too few for a mailing.
MOST_A_DAY = 30
PAUSE = timedelta(minutes=5)


class InvitationOver(ValueError):
    """The invitation was answered, withdrawn, sent anew, or is too old."""


class NotInvited(PermissionError):
    """The invitation is for another address than the person's."""


@transaction.atomic
def invite(
    *, organization: Organization, email: str, roles: Collection[str], language: str, by: AbstractBaseUser
) -> Invitation:
    """Ask the holder of an address to act for the organization, by a mail whose link holds seven days.

    An address that was asked before and has not answered is asked anew, in the roles named now. The
    mail is in the language of the address's account, or in `language` where it has none. Raises
    ValidationError for no role, for somebody who is a member already, and for too many mails a day.
    """
    wanted = in_order(roles)
    if not wanted:
        raise ValidationError({"roles": [_("Choose at least one role.")]})
    address = email.strip().lower()
    Organization.objects.select_for_update().only("pk").get(pk=organization.pk)
    known = get_user_model().objects.filter(email=address).first()
    if known and Membership.objects.filter(organization=organization, user_id=known.pk).exists():
        raise ValidationError({"email": [_("This person is a member already. Change their roles instead.")]})
    _limit(organization)
    now = timezone.now()
    invitation, new = Invitation.objects.get_or_create(
        organization=organization,
        email=address,
        state=Invitation.State.PENDING,
        defaults={
            "roles": wanted,
            "language": language_of(known) if known else language,
            "invited_by_id": by.pk,
            "sent_at": now,
            "expires_at": now + HOLDS_FOR,
        },
    )
    if not new:
        return _send_again(invitation, by=by, roles=wanted)
    _record(invitation, by, "invitation.sent", wanted)
    _write(invitation, by)
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, by: AbstractBaseUser) -> Invitation:
    """Send an unanswered invitation again, for another seven days; earlier links end.

    Raises InvitationOver, ValidationError where it was sent a moment ago or too many were today.
    """
    _limit(invitation.organization)
    return _send_again(invitation, by=by, roles=invitation.roles)


def _send_again(invitation: Invitation, *, by: AbstractBaseUser, roles: list[str]) -> Invitation:
    now = timezone.now()
    if invitation.sent_at > now - PAUSE:
        raise ValidationError({"email": [_("The invitation was sent a moment ago. Wait five minutes.")]})
    serial = invitation.serial + 1
    sent = Invitation.objects.filter(
        pk=invitation.pk, state=Invitation.State.PENDING, serial=invitation.serial
    ).update(roles=roles, serial=serial, sent_at=now, expires_at=now + HOLDS_FOR)
    if not sent:
        raise InvitationOver(str(invitation.pk))
    invitation.refresh_from_db()
    _record(invitation, by, "invitation.sent", roles)
    _write(invitation, by)
    return invitation


@transaction.atomic
def revoke(*, invitation: Invitation, by: AbstractBaseUser) -> None:
    """Withdraw an invitation that was not answered. Raises InvitationOver."""
    revoked = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.PENDING).update(
        state=Invitation.State.REVOKED
    )
    if not revoked:
        raise InvitationOver(str(invitation.pk))
    _record(invitation, by, "invitation.revoked", [])


@transaction.atomic
def accept(*, invitation: Invitation, person: AbstractBaseUser) -> None:
    """Make the person a member in the roles of the invitation.

    Raises NotInvited where their address, which they confirmed to sign in, is not the invited one,
    InvitationOver where the invitation is no longer open.
    """
    if getattr(person, "email", "").lower() != invitation.email:
        raise NotInvited(str(invitation.pk))
    accepted = Invitation.objects.filter(
        pk=invitation.pk,
        serial=invitation.serial,
        state=Invitation.State.PENDING,
        expires_at__gt=timezone.now(),
    ).update(state=Invitation.State.ACCEPTED)
    if not accepted:
        raise InvitationOver(str(invitation.pk))
    organization = invitation.organization
    Membership.objects.bulk_create(
        (Membership(organization=organization, user_id=person.pk, role=role) for role in invitation.roles),
        ignore_conflicts=True,
    )
    audit.record(
        actor=person,
        role=acted_as(organization, person),
        action="member.joined",
        target=organization,
        before={"member": "", "roles": []},
        after={"member": named(person), "roles": list(invitation.roles)},
    )


def _limit(organization: Organization) -> None:
    today = Invitation.objects.filter(
        organization=organization, sent_at__gt=timezone.now() - timedelta(days=1)
    )
    if today.count() >= MOST_A_DAY:
        raise ValidationError(
            {"email": [_("Your organization has sent many invitations today. Go on tomorrow.")]}
        )


def _record(invitation: Invitation, by: AbstractBaseUser, action: str, roles: list[str]) -> None:
    audit.record(
        actor=by,
        role=acted_as(invitation.organization, by),
        action=action,
        target=invitation.organization,
        before={"member": "", "roles": []},
        after={"member": invitation.email, "roles": roles},
    )


def _write(invitation: Invitation, by: AbstractBaseUser) -> None:
    organization = invitation.organization
    notices.write_to(
        kind=INVITED,
        address=invitation.email,
        language=invitation.language,
        key=f"{invitation.pk}:{invitation.serial}",
        values={
            "organization": own_name(organization),
            "by": named(by),
            "roles": list(invitation.roles),
        },
        link=links.invitation_path(invitation),
    )
