"""The plan of a hall as geometry: whether stands lie within it, and apart from each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

LARGEST = 20_000  # decimetres: two kilometres of hall are nobody's hall
MOST_STANDS = 1_000


@dataclass(frozen=True)
class Place:
    """A stand on a plan: its number, its left front corner and its size, in whole decimetres."""

    code: str
    x: int
    y: int
    width: int
    depth: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def back(self) -> int:
        return self.y + self.depth

    def overlaps(self, other: "Place") -> bool:
        """Say whether two stands share any floor; sharing a wall is fine."""
        beside = self.right <= other.x or other.right <= self.x
        behind = self.back <= other.y or other.back <= self.y
        return not beside and not behind


def faults(places: Sequence[Place], *, width: int, depth: int) -> list[str]:
    """Return a sentence for each stand that leaves the hall, has no room, or lies on another; both named."""
    found = [*_misplaced(places, width, depth), *_twice(places)]
    found += [
        _("Stand %(code)s lies on stand %(other)s.") % {"code": one.code, "other": other.code}
        for one, other in overlapping(places)
    ]
    return found


def _misplaced(places: Iterable[Place], width: int, depth: int) -> list[str]:
    found = []
    for place in places:
        if place.width <= 0 or place.depth <= 0:
            found.append(_("Stand %(code)s has no width or no depth.") % {"code": place.code})
        elif place.x < 0 or place.y < 0 or place.right > width or place.back > depth:
            size = {"code": place.code, "width": width, "depth": depth}
            found.append(
                _("Stand %(code)s leaves its hall, which is %(width)s by %(depth)s decimetres.") % size
            )
    return found


def _twice(places: Iterable[Place]) -> list[str]:
    seen: set[str] = set()
    found = []
    for place in places:
        if place.code in seen:
            found.append(_("Stand %(code)s is there twice.") % {"code": place.code})
        seen.add(place.code)
    return found


def overlapping(places: Iterable[Place]) -> list[tuple[Place, Place]]:
    """Return the pairs of stands that share floor, the later number first.

    Swept from left to right: only stands whose sides meet in width are compared.
    """
    pairs = []
    near: list[Place] = []
    for place in sorted(places, key=lambda one: (one.x, one.code)):
        near = [other for other in near if other.right > place.x]
        pairs += [_by_code(place, other) for other in near if place.overlaps(other)]
        near.append(place)
    return sorted(pairs, key=lambda pair: (pair[0].code, pair[1].code))


def _by_code(one: Place, other: Place) -> tuple[Place, Place]:
    return (one, other) if one.code >= other.code else (other, one)
