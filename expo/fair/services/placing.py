"""Writes: an organization's booth at an edition, and the stand it has on a plan."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.merchants.models import Organization
from catalog.seams import events, freshness
from expo.fair.events import BoothPlaced
from expo.fair.models import Booth, Edition, Stand, StandApplication
from expo.fair.refusals import Refused
from expo.fair.services.editions import ROLE
from expo.fair.services.holding import State, set_free


@transaction.atomic
def open_booth(*, edition: Edition, organization: Organization) -> Booth:
    """Return the booth of an organization at an edition, a draft at the organization's slug if it is new."""
    booth, _created = Booth.objects.get_or_create(
        edition=edition, organization=organization, defaults={"slug": organization.slug}
    )
    return booth


@transaction.atomic
def place_booth(
    *, booth: Booth, stand: Stand, taken_from: str = Stand.State.FREE, by: AbstractBaseUser | None = None
) -> None:
    """Give a booth a stand, which nobody else has from then on; a stand it had before is free again.

    ``taken_from`` is the state the stand must be in. Raises Refused where it is in another, or stands in
    a hall of another edition. Of two booths placed on one stand at once, one has it.
    """
    if not Stand.objects.filter(pk=stand.pk, hall__edition=booth.edition_id).exists():
        raise Refused(_("Stand %(code)s is not one of this edition.") % {"code": stand.code})
    Booth.objects.select_for_update().only("pk").get(pk=booth.pk)
    taken = Stand.objects.filter(pk=stand.pk, state=taken_from).update(state=Stand.State.TAKEN)
    if not taken:
        raise Refused(_("Stand %(code)s is no longer free.") % {"code": stand.code})
    _free_stand_of(booth)
    Booth.objects.filter(pk=booth.pk).update(stand=stand)
    _confirmed(booth).update(stand=stand)
    booth.stand = stand
    _placed(booth, by)


@transaction.atomic
def clear_stand(*, booth: Booth, by: AbstractBaseUser | None = None) -> None:
    """Take a booth off its stand, which is free again; its organization may apply anew.

    Without a stand nothing happens.
    """
    Booth.objects.select_for_update().only("pk").get(pk=booth.pk)
    if not _free_stand_of(booth):
        return
    Booth.objects.filter(pk=booth.pk).update(stand=None)
    _confirmed(booth).update(stand=None, state=State.DRAFT)
    booth.stand = None
    _placed(booth, by)


def _free_stand_of(booth: Booth) -> bool:
    """Free what the booth has; its row is locked, so that it does not get another meanwhile.

    Whoever waits for that stand is offered it.
    """
    had = Stand.objects.filter(booth=booth.pk, state=Stand.State.TAKEN).first()
    if had is not None:
        set_free(had.pk, before=Stand.State.TAKEN)
    return had is not None


def _confirmed(booth: Booth) -> QuerySet[StandApplication]:
    """Return the application by which the booth's organization got its stand, if it got it by one."""
    applications = StandApplication.objects.filter(edition=booth.edition_id, state=State.CONFIRMED)
    return applications.filter(organization=booth.organization_id)


def _placed(booth: Booth, by: AbstractBaseUser | None) -> None:
    code = booth.stand.code if booth.stand is not None else ""
    audit.record(actor=by, role=ROLE, action="booth.placed", target=booth, after={"stand": code})
    events.publish(BoothPlaced(booth_id=booth.pk, stand_id=booth.stand_id))
    freshness.changed("fair")
