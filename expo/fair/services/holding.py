"""Writes: stands held while somebody applies, given back, and offered to who waits.

A stand changes hands by one conditional update of its own row, never by looking first: of all who want
it at once, one has it. Whoever holds a stand locks their application before the stand; whoever offers one
locks the stand and passes over applications that are locked: so two never wait for each other.
"""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.audit import services as audit
from catalog.merchants.models import Organization
from catalog.merchants.services.members import acted_as
from catalog.seams import freshness
from catalog.seams.commits import after_commit
from expo.fair.models import Booth, Edition, Stand, StandApplication, StandWish
from expo.fair.refusals import Refused
from expo.fair.selectors.editions import BOOKABLE
from expo.fair.services.editions import ROLE
from expo.fair.stand_letters import tell

HOLD = timedelta(minutes=30)
OFFER = timedelta(hours=24)
AT_ONCE = 200
State = StandApplication.State
ON_HOLD = (State.HELD, State.OFFERED)
DECISIONS = frozenset({"stand.confirmed", "stand.declined"})


def check_bookable(edition: Edition) -> None:
    """Raise Refused where an edition takes no bookings, saying which one does or comes next."""
    if edition.state in BOOKABLE:
        return
    later = Edition.objects.filter(begins_on__gt=edition.begins_on).order_by("begins_on", "pk")
    after = later.filter(state__in=BOOKABLE).first() or later.filter(state=Edition.State.PLANNED).first()
    if after is None:
        raise Refused(_("This edition takes no bookings, and the next one is not announced yet."))
    words = {"edition": name_of(after), "day": after.begins_on.isoformat()}
    if after.state in BOOKABLE:
        raise Refused(_("This edition takes no bookings. Book at %(edition)s, from %(day)s.") % words)
    raise Refused(
        _("This edition takes no bookings. The next one is %(edition)s, from %(day)s; booking opens before.")
        % words
    )


def name_of(edition: Edition) -> str:
    """Return what an edition is called in the active language."""
    return str(edition.name) or edition.slug


def application_of(edition: Edition, organization: Organization) -> StandApplication:
    """Return an organization's application at an edition, locked; an empty one where it had none."""
    found, _created = StandApplication.objects.get_or_create(edition=edition, organization=organization)
    return StandApplication.objects.select_for_update().get(pk=found.pk)


def hold_stand(
    *, stand: Stand, organization: Organization, by: AbstractBaseUser | None = None
) -> StandApplication:
    """Hold a stand for an organization for half an hour; one it held before is given back.

    Raises Refused where the edition takes no bookings, the stand is not free, or the organization has
    applied already. Holding it anew does not make it longer.
    """
    check_bookable(stand.hall.edition)
    # A hold that is over but that the clock has not come to yet; ended before our own row is locked.
    for other in StandApplication.objects.filter(stand=stand, state__in=ON_HOLD, until__lte=timezone.now()):
        end_hold(application=other)
    return _hold(stand, organization, by)


@transaction.atomic
def _hold(stand: Stand, organization: Organization, by: AbstractBaseUser | None) -> StandApplication:
    application = application_of(stand.hall.edition, organization)
    if application.state in {State.APPLIED, State.CONFIRMED}:
        code = application.stand.code if application.stand else ""
        raise Refused(_("You have applied for stand %(code)s already.") % {"code": code})
    if application.stand_id == stand.pk:
        return application
    taken = Stand.objects.filter(pk=stand.pk, state=Stand.State.FREE).update(state=Stand.State.HELD)
    if not taken:
        raise Refused(_("Stand %(code)s is no longer free.") % {"code": stand.code})
    before = application.stand
    _give(application, stand, State.HELD, timezone.now() + HOLD)
    StandWish.objects.filter(application=application, stand=stand).delete()
    record(application, by, "stand.held")
    if before is not None:
        set_free(before.pk)
    return application


def _give(application: StandApplication, stand: Stand, state: str, until: object) -> None:
    rows = StandApplication.objects.filter(pk=application.pk)
    rows.update(stand=stand, state=state, until=until, reason="")
    application.refresh_from_db()


def record(application: StandApplication, by: AbstractBaseUser | None, action: str) -> int:
    """Write into the trail what became of an application, and let kept pages be made anew.

    Returns the id of the entry: whoever is told of it is told once.
    """
    code = application.stand.code if application.stand else ""
    decides = action in DECISIONS
    entry = audit.record(
        actor=by,
        role=ROLE if decides else acted_as(application.organization, by),
        action=action,
        target=application,
        after={"state": str(application.state), "stand": code},
    )
    freshness.changed("fair")
    return entry.pk


def set_free(stand_id: int, *, before: str = Stand.State.HELD) -> None:
    """Give a stand back that is held, or in the state `before`: to all, or to whoever waits the longest.

    It is offered after the commit. While somebody waits it stays held, by nobody, so that no third gets
    between; where the process dies before it is offered, the clock offers it.
    """
    after = Stand.State.HELD if _waiting(stand_id).exists() else Stand.State.FREE
    if Stand.objects.filter(pk=stand_id, state=before).update(state=after):
        after_commit(offer, stand_id)


def _waiting(stand_id: int) -> QuerySet[StandWish]:
    """Return the wishes for a stand of those that have none, the earliest first."""
    return StandWish.objects.filter(stand=stand_id, application__stand__isnull=True)


def _without_anybody(stands: QuerySet[Stand]) -> QuerySet[Stand]:
    """Return those stands that no application has and that are kept for no exhibitor on the list."""
    return stands.filter(application__isnull=True, kept_for__isnull=True)


@transaction.atomic
def offer(stand_id: int) -> StandApplication | None:
    """Offer a stand that nobody has to who waits the longest; they have a day to take it.

    Returns whose it is now, or None where it is not to be had or nobody waits: then it is free.
    """
    # It may have been laid away meanwhile.
    stand = Stand.objects.select_for_update().filter(pk=stand_id).first()
    if stand is None or stand.state not in {Stand.State.FREE, Stand.State.HELD}:
        return None
    if not _without_anybody(Stand.objects.filter(pk=stand.pk)).exists():
        return None
    wishes = list(_waiting(stand.pk)) if stand.hall.edition.state in BOOKABLE else []
    for wish in wishes:
        # Whoever is busy with another stand at this moment is passed over: waiting for them with this
        # stand locked could be waiting for ourselves.
        rows = StandApplication.objects.select_for_update(skip_locked=True)
        application = rows.filter(pk=wish.application_id, stand__isnull=True).first()
        if application is None:
            continue
        Stand.objects.filter(pk=stand.pk).update(state=Stand.State.HELD)
        _give(application, stand, State.OFFERED, timezone.now() + OFFER)
        wish.delete()
        tell(application, occasion=record(application, None, "stand.offered"))
        return application
    if Stand.objects.filter(pk=stand.pk, state=Stand.State.HELD).update(state=Stand.State.FREE):
        freshness.changed("fair")
    return None


@transaction.atomic
def end_hold(*, application: StandApplication) -> bool:
    """End a hold or an offer whose time is over; say whether it was this call that did.

    What was typed stays. The stand goes to whoever waits, or is free.
    """
    stand = application.stand
    over = StandApplication.objects.filter(
        pk=application.pk, state__in=ON_HOLD, until__lte=timezone.now(), stand=stand
    )
    if stand is None or not over.update(state=State.DRAFT, stand=None, until=None):
        return False
    application.refresh_from_db()
    tell(application, occasion=record(application, None, "stand.lapsed"), lapsed=stand.code)
    set_free(stand.pk)
    return True


def end_overdue() -> int:
    """End every hold and offer whose time is over, and offer what nobody has to those who wait for it.

    Returns how many ended. The clock calls it every minute.
    """
    overdue = StandApplication.objects.filter(state__in=ON_HOLD, until__lte=timezone.now())
    found = list(overdue.select_related("stand").order_by("until", "pk")[:AT_ONCE])
    ended = sum(end_hold(application=application) for application in found)
    idle = _without_anybody(Stand.objects.filter(state=Stand.State.HELD))
    wishes = StandWish.objects.filter(
        application__stand__isnull=True, application__edition__state__in=BOOKABLE
    )
    wished = Stand.objects.filter(state=Stand.State.FREE, pk__in=wishes.values("stand"))
    for stand_id in sorted({*idle.values_list("pk", flat=True), *wished.values_list("pk", flat=True)}):
        offer(stand_id)
    return ended


@transaction.atomic
def wait_for(*, stand: Stand, organization: Organization, by: AbstractBaseUser | None = None) -> StandWish:
    """Put an organization on the waiting list of a stand that somebody else has; once is enough.

    Raises Refused where the edition takes no bookings, the stand is free or not offered, or the
    organization has a stand.
    """
    edition = stand.hall.edition
    check_bookable(edition)
    application = application_of(edition, organization)
    if application.stand_id is not None or _stands_somewhere(edition, organization):
        raise Refused(_("You have a stand. Give it back before you wait for another."))
    state = Stand.objects.values_list("state", flat=True).get(pk=stand.pk)
    if state == Stand.State.FREE:
        raise Refused(_("Stand %(code)s is free: hold it.") % {"code": stand.code})
    if state == Stand.State.CLOSED:
        raise Refused(_("Stand %(code)s is not offered.") % {"code": stand.code})
    wish, created = StandWish.objects.get_or_create(
        application=application, stand=stand, defaults={"asked_at": timezone.now()}
    )
    if created:
        audit.record(
            actor=by,
            role=acted_as(organization, by),
            action="stand.wished",
            target=application,
            after={"stand": stand.code},
        )
    return wish


def _stands_somewhere(edition: Edition, organization: Organization) -> bool:
    """Say whether the organization's booth has a stand, which the organizer may have kept for it."""
    booths = Booth.objects.filter(edition=edition, organization=organization)
    return booths.filter(stand__isnull=False).exists()


@transaction.atomic
def stop_waiting(*, stand: Stand, organization: Organization) -> None:
    """Take an organization off the waiting list of a stand; not being on it is fine."""
    StandWish.objects.filter(stand=stand, application__organization=organization).delete()
