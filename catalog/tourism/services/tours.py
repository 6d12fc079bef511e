"""Writes: a tour becomes what its document says, moves between its states, or changes its address.

One transaction each: the version, the row, its stops, its language columns, and the notes to search, to
kept pages and to upper rooms stand or fall together.
"""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from catalog.files.services.pictures import describe_pictures
from catalog.merchants.models import Organization
from catalog.merchants.services.moves import move_shown
from catalog.reference.slugs import make_slug
from catalog.seams import events, freshness
from catalog.search import services as search
from catalog.tourism.checks import Resolved, check_tour
from catalog.tourism.events import TourChanged
from catalog.tourism.models import FormerTourSlug, Tour, TourStop, TourVersion
from catalog.tourism.selectors.tours import as_read
from catalog.tourism.services.places import AREA
from catalog.tourism.tour_document import TRANSLATED, TourDocument, to_json
from catalog.translation import services as translation

Status = Tour.Status
KIND = "tour"
# Which states its members may move a tour to; a suspended one is a moderator's.
MOVES = {
    Status.PUBLISHED: {Status.PAUSED, Status.ARCHIVED},
    Status.PAUSED: {Status.PUBLISHED, Status.ARCHIVED},
    Status.ARCHIVED: set(),
    Status.SUSPENDED: set(),
}
# What the row says exactly as the document does.
ALIKE = (
    *("source_language", "mode", "group_min", "group_max", "currency", "time_zone", "meeting_time"),
    *("cutoff_hours", "decision_days", "names_days"),
)


@transaction.atomic
def publish_tour(
    *,
    organization: Organization,
    document: TourDocument,
    tour: Tour | None = None,
    slug_from: str = "",
    stay_paused: bool = False,
    by: AbstractBaseUser | None = None,
) -> Tour:
    """Show a tour as the document says, as its next version; without ``tour``, a new one.

    Departures and bookings keep the version they were made from. A suspended tour stays suspended: its
    operator puts right what it says, a moderator lifts it. With ``stay_paused`` a paused one takes the
    version and is not shown yet.

    Raises ValidationError, one message list per field of the document, where it breaks a rule.
    """
    resolved = check_tour(organization=organization, document=document)
    columns = columns_of(document, resolved)
    now = timezone.now()
    if tour is None:
        slug = make_slug(slug_from or _slug_source(document), taken=slug_is_taken, fallback="journey")
        tour = Tour.objects.create(slug=slug, organization=organization, **columns)
    else:
        # The row lock makes two editors' versions follow each other instead of colliding.
        tour = Tour.objects.select_for_update().get(pk=tour.pk, organization=organization)
    kept = {Status.SUSPENDED, Status.PAUSED} if stay_paused else {Status.SUSPENDED}
    number = tour.version + 1
    Tour.objects.filter(pk=tour.pk).update(
        **columns,
        status=tour.status if tour.status in kept else Status.PUBLISHED,
        version=number,
        published_at=tour.published_at or now,
        updated_at=now,
    )
    TourVersion.objects.create(
        tour=tour, number=number, document=to_json(document), author_id=by.pk if by else None
    )
    _write_stops(tour, document, resolved)
    read = as_read(document)
    if read.alt or read.focus:
        describe_pictures(owner_id=organization.pk, ids=read.pictures, alt=read.alt, focus=read.focus)
    tour.refresh_from_db()
    translation.project_texts(
        target=tour,
        texts={field: getattr(read, field) for field in TRANSLATED},
        states={field: one for field, one in document.states.items() if field in TRANSLATED},
        made_from={field: one for field, one in document.made_from.items() if field in TRANSLATED},
        by=by.pk if by else None,
    )
    tell(tour)
    return tour


def _slug_source(document: TourDocument) -> str:
    return document.title.get("en") or document.title[document.source_language]


def columns_of(document: TourDocument, resolved: Resolved) -> dict[str, Any]:
    """Return the row's own columns, everything but texts and stops."""
    seated = {band.key for band in document.bands if band.seat}
    prices = [minor for season in document.seasons for key, minor in season.prices.items() if key in seated]
    return {name: getattr(document, name) for name in ALIKE} | {
        "days": len(document.days),
        "begins": resolved.places[document.begins],
        "ends": resolved.places[document.ends],
        "guide_languages": list(document.guide_languages),
        "price_low": min(prices),
        "price_high": max(prices),
        "emergency_phone": document.emergency_phone.strip(),
        "picture_id": document.pictures[0] if document.pictures else None,
    }


def _write_stops(tour: Tour, document: TourDocument, resolved: Resolved) -> None:
    tour.stops.all().delete()
    named = [(slug, number) for number, day in enumerate(document.days, 1) for slug in day.places]
    TourStop.objects.bulk_create(
        TourStop(tour=tour, place=resolved.places[slug], day=day, position=position)
        for position, (slug, day) in enumerate(named)
    )


def slug_is_taken(slug: str) -> bool:
    """Tell whether a tour has, or had, this address."""
    return Tour.objects.filter(slug=slug).exists() or FormerTourSlug.objects.filter(slug=slug).exists()


@transaction.atomic
def move_tour(*, tour: Tour, status: str, by: AbstractBaseUser | None = None, role: str = "") -> Tour:
    """Move a tour to another state. Raises MoveRefused, naming both, where the table has no such move.

    What was booked stays booked: departures of a paused or archived tour leave as they were promised.
    """
    move_shown(row=tour, to=Status(status), moves=MOVES, by=by, role=role)
    tell(tour)
    return tour


@transaction.atomic
def rename_tour(*, tour: Tour, slug_from: str) -> Tour:
    """Give a tour a new address made from this text; the old one redirects to it."""
    former = tour.slug
    fresh = make_slug(
        slug_from, taken=lambda slug: slug != former and slug_is_taken(slug), fallback="journey"
    )
    if fresh == former:
        return tour
    FormerTourSlug.objects.update_or_create(slug=former, defaults={"tour": tour})
    Tour.objects.filter(pk=tour.pk).update(slug=fresh, updated_at=timezone.now())
    tour.refresh_from_db()
    tell(tour)
    return tour


def tell(tour: Tour) -> None:
    """Let readers' pages, the search index and the rooms above know."""
    search.mark_dirty(kind=KIND, ids=[tour.pk])
    freshness.changed(AREA)
    events.publish(TourChanged(tour_id=tour.pk, organization_id=tour.organization_id, status=tour.status))
