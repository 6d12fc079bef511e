"""Writes: seats in sessions, and the queue for them. No seat is given twice."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from catalog.seams import freshness
from expo.fair import programme_telling
from expo.fair.models import Session, SessionSeat
from expo.fair.refusals import Refused

State = SessionSeat.State


@transaction.atomic
def register(*, session: Session, person: AbstractBaseUser) -> State:
    """Give a person a seat, or a place in the queue where all are taken; return which of the two.

    Saying so again changes nothing. Raises Refused where nobody has to register, or the session is
    cancelled or has begun.
    """
    # The row is held so that nobody queues up while a seat is being given back.
    held = Session.objects.select_for_update().get(pk=session.pk)
    if held.cancelled:
        raise Refused(_("This session is cancelled."))
    if held.begins_at <= timezone.now():
        raise Refused(_("This session has begun."))
    if not held.capacity:
        raise Refused(_("Nobody has to register for this session."))
    seat, _new = SessionSeat.objects.get_or_create(
        session=held, person_id=person.pk, defaults={"state": State.GONE}
    )
    if seat.state == State.SEATED:
        return State.SEATED
    state = State.SEATED if _take(held.pk) else State.WAITING
    if seat.state != state:
        SessionSeat.objects.filter(pk=seat.pk).update(state=state, since=timezone.now())
    freshness.changed("fair")
    return state


@transaction.atomic
def leave(*, session: Session, person: AbstractBaseUser) -> bool:
    """Give a person's seat or place in the queue back; return whether there was one.

    The seat goes to whoever has waited longest, who is told.
    """
    held = Session.objects.select_for_update().select_related("edition").get(pk=session.pk)
    mine = SessionSeat.objects.filter(session=held, person_id=person.pk)
    if mine.filter(state=State.SEATED).update(state=State.GONE, since=timezone.now()):
        Session.objects.filter(pk=held.pk, taken__gt=0).update(taken=F("taken") - 1)
        fill(held)
        freshness.changed("fair")
        return True
    return bool(mine.filter(state=State.WAITING).update(state=State.GONE, since=timezone.now()))


def forget_deleted(instance: AbstractBaseUser, **_signal: object) -> None:
    """Give back the seats of an account that is being deleted, so that others sit there."""
    held = SessionSeat.objects.filter(person=instance.pk, state=State.SEATED).select_related("session")
    for seat in held:
        leave(session=seat.session, person=instance)


def fill(session: Session) -> None:
    """Give free seats to those who have waited longest; the caller's transaction holds the session.

    All of them get one where nobody has to register any more: then nobody is turned away either.
    """
    if session.cancelled or session.begins_at <= timezone.now():
        return
    waiting = SessionSeat.objects.filter(session=session, state=State.WAITING, person__is_active=True)
    for seat in waiting.order_by("since", "pk"):
        if not _take(session.pk):
            return
        seated = timezone.now()
        SessionSeat.objects.filter(pk=seat.pk).update(state=State.SEATED, since=seated)
        session.refresh_from_db()
        programme_telling.tell_seated(session, seat.person_id, seated)


def _take(session_id: int) -> bool:
    """Take one seat, if one is free; where nobody has to register, one always is."""
    free = Session.objects.filter(Q(capacity=0) | Q(taken__lt=F("capacity")), pk=session_id)
    return bool(free.update(taken=F("taken") + 1))
