"""Writes: a buyer asks an exhibitor for a meeting."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.conversations import limits
from catalog.merchants.models import Membership, Organization
from catalog.merchants.services.founding import found_organization
from catalog.translation.texts import clean
from expo.meetings import telling
from expo.meetings.models import Appointment, OpenQuarter, Side
from expo.meetings.refusals import past
from expo.meetings.selectors.hours import clock_of
from expo.meetings.services.taking import quarters

LENGTHS = (15, 30, 45, 60)
LONGEST_PURPOSE = 1000
MOST_WAITING = 3


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a buyer asks for. ``begins_at`` is aware, ``buyer_zone`` the IANA zone of the buyer's clock."""

    begins_at: datetime
    minutes: int
    purpose: str
    language: str
    buyer_zone: str


def buyer_for(*, person: AbstractBaseUser, country: str, language: str) -> Organization:
    """Return the organization a person without one asks as: a private person, brought now.

    Raises ValidationError for a country that is none.
    """
    own = Organization.objects.filter(memberships__user=person.pk, kind=Organization.Kind.PERSON).first()
    return own or found_organization(
        kind=Organization.Kind.PERSON,
        country=country,
        city="",
        source_language=language,
        name=str(person.get_full_name()),  # type: ignore[attr-defined]
        by=person,
    )


@transaction.atomic
def ask(*, exhibitor: Organization, buyer: Organization, wish: Wish, by: AbstractBaseUser) -> Appointment:
    """Ask for a meeting in hours the exhibitor has opened; nobody's time is taken before it is agreed.

    Raises ValidationError for one's own organization, an exhibitor that wants to hear no more, a time that
    is past or not offered, an empty purpose, and too many requests that wait.
    """
    purpose = clean(wish.purpose)
    _check(exhibitor, buyer, by, purpose, wish)
    appointment = Appointment.objects.create(
        exhibitor=exhibitor,
        buyer=buyer,
        requested_by_id=by.pk,
        purpose=purpose,
        language=wish.language,
        begins_at=wish.begins_at,
        minutes=wish.minutes,
        buyer_zone=wish.buyer_zone,
        exhibitor_zone=clock_of(exhibitor),
        awaits=Side.EXHIBITOR,
    )
    telling.tell(appointment, Side.EXHIBITOR, "asked")
    return appointment


def _check(
    exhibitor: Organization, buyer: Organization, by: AbstractBaseUser, purpose: str, wish: Wish
) -> None:
    if exhibitor.pk == buyer.pk:
        raise ValidationError(_("This is your own organization."), code="own")
    try:
        limits.check_reachable(exhibitor.pk, str(getattr(by, "email", "")))
    except (limits.Blocked, limits.Suspended):
        raise ValidationError(_("This organization takes no request from you."), code="blocked") from None
    if not 0 < len(purpose) <= LONGEST_PURPOSE:
        raise ValidationError(
            {"purpose": [_("Say what it is about, in up to %(count)d letters.") % {"count": LONGEST_PURPOSE}]}
        )
    if not Membership.objects.filter(organization=buyer, user_id=by.pk).exists():
        raise ValidationError(_("You do not act for this organization."), code="not_yours")
    check_offered(exhibitor, wish.begins_at, wish.minutes)
    waiting = Appointment.objects.filter(
        exhibitor=exhibitor,
        requested_by_id=by.pk,
        state=Appointment.State.WAITING,
        begins_at__gt=timezone.now(),
    )
    if waiting.count() >= MOST_WAITING:
        raise ValidationError(
            _("%(count)d of your requests wait for an answer there. Withdraw one first.")
            % {"count": MOST_WAITING},
            code="too_many",
        )


def check_offered(exhibitor: Organization, begins_at: datetime, minutes: int) -> None:
    """Raise ValidationError where an exhibitor does not receive at that time, or the time has passed."""
    if begins_at <= timezone.now():
        raise past()
    wanted = quarters(begins_at, minutes)
    offered = OpenQuarter.objects.filter(organization=exhibitor, begins_at__in=wanted).count()
    if minutes not in LENGTHS or offered < len(wanted):
        raise ValidationError(_("The exhibitor does not receive at that time. Choose another."), code="shut")
