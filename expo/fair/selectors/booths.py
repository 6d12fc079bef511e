"""Reads: booths, for lists and for their own pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from catalog.files.manifest import Manifest
from catalog.files.selectors import manifests
from catalog.merchants.models import Organization, Storefront
from catalog.translation.originals import original, own_words
from catalog.translation.selectors import local_text, local_texts, localized
from catalog.translation.texts import LocalText
from expo.fair.models import Booth, BoothDocument, BoothVideo
from expo.fair.selectors.exhibits import ExhibitLine, exhibits_of
from expo.fair.selectors.staffing import Attendance, Stretch, attendance, receiving


@dataclass(frozen=True)
class BoothCard:
    """A booth as a list shows it. ``original`` is its organization's own name where a reader sees another."""

    id: int
    slug: str
    edition: str
    organization_id: int
    name: LocalText
    original: LocalText | None
    headline: LocalText
    country: str
    stand: str
    hall: LocalText
    hall_slug: str


@dataclass(frozen=True)
class StaffLine:
    """Somebody who receives visitors: ``languages`` are codes."""

    id: int
    name: str
    languages: Sequence[str]
    is_here: bool


@dataclass(frozen=True)
class DocumentLine:
    """A document to take along; ``size`` is in bytes."""

    file_id: str
    name: LocalText
    content_type: str
    size: int
    added_at: datetime


@dataclass(frozen=True)
class VideoLine:
    """A booth's video, each address empty where there is none."""

    title: LocalText
    transcript: LocalText
    in_china: str
    elsewhere: str


@dataclass(frozen=True)
class BoothPage:
    """Everything a booth's page says."""

    booth: Booth
    name: LocalText
    original: LocalText | None
    texts: Mapping[str, LocalText]
    banner: Manifest | None
    hall: LocalText | None
    exhibits: Sequence[ExhibitLine]
    documents: Sequence[DocumentLine]
    video: VideoLine | None
    staff: Sequence[StaffLine]
    hours: Sequence[Stretch]
    attendance: Attendance
    storefront: str


def shown() -> QuerySet[Booth]:
    """Return the booths visitors see: published ones, as long as nobody's moderator suspended the owner."""
    suspended = Q(organization__storefront__status=Storefront.Status.SUSPENDED)
    found: QuerySet[Booth] = Booth.objects.rewrite(False).filter(
        status=Booth.Status.PUBLISHED, organization__status=Organization.Status.ACTIVE
    )
    return found.exclude(suspended)


def cards(booths: QuerySet[Booth], *, language: str) -> list[BoothCard]:
    """Return booths as cards in their order: one query."""
    annotated: QuerySet[Any, Any] = booths.annotate(
        **localized(Booth, "organization__name", language),
        **own_words(Booth, "organization__name"),
        **localized(Booth, "headline", language, with_state=True),
        **localized(Booth, "stand__hall__name", language),
    )
    rows = annotated.values(
        "pk",
        "slug",
        "edition__slug",
        "organization_id",
        "organization__country_id",
        "organization_name_text",
        "organization_name_lang",
        "organization_name_own",
        "organization_name_own_lang",
        "headline_text",
        "headline_lang",
        "headline_state",
        "stand__code",
        "stand__hall__slug",
        "stand_hall_name_text",
        "stand_hall_name_lang",
    )
    return [
        BoothCard(
            id=row["pk"],
            slug=row["slug"],
            edition=row["edition__slug"],
            organization_id=row["organization_id"],
            name=LocalText(row["organization_name_text"], row["organization_name_lang"]),
            original=original(row, "organization_name"),
            headline=LocalText(row["headline_text"], row["headline_lang"], row["headline_state"]),
            country=row["organization__country_id"],
            stand=row["stand__code"] or "",
            hall=LocalText(row["stand_hall_name_text"] or "", row["stand_hall_name_lang"] or ""),
            hall_slug=row["stand__hall__slug"] or "",
        )
        for row in rows
    ]


def booth_page(booth: Booth, *, language: str, at: datetime) -> BoothPage:
    """Return a booth with everything on it, as it is at a moment: a fixed number of queries.

    ``booth`` has its edition, its organization with country and city, and its stand with hall beside it.
    """
    name = local_text(booth.organization, "name", language, states={})
    own = local_text(booth.organization, "name", booth.organization.source_language, states={})
    attended = attendance([booth.pk], at)[booth.pk]
    hall = booth.stand.hall if booth.stand else None
    store = Storefront.objects.filter(
        organization=booth.organization_id, status=Storefront.Status.PUBLISHED
    ).values_list("slug", flat=True)
    return BoothPage(
        booth=booth,
        name=name,
        original=own if own.value != name.value else None,
        texts=local_texts(booth, language),
        banner=manifests([booth.banner_id]).get(booth.banner_id) if booth.banner_id else None,
        hall=local_text(hall, "name", language, states={}) if hall else None,
        exhibits=exhibits_of(booth, language=language),
        documents=documents_of(booth, language=language),
        video=video_of(booth, language=language),
        staff=staff_of(booth, attended),
        hours=list(booth.hours.filter(ends_at__gt=at).values_list("starts_at", "ends_at")),
        attendance=attended,
        storefront=store.first() or "",
    )


def documents_of(booth: Booth, *, language: str) -> list[DocumentLine]:
    """Return what a booth lays out: one query."""
    rows: QuerySet[Any, Any] = (
        BoothDocument.objects.rewrite(False)
        .filter(booth=booth)
        .order_by("order", "pk")
        .annotate(**localized(BoothDocument, "name", language, with_state=True))
        .values(
            "file_id",
            "name_text",
            "name_lang",
            "name_state",
            "file__content_type",
            "file__size",
            "file__created_at",
        )
    )
    return [
        DocumentLine(
            file_id=str(row["file_id"]),
            name=LocalText(row["name_text"], row["name_lang"], row["name_state"]),
            content_type=row["file__content_type"],
            size=row["file__size"],
            added_at=row["file__created_at"],
        )
        for row in rows
    ]


def video_of(booth: Booth, *, language: str) -> VideoLine | None:
    """Return a booth's video, if it has one: at most two queries."""
    video = BoothVideo.objects.select_related("booth__organization").filter(booth=booth).first()
    if video is None:
        return None
    texts = local_texts(video, language)
    return VideoLine(texts["title"], texts["transcript"], video.in_china, video.elsewhere)


def staff_of(booth: Booth, attended: Attendance) -> list[StaffLine]:
    """Return who receives visitors, and who of them is there: one query."""
    rows = receiving().filter(booth=booth)
    return [
        StaffLine(pk, name, languages, pk in attended.present)
        for pk, name, languages in rows.values_list("pk", "name", "languages")
    ]
