"""Writes: sessions of the programme. A change that calendars must follow raises the sequence and is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.audit import services as audit
from catalog.reference.languages import codes
from catalog.reference.slugs import check_slug
from catalog.seams import freshness
from catalog.search import services as search
from catalog.translation import services as translation
from catalog.translation.selectors import text_in
from expo.fair import programme_telling
from expo.fair.models import Edition, Session, SessionSeat
from expo.fair.refusals import Refused
from expo.fair.services.editions import ROLE, check_open
from expo.fair.services.seats import fill

KIND = "session"


@dataclass(frozen=True, kw_only=True)
class SessionPlan:
    """What an editor says of a session. Moments are aware; ``texts`` are title, summary and room."""

    slug: str
    kind: str
    texts: translation.Texts
    begins_at: datetime
    ends_at: datetime
    speakers: Sequence[dict[str, str]] = ()
    languages: Sequence[str] = ()
    interpretation: Sequence[str] = ()
    capacity: int = 0
    live_link: str = ""
    recording: str = ""
    slides: str = ""
    cancelled: bool = False

    def fields(self) -> dict[str, Any]:
        """Return the columns that are not translated."""
        return {
            "kind": self.kind,
            "begins_at": self.begins_at,
            "ends_at": self.ends_at,
            "speakers": list(self.speakers),
            "languages": list(self.languages),
            "interpretation": list(self.interpretation),
            "capacity": self.capacity,
            "live_link": self.live_link,
            "recording": self.recording,
            "slides": self.slides,
            "cancelled": self.cancelled,
        }


@transaction.atomic
def save_session(*, edition: Edition, plan: SessionPlan, by: AbstractBaseUser | None = None) -> Session:
    """Create a session, or bring the one at this slug to what is said here.

    Whoever registered is told when its time, room or being held at all changes, unless it was over
    before and still is; more seats go to those who wait, and all who wait get one where nobody has to
    register any more (``capacity`` 0). A change of what calendars hold raises the
    sequence. Raises Refused for an end before the beginning, for fewer seats than are given away, and
    for an archived edition; SlugRefused for a slug that cannot be one.
    """
    _check(edition, plan)
    known = Session.objects.select_for_update().filter(edition=edition, slug=plan.slug).first()
    before = (_place(known), _held(known)) if known else None
    if known is not None and 0 < plan.capacity < known.taken:
        told = ngettext(
            "%(count)d seat is given away already.", "%(count)d seats are given away already.", known.taken
        )
        raise Refused(told % {"count": known.taken})
    session, created = Session.objects.update_or_create(
        edition=edition, slug=check_slug(plan.slug), defaults=plan.fields()
    )
    translation.project_texts(target=session, texts=plan.texts, by=by.pk if by is not None else None)
    session = Session.objects.select_related("edition").get(pk=session.pk)
    if before is not None:
        _follow(session, *before)
    fill(session)
    action = "session.created" if created else "session.changed"
    audit.record(actor=by, role=ROLE, action=action, target=session)
    search.mark_dirty(kind=KIND, ids=[session.pk])
    freshness.changed("fair")
    session.refresh_from_db()
    return session


@transaction.atomic
def remove_session(*, session: Session, by: AbstractBaseUser | None = None) -> None:
    """Take a session out of the programme.

    Raises Refused where people have a seat in it, or wait for one, and for an archived edition.
    """
    check_open(session.edition_id)
    if session.seats.exclude(state=SessionSeat.State.GONE).exists():
        raise Refused(_("People have registered: cancel the session, then they are told."))
    audit.record(actor=by, role=ROLE, action="session.removed", target=session)
    search.mark_dirty(kind=KIND, ids=[session.pk])
    translation.forget(model=Session, ids=[session.pk])
    session.delete()
    freshness.changed("fair")


def _check(edition: Edition, plan: SessionPlan) -> None:
    check_open(edition.pk)
    if plan.begins_at >= plan.ends_at:
        raise Refused(_("The end comes after the beginning."))
    if not plan.texts.get("title", {}).get(edition.source_language, "").strip():
        raise Refused(_("Say what it is called."))


def _follow(session: Session, place: tuple[Any, ...], held: tuple[Any, ...]) -> None:
    """Have calendars follow what changed, and tell whoever registered where it moved."""
    if held == _held(session):
        return
    session.sequence += 1
    session.changed_at = timezone.now()
    Session.objects.filter(pk=session.pk).update(sequence=session.sequence, changed_at=session.changed_at)
    _began, ended, *_rest = place
    if place != _place(session) and timezone.now() < max(ended, session.ends_at):
        programme_telling.tell_changed(session)


def _place(session: Session) -> tuple[Any, ...]:
    """Return when and where a session is, and whether it is."""
    room = text_in(session, "room", session.edition.source_language)
    return session.begins_at, session.ends_at, room, session.cancelled


def _held(session: Session) -> tuple[Any, ...]:
    """Return what calendars hold of a session, in whichever language they are read."""
    words = [text_in(session, field, code) for field in ("title", "summary", "room") for code in codes()]
    return (*_place(session), session.live_link, *words)
