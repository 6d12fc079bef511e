"""Writes: an edition, its moves from planned to archived, and which one is current."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.audit import services as audit
from catalog.reference.slugs import check_slug
from catalog.seams import events, freshness
from catalog.translation import services as translation
from expo.fair.events import CurrentEditionChanged, EditionMoved
from expo.fair.models import Edition
from expo.fair.refusals import MoveRefused, Refused

ROLE = "organizer"
ARCHIVED = gettext_lazy("An archived edition stays as it was.")
State = Edition.State
# One way only: what was shown when it was over stays as it was.
MOVES: Mapping[str, str] = {
    State.PLANNED: State.BOOKING,
    State.BOOKING: State.OPEN,
    State.OPEN: State.AFTER,
    State.AFTER: State.ARCHIVED,
}


def check_open(edition_id: int) -> None:
    """Raise Refused for an archived edition: its halls, stands and sessions stay as they were."""
    if Edition.objects.filter(pk=edition_id, state=State.ARCHIVED).exists():
        raise Refused(str(ARCHIVED))


@transaction.atomic
def save_edition(
    *,
    slug: str,
    number: int,
    begins_on: date,
    ends_on: date,
    texts: translation.Texts,
    states: translation.Texts | None = None,
    source_language: str = "zh-hans",
    city: str | None = None,
    time_zone: str = "Asia/Shanghai",
    country_of_honour: str | None = None,
    partners: Sequence[Mapping[str, Any]] = (),
    figures: Sequence[Mapping[str, Any]] = (),
    source: str | None = None,
    is_demo: bool = False,
    by: AbstractBaseUser | None = None,
) -> Edition:
    """Create an edition, or bring the one at this slug to what is said here; its state stays.

    ``texts`` are those of ``name`` and ``theme`` by language; ``city`` and ``source`` are short names of
    the reference, ``country_of_honour`` is an ISO 3166-1 alpha-2 code. Raises Refused where the days are
    in the wrong order or another edition has the number, SlugRefused for a slug that cannot be one.
    """
    if begins_on > ends_on:
        raise Refused(_("An edition ends on the day it begins, or later."))
    if Edition.objects.filter(number=number).exclude(slug=slug).exists():
        raise Refused(_("There is an edition with the number %(number)s already.") % {"number": number})
    fields = {
        "number": number,
        "begins_on": begins_on,
        "ends_on": ends_on,
        "source_language": source_language,
        "city_id": city,
        "time_zone": time_zone,
        "country_of_honour_id": country_of_honour,
        "partners": [dict(one) for one in partners],
        "figures": [dict(one) for one in figures],
        "source_id": source,
        "is_demo": is_demo,
    }
    edition, created = Edition.objects.update_or_create(slug=check_slug(slug), defaults=fields)
    translation.project_texts(
        target=edition, texts=texts, states=states, by=by.pk if by is not None else None
    )
    action = "edition.created" if created else "edition.changed"
    audit.record(actor=by, role=ROLE, action=action, target=edition)
    freshness.changed("fair")
    return edition


@transaction.atomic
def move_edition(*, edition: Edition, to: str, by: AbstractBaseUser | None = None) -> Edition:
    """Move an edition one state on. Of two who do so at once, one does.

    One that is archived is the current one no longer. Raises MoveRefused, naming both states, for any
    other move.
    """
    wanted = State(to)
    before = [state for state, after in MOVES.items() if after == wanted]
    moved = Edition.objects.filter(pk=edition.pk, state__in=before).update(state=wanted)
    if not moved:
        now = Edition.objects.values_list("state", flat=True).get(pk=edition.pk)
        raise MoveRefused(now=State(now).label, wanted=wanted.label)
    edition.state = wanted
    if wanted == State.ARCHIVED:
        Edition.objects.filter(pk=edition.pk).update(is_current=False)
        edition.is_current = False
    audit.record(
        actor=by,
        role=ROLE,
        action="edition.moved",
        target=edition,
        before={"state": str(before[0])},
        after={"state": wanted.value},
    )
    events.publish(EditionMoved(edition_id=edition.pk, state=wanted.value))
    freshness.changed("fair")
    return edition


@transaction.atomic
def make_current(*, edition: Edition, by: AbstractBaseUser | None = None) -> None:
    """Make an edition the one that the fair's front shows; the one before it is that no longer.

    Raises Refused for an archived edition.
    """
    # One after the other: two that came in between each other would both be current for a moment.
    editions = {one.pk: one for one in Edition.objects.select_for_update().order_by("pk")}
    if editions[edition.pk].state == State.ARCHIVED:
        raise Refused(_("An archived edition is not the current one."))
    before = next((pk for pk, one in editions.items() if one.is_current), None)
    Edition.objects.filter(is_current=True).exclude(pk=edition.pk).update(is_current=False)
    if Edition.objects.filter(pk=edition.pk, is_current=False).update(is_current=True):
        audit.record(actor=by, role=ROLE, action="edition.current", target=edition)
        events.publish(CurrentEditionChanged(before=before, now=edition.pk))
    edition.is_current = True
    freshness.changed("fair")
