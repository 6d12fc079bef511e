"""Reads: what was put up last at an edition."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from expo.fair.models import Exhibit
from expo.fair.selectors.booths import BoothCard, cards, shown
from expo.fair.selectors.exhibits import ExhibitLine, in_sight, lines

LOOKED_AT = 12  # so many of the newest for each that is wanted: a booth puts up several at once


@dataclass(frozen=True)
class NewExhibit:
    """Something put up of late, and the booth it is at."""

    line: ExhibitLine
    booth: BoothCard


def exhibits_at(edition_id: int) -> QuerySet[Exhibit]:
    """Return what visitors see exhibited at an edition."""
    booths = shown().filter(edition=edition_id).values("pk")
    return in_sight(Exhibit.objects.rewrite(False).filter(booth__in=booths))


def newest(edition_id: int, *, language: str, count: int) -> Sequence[NewExhibit]:
    """Return what was put up last, the newest of each booth: at most four queries."""
    seen = exhibits_at(edition_id)
    latest = seen.order_by("-shown_at", "-pk").values_list("booth_id", "pk")[: count * LOOKED_AT]
    first: dict[int, int] = {}
    for booth, exhibit in latest:
        first.setdefault(booth, exhibit)
    wanted = dict(list(first.items())[:count])
    found = {line.id: line for line in lines(seen.filter(pk__in=wanted.values()), language=language)}
    booths = {card.id: card for card in cards(shown().filter(pk__in=wanted), language=language)}
    return [
        NewExhibit(found[exhibit], booths[booth])
        for booth, exhibit in wanted.items()
        if exhibit in found and booth in booths
    ]
