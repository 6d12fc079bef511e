"""Reads: the stands of a hall, and who stands on them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery

from catalog.merchants.models import Organization
from catalog.products.models import Category
from catalog.reference.cldr import country_name
from catalog.reference.languages import pick
from catalog.translation.selectors import localized
from catalog.translation.texts import LocalText
from expo.fair.layout import Place
from expo.fair.models import Booth, Stand


@dataclass(frozen=True)
class BoothOnStand:
    """The booth on a stand, where a visitor may see it; ``city`` is in the reader's language."""

    id: int
    slug: str
    organization: LocalText
    country: str
    city: str


@dataclass(frozen=True)
class StandLine:
    """A stand as plans and lists show it; ``state`` is that of the model.

    ``zone`` is a category's slug or an ISO 3166-1 code, ``zone_name`` what it is called.
    """

    id: int
    place: Place
    kind: str
    price_class: str
    zone: str
    zone_name: LocalText
    state: str
    booth: BoothOnStand | None


def stands_of(hall_id: int, *, language: str) -> list[StandLine]:
    """Return the stands of a hall by their numbers: one query, however many."""
    category = Category.objects.rewrite(False).filter(slug=OuterRef("zone"))
    named = category.annotate(**localized(Category, "name", language)).order_by()
    rows = (
        Stand.objects.filter(hall_id=hall_id)
        .annotate(
            **localized(Stand, "booth__organization__name", language),
            zone_text=Subquery(named.values("name_text")[:1]),
            zone_lang=Subquery(named.values("name_lang")[:1]),
        )
        .order_by("code", "pk")
        .values(
            *("pk", "code", "x", "y", "width", "depth", "kind", "price_class", "zone", "state"),
            *("zone_text", "zone_lang"),
            *("booth__pk", "booth__slug", "booth__status", "booth__organization__status"),
            *("booth__organization__country_id", "booth__organization__city__names"),
            *("booth_organization_name_text", "booth_organization_name_lang"),
        )
    )
    return [_line(row, language) for row in rows]


def _line(row: dict[str, Any], language: str) -> StandLine:
    return StandLine(
        id=row["pk"],
        place=Place(row["code"], row["x"], row["y"], row["width"], row["depth"]),
        kind=row["kind"],
        price_class=row["price_class"],
        zone=row["zone"],
        zone_name=LocalText(row["zone_text"], row["zone_lang"])
        if row["zone_text"]
        else LocalText(country_name(row["zone"], language), language),
        state=row["state"],
        booth=_booth(row, language),
    )


def _booth(row: dict[str, Any], language: str) -> BoothOnStand | None:
    published = row["booth__status"] == Booth.Status.PUBLISHED
    if not published or row["booth__organization__status"] != Organization.Status.ACTIVE:
        return None
    return BoothOnStand(
        id=row["booth__pk"],
        slug=row["booth__slug"],
        organization=LocalText(row["booth_organization_name_text"], row["booth_organization_name_lang"]),
        country=row["booth__organization__country_id"],
        city=pick(row["booth__organization__city__names"] or {}, language)[0],
    )
