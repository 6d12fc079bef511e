"""Reads: tours as lists show them, with the places they lead by."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from catalog.files.manifest import Manifest
from catalog.merchants.models import Storefront
from catalog.tourism.models import Tour, TourStop
from catalog.tourism.selectors.routes import STOP, Stop, stop_of
from catalog.tourism.selectors.tours import shown
from catalog.translation.originals import original, own_words
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText


@dataclass(frozen=True, slots=True)
class TourCard:
    """A tour as a list shows it.

    ``low`` and ``high`` are minor units of ``currency`` for one traveller; ``storefront`` is the slug of
    the operator's storefront while it is shown; ``begins`` and ``ends`` are ids of places.
    """

    id: int
    slug: str
    title: LocalText
    original: LocalText | None
    summary: LocalText
    organization: LocalText
    organization_id: int
    storefront: str
    mode: str
    days: int
    begins: int
    ends: int
    guide_languages: tuple[str, ...]
    group_min: int
    group_max: int
    currency: str
    low: int
    high: int
    picture: Manifest | None


@dataclass(frozen=True, slots=True)
class TourStopLine:
    """A place on a tour, crossings included, and the day on which it is reached; 1 is the first."""

    day: int
    stop: Stop


PLAIN = (
    *("pk", "slug", "organization_id", "mode", "days", "begins_id", "ends_id", "guide_languages"),
    *("group_min", "group_max", "currency", "price_low", "price_high", "picture__manifest"),
    *("organization__storefront__slug", "organization__storefront__status"),
)
TEXTS = ("title", "summary", "organization__name")


def tour_cards(found: QuerySet[Tour], *, language: str) -> list[TourCard]:
    """Return tours as cards in their order: one query."""
    texts: dict[str, Any] = {**own_words(Tour, "title")}
    for field in TEXTS:
        texts |= localized(Tour, field, language, with_state=field == "title")
    annotated: QuerySet[Any, Any] = found.annotate(**texts)
    return [_card(row) for row in annotated.values(*PLAIN, *texts)]


def tour_cards_by_id(ids: Iterable[int], *, language: str) -> dict[int, TourCard]:
    """Return those of the tours that a visitor may see, by id: one query."""
    return {card.id: card for card in tour_cards(shown().filter(pk__in=list(ids)), language=language)}


def _card(row: dict[str, Any]) -> TourCard:
    open_house = row["organization__storefront__status"] == Storefront.Status.PUBLISHED
    return TourCard(
        id=row["pk"],
        slug=row["slug"],
        title=LocalText(row["title_text"], row["title_lang"], row["title_state"]),
        original=original(row, "title"),
        summary=LocalText(row["summary_text"], row["summary_lang"]),
        organization=LocalText(row["organization_name_text"], row["organization_name_lang"]),
        organization_id=row["organization_id"],
        storefront=row["organization__storefront__slug"] if open_house else "",
        mode=row["mode"],
        days=row["days"],
        begins=row["begins_id"],
        ends=row["ends_id"],
        guide_languages=tuple(row["guide_languages"]),
        group_min=row["group_min"],
        group_max=row["group_max"],
        currency=row["currency"],
        low=row["price_low"],
        high=row["price_high"],
        picture=Manifest.read(row["picture__manifest"]),
    )


def stops_of(tours: Collection[int], *, language: str) -> Mapping[int, Sequence[TourStopLine]]:
    """Return the places of tours that are shown, by tour and in their order: one query."""
    texts = localized(TourStop, "place__name", language)
    annotated: QuerySet[Any, Any] = TourStop.objects.annotate(**texts)
    rows = (
        annotated.filter(tour__in=list(tours), place__shown=True)
        .order_by("tour_id", "position")
        .values(
            *("tour_id", "day", *STOP),
        )
    )
    found: dict[int, list[TourStopLine]] = defaultdict(list)
    for row in rows:
        found[row["tour_id"]].append(TourStopLine(row["day"], stop_of(row)))
    return found
