"""The programme of the demonstration: two days of sessions, whose speakers are made up."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, time, timedelta

from django.db import transaction

from expo.fair.clocks import instant
from expo.fair.models import Edition, Session
from expo.fair.services.programme import SessionPlan, save_session
from portal.demo.fair.schema import SessionEntry, WordsFile
from portal.demo.models import Exhibit
from portal.demo.shelves import Shelf, Tally


def bring_sessions(edition: Edition, entries: Sequence[SessionEntry], words: WordsFile) -> Tally:
    """Bring every session on its day of the edition, by the clock of the fair's place."""
    shelf = Shelf(Exhibit.Kind.SESSION, Session, Tally("Sessions"))
    for entry in entries:
        plan = plan_of(entry, edition, words)
        stated = asdict(plan) | {"edition": edition.pk}
        if shelf.stands(entry.slug, stated):
            continue
        with transaction.atomic():
            shelf.put(entry.slug, stated, save_session(edition=edition, plan=plan))
    return shelf.tally


def moment_of(entry: SessionEntry, edition: Edition) -> datetime:
    """Return when a session begins, in UTC."""
    day = edition.begins_on + timedelta(days=entry.day)
    return instant(day, time.fromisoformat(entry.begins), edition.time_zone)


def plan_of(entry: SessionEntry, edition: Edition, words: WordsFile) -> SessionPlan:
    """Return what an editor would say of a session."""
    begins = moment_of(entry, edition)
    return SessionPlan(
        slug=entry.slug,
        kind=entry.kind,
        texts={"title": entry.title, "summary": entry.summary, "room": words.rooms[entry.room]},
        begins_at=begins,
        ends_at=begins + timedelta(minutes=entry.minutes),
        speakers=[asdict(speaker) for speaker in entry.speakers],
        languages=entry.languages,
        interpretation=entry.interpretation,
        capacity=entry.capacity,
    )
