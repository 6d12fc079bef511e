"""Reads: everything the page of a hall shows, kept until something of the fair changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from django.core.cache import cache

from catalog.seams import freshness
from catalog.seams.kept import keep
from catalog.translation.texts import LocalText
from expo.fair.selectors.editions import EditionCard, edition_at
from expo.fair.selectors.halls import HallLine, halls_of
from expo.fair.selectors.stands import StandLine, stands_of

KEPT_SECONDS = 15 * 60
# A booking, a booth or an organization that changes makes it anew; names of zones may lag as long as it
# is kept: they are categories, and goods change every minute.
AREAS = ("fair", "storefronts", "reference")


@dataclass(frozen=True)
class HallPlan:
    """A hall with its stands, the other halls of its edition, and its zones by their slugs."""

    edition: EditionCard
    hall: HallLine
    halls: Sequence[HallLine]
    stands: Sequence[StandLine]
    zones: dict[str, LocalText]


def hall_plan(*, edition: str, hall: str, language: str) -> HallPlan | None:
    """Return what the page of a hall shows, at these slugs; None where a visitor finds no hall with stands.

    Three queries; none while it is kept.
    """
    key = f"fair-hall:{edition}:{hall}:{language}:{freshness.generation(*AREAS)}"
    kept = cast("HallPlan | None", cache.get(key))
    if kept is None:
        kept = _read(edition, hall, language)
        if kept is not None:
            keep(key, kept, KEPT_SECONDS)
    return kept


StandNow = tuple[str, str, int | None]
"""A stand's number, its state, and the id of the booth that visitors see on it."""


def hall_now(*, edition: str, hall: str) -> list[StandNow] | None:
    """Return how the stands of a hall are, where visitors find it: what an open plan asks for every moment.

    Kept apart from the plan, of which it is a twentieth: no query while it is kept.
    """
    key = f"fair-hall-now:{edition}:{hall}:{freshness.generation(*AREAS)}"
    kept = cast("list[StandNow] | None", cache.get(key))
    if kept is None:
        # Names are not asked for: any language does.
        found = hall_plan(edition=edition, hall=hall, language="en")
        if found is None:
            return None
        kept = [(one.place.code, one.state, one.booth.id if one.booth else None) for one in found.stands]
        keep(key, kept, KEPT_SECONDS)
    return kept


def _read(edition: str, hall: str, language: str) -> HallPlan | None:
    found = edition_at(edition, language=language)
    if found is None:
        return None
    halls = halls_of(found.id, language=language)
    wanted = next((one for one in halls if one.slug == hall and one.has_plan), None)
    if wanted is None:
        return None
    stands = stands_of(wanted.id, language=language)
    zones = {stand.zone: stand.zone_name for stand in sorted(stands, key=lambda one: one.zone) if stand.zone}
    return HallPlan(found, wanted, halls, stands, zones)
