"""Sessions elsewhere: what is on now or next on the fair's front page, and in a person's calendar."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse

from catalog.reference.display import show_clocks, show_moment
from catalog.seams.preferences import Preferences
from catalog.translation.selectors import local_text
from catalog.translation.texts import tag_unless
from expo.fair.calendar_files import CalendarEntry
from expo.fair.clocks import fair_place
from expo.fair.models import Edition, Session
from expo.fair.selectors.programme import now_and_next, seats_of, sessions_of

UNKNOWN = "UTC"  # of a reader who has not said where they are


def when(moment: datetime, zone: str, place: str, reader: Preferences) -> str:
    """Return a moment by the reader's clock and by that of the fair's place, which is called so.

    Of a reader whose clock nobody knows, only the place's: a time of no place helps nobody.
    """
    if reader.time_zone == UNKNOWN != zone:
        return f"{show_moment(moment, zone, reader.language)} {place}"
    return show_clocks(
        moment,
        reader=reader.time_zone,
        other=zone,
        place=place,
        language=reader.language,
    )


def on_editions(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Mapping[str, Any]]:
    """Return for each edition with sessions to come what is on now, or next."""
    found = {}
    language = preferences.language
    for edition in Edition.objects.filter(pk__in=list(ids)).select_related("city"):
        place = fair_place(edition.city.names if edition.city else None, edition.time_zone, language)
        on, coming = now_and_next(sessions_of(edition.pk, language=language), count=1)
        for session in (on or coming)[:1]:
            found[edition.pk] = {
                "url": reverse("fair-programme", args=[edition.slug]),
                "is_on": bool(on),
                "title": session.title.value,
                "lang": tag_unless(session.title, language),
                "when": when(session.begins_at, edition.time_zone, place, preferences),
            }
    return found


def entry_of(session: Session, language: str) -> CalendarEntry:
    """Return a session as calendars hold it, in that language."""
    title, summary, room = (
        local_text(session, field, language, states={}).value for field in ("title", "summary", "room")
    )
    return CalendarEntry(
        key=f"session-{session.pk}",
        sequence=session.sequence,
        begins=session.begins_at,
        ends=session.ends_at,
        summary=title,
        changed=session.changed_at,
        description="\n".join(part for part in (summary, session.live_link) if part),
        location=room,
        path=reverse("fair-session", args=[session.edition.slug, session.slug]),
        cancelled=session.cancelled,
    )


def entries_of(person: AbstractBaseUser, language: str) -> list[CalendarEntry]:
    """Return the sessions in which a person has a seat: one query."""
    return [entry_of(seat.session, language) for seat in seats_of(person)]
