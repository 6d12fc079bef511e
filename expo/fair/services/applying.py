"""Writes: what an organization applies with, and what the organizer decides."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.merchants.models import Organization
from catalog.translation.texts import clean
from expo.fair.models import Booth, Edition, Stand, StandApplication
from expo.fair.refusals import MoveRefused, Refused
from expo.fair.services.holding import (
    ON_HOLD,
    State,
    application_of,
    check_bookable,
    end_hold,
    record,
    set_free,
)
from expo.fair.services.placing import open_booth, place_booth
from expo.fair.stand_letters import tell

LONGEST = 4000  # letters of each text


@transaction.atomic
def keep_words(*, edition: Edition, organization: Organization, shows: str, needs: str) -> StandApplication:
    """Keep what an organization types into its application, whether it has a stand or not."""
    application = application_of(edition, organization)
    rows = StandApplication.objects.filter(pk=application.pk)
    rows.update(shows=clean(shows)[:LONGEST], needs=clean(needs)[:LONGEST])
    application.refresh_from_db()
    return application


@transaction.atomic
def send_application(*, application: StandApplication, by: AbstractBaseUser) -> StandApplication:
    """Put an application before the organizer; its stand is held until that decides.

    Raises Refused where the hold or offer is over, saying that what was typed is kept, where nothing was
    typed about what will be shown, or where the edition takes no bookings any more.
    """
    check_bookable(Edition.objects.get(pk=application.edition_id))
    if not application.shows:
        raise Refused(_("Say what you will show."))
    now = timezone.now()
    rows = StandApplication.objects.filter(pk=application.pk, state__in=ON_HOLD, until__gt=now)
    if not rows.update(state=State.APPLIED, until=None, sent_at=now, sent_by_id=by.pk):
        raise Refused(_("The stand is no longer held for you. What you typed is kept: hold a stand again."))
    application.refresh_from_db()
    record(application, by, "stand.applied")
    return application


@transaction.atomic
def withdraw_application(*, application: StandApplication, by: AbstractBaseUser) -> None:
    """Give back a stand that is held, offered or applied for. Raises MoveRefused for any other."""
    _leave(application, (*ON_HOLD, State.APPLIED), State.DRAFT, by, "stand.given-back")


@transaction.atomic
def confirm_application(*, application: StandApplication, by: AbstractBaseUser) -> Booth:
    """Confirm an application: the stand is the organization's, and its booth, a draft, stands on it.

    Raises MoveRefused, naming both states, where it is not before the organizer; of two who decide at
    once the second is told so. Raises Refused where the edition takes no bookings any more.
    """
    check_bookable(Edition.objects.get(pk=application.edition_id))
    now = timezone.now()
    rows = StandApplication.objects.filter(pk=application.pk, state=State.APPLIED)
    if not rows.update(state=State.CONFIRMED, decided_at=now, decided_by_id=by.pk, reason=""):
        raise _refused(application, State.CONFIRMED)
    application.refresh_from_db()
    assert application.stand is not None
    booth = open_booth(edition=application.edition, organization=application.organization)
    place_booth(booth=booth, stand=application.stand, taken_from=Stand.State.HELD, by=by)
    application.wishes.all().delete()
    tell(application, occasion=record(application, by, "stand.confirmed"))
    return booth


@transaction.atomic
def decline_application(*, application: StandApplication, reason: str, by: AbstractBaseUser) -> None:
    """Decline an application with a reason, which the organization reads; the stand goes to who waits.

    Raises Refused without a reason, MoveRefused where it is not before the organizer.
    """
    why = clean(reason)[:LONGEST]
    if not why:
        raise Refused(_("Say why, for those who applied."))
    StandApplication.objects.filter(pk=application.pk, state=State.APPLIED).update(
        reason=why, decided_at=timezone.now(), decided_by_id=by.pk
    )
    code = application.stand.code if application.stand else ""
    occasion = _leave(application, (State.APPLIED,), State.DECLINED, by, "stand.declined")
    tell(application, occasion=occasion, declined=code)


def _leave(
    application: StandApplication, before: tuple[State, ...], to: State, by: AbstractBaseUser, action: str
) -> int:
    """Move an application to a state without a stand, and give the stand it had back; return the entry."""
    # Only its own row: PostgreSQL locks none that an outer join may leave out.
    held = StandApplication.objects.select_for_update(of=("self",))
    locked = held.select_related("stand").get(pk=application.pk)
    stand = locked.stand
    rows = StandApplication.objects.filter(pk=application.pk, state__in=before)
    if stand is None or not rows.update(state=to, stand=None, until=None):
        raise _refused(application, to)
    application.refresh_from_db()
    entry = record(application, by, action)
    set_free(stand.pk)
    return entry


def _refused(application: StandApplication, wanted: State) -> MoveRefused:
    now = StandApplication.objects.values_list("state", flat=True).get(pk=application.pk)
    return MoveRefused(now=State(now).label, wanted=wanted.label)


def look_again(application: StandApplication) -> StandApplication:
    """Return an application as it is, its hold ended where its time is over."""
    if application.state in ON_HOLD and application.until and application.until <= timezone.now():
        end_hold(application=application)
        application.refresh_from_db()
    return application
