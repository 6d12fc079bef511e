"""Reads: the halls of an edition, with how much stands in them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from catalog.merchants.models import Organization
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText
from expo.fair.models import Booth, Hall, Stand

# A booth that a visitor may see, by way of the stand it is on.
SHOWN_BOOTH = Q(
    stands__booth__status=Booth.Status.PUBLISHED,
    stands__booth__organization__status=Organization.Status.ACTIVE,
)


@dataclass(frozen=True)
class HallLine:
    """A hall as lists show it. ``booths`` are those a visitor may see, ``free`` the stands to be had."""

    id: int
    slug: str
    parent_id: int | None
    kind: str
    country: str
    name: LocalText
    intro: LocalText
    width: int
    depth: int
    stands: int
    booths: int
    free: int

    @property
    def has_plan(self) -> bool:
        """Say whether it is a hall with stands, and not a group of halls."""
        return self.stands > 0


def halls_of(edition_id: int, *, language: str) -> list[HallLine]:
    """Return the halls of an edition in their order: one query, however many."""
    rows = (
        Hall.objects.rewrite(False)
        .filter(edition_id=edition_id)
        .annotate(
            **localized(Hall, "name", language),
            **localized(Hall, "intro", language),
            offered=Count("stands", filter=~Q(stands__state=Stand.State.CLOSED)),
            booths=Count("stands", filter=SHOWN_BOOTH),
            free=Count("stands", filter=Q(stands__state=Stand.State.FREE)),
        )
        .order_by("order", "pk")
        .values(
            *("pk", "slug", "parent_id", "kind", "country_id", "name_text", "name_lang"),
            *("intro_text", "intro_lang", "width", "depth", "offered", "booths", "free"),
        )
    )
    return [_line(row) for row in rows]


def _line(row: dict[str, Any]) -> HallLine:
    return HallLine(
        id=row["pk"],
        slug=row["slug"],
        parent_id=row["parent_id"],
        kind=row["kind"],
        country=row["country_id"] or "",
        name=LocalText(row["name_text"], row["name_lang"]),
        intro=LocalText(row["intro_text"], row["intro_lang"]),
        width=row["width"],
        depth=row["depth"],
        stands=row["offered"],
        booths=row["booths"],
        free=row["free"],
    )
