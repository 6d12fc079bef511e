"""Reads: the exhibitors of an edition as the organizer sees them, and what letters to them became."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modeltranslation.utils import build_localized_fieldname

from catalog.jobs.models import State as Work
from catalog.notices.models import Notice, OutboxMail
from expo.fair.models import Booth, Edition, Exhibitor, OrganizerLetter, Stand

State = Exhibitor.State
LETTER = "fair.organizer-letter"
LATEST = 10
HEADLINES = [build_localized_fieldname("headline", code) for code, _name in settings.LANGUAGES]


@dataclass(frozen=True)
class Expected:
    """An exhibitor and how far its booth is; the counts are nought while it has none.

    ``languages`` counts those in which the booth has a headline, its own among them.
    """

    row: Exhibitor
    published: bool
    exhibits: int
    staff: int
    languages: int

    @property
    def claimed(self) -> bool:
        """Say whether somebody claimed the booth."""
        return self.row.state == State.CLAIMED

    @property
    def stand(self) -> Stand | None:
        """Return the stand its booth has, or the one kept for it."""
        return self.row.booth.stand if self.row.booth is not None else self.row.stand


CHOICES: Mapping[str, tuple[Promise, Callable[[Expected], bool]]] = {
    "all": (_("All exhibitors"), lambda one: True),
    "listed": (_("Not invited yet"), lambda one: one.row.state == State.LISTED),
    "waiting": (_("Invited, booth not claimed"), lambda one: one.row.state == State.INVITED),
    "empty": (_("Booth without exhibits"), lambda one: one.claimed and not one.exhibits),
    "unpublished": (_("Booth not published"), lambda one: one.claimed and not one.published),
    "languages": (_("Booth in its own language only"), lambda one: one.claimed and one.languages <= 1),
    "staff": (_("Booth without staff"), lambda one: one.claimed and not one.staff),
}


def expected(edition: Edition) -> list[Expected]:
    """Return the exhibitors of an edition by name: two queries, however many there are."""
    rows = (
        Exhibitor.objects.filter(edition=edition)
        .select_related("stand__hall", "booth__stand__hall")
        .annotate(
            exhibits=Count("booth__exhibits", distinct=True),
            staff=Count("booth__staff", distinct=True),
        )
        .order_by("name", "pk")
    )
    headlines = {
        row["pk"]: sum(1 for name in HEADLINES if row[name])
        for row in Booth.objects.rewrite(False).filter(exhibitor__edition=edition).values("pk", *HEADLINES)
    }
    return [
        Expected(
            row=row,
            published=row.booth is not None and row.booth.status == Booth.Status.PUBLISHED,
            exhibits=row.exhibits,
            staff=row.staff,
            languages=headlines.get(row.booth_id or 0, 0),
        )
        for row in rows
    ]


def chosen(found: Sequence[Expected], choice: str) -> list[Expected]:
    """Return those a choice of CHOICES means; all of them for one that is none."""
    _label, wanted = CHOICES.get(choice, CHOICES["all"])
    return [one for one in found if wanted(one)]


def counted(found: Sequence[Expected]) -> list[tuple[str, Promise, int]]:
    """Return every choice with its label and how many it means."""
    return [(name, label, sum(map(wanted, found))) for name, (label, wanted) in CHOICES.items()]


def undelivered(sent: Iterable[OrganizerLetter]) -> dict[UUID, list[str]]:
    """Return the addresses each letter could not be delivered to, in order: two queries for them all."""
    failed: dict[str, set[str]] = {str(letter.pk): set() for letter in sent}
    direct = OutboxMail.objects.filter(kind=LETTER, state=Work.FAILED, values__letter__in=list(failed))
    told = Notice.objects.filter(kind=LETTER, mail__state=Work.FAILED, values__letter__in=list(failed))
    for letter, address in (
        *direct.values_list("values__letter", "address"),
        *told.values_list("values__letter", "recipient__email"),
    ):
        failed[letter].add(address)
    return {UUID(letter): sorted(addresses) for letter, addresses in failed.items()}


def letters(edition: Edition) -> list[dict[str, Any]]:
    """Return the latest letters of an edition, each with the addresses that did not get it: three queries."""
    sent = list(OrganizerLetter.objects.filter(edition=edition)[:LATEST])
    failed = undelivered(sent)
    return [
        {"letter": letter, "choice": CHOICES[letter.chosen][0], "undelivered": failed[letter.pk]}
        for letter in sent
    ]
