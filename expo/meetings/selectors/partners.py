"""Reads: booths of the current edition that have what somebody looks for, and by what they have it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Exists, OuterRef, QuerySet

from catalog.merchants.models import Membership
from catalog.products.selectors.tree import CategoryTree
from catalog.reference.units import UnitsDoNotConvert, UnknownUnit, convert_quantity
from expo.fair.models import Booth, BoothStaff, Exhibit
from expo.fair.selectors.booths import shown
from expo.fair.selectors.exhibits import in_sight
from expo.meetings.selectors.interests import Interest

MOST = 24
EXHIBITS_EACH = 3


@dataclass
class Match:
    """A booth with what it has of an interest.

    ``exhibits`` are the ids of what fits, in the booth's order; ``categories`` those that were named and
    that it shows something of; ``smallest`` is the least it sells at a time of what fits: in the buyer's
    unit, in its own, and which that is.
    """

    booth: int
    exhibits: list[int] = field(default_factory=list)
    categories: set[int] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    languages: tuple[str, ...] = ()
    smallest: tuple[Decimal, int, str] | None = None

    @property
    def weight(self) -> tuple[int, int]:
        """How good a match it is: by the reasons there are, then by how much of it there is."""
        reasons = (self.categories, self.countries, self.languages, self.smallest)
        return sum(map(bool, reasons)), len(self.exhibits)


def partners(*, interest: Interest, person: AbstractBaseUser, tree: CategoryTree) -> list[Match]:
    """Return the booths that suit an interest, the best first, without the person's own: two queries.

    Where categories are named, a booth shows something in one of them, or below it; the other parts
    add to it. Where none is named, any part that fits is enough.
    """
    if not interest:
        return []
    wanted = _slugs(interest, tree)
    found: dict[int, Match] = {}
    for row in _exhibits(person, wanted):
        _weigh(found.setdefault(row[0], Match(row[0])), row, interest, wanted)
    for booth, spoken in _spoken(person, interest.languages).items():
        # Who shows nothing of what was named is no partner, whatever is spoken there.
        if booth in found or not interest.categories:
            found.setdefault(booth, Match(booth)).languages = spoken
    suited = [match for match in found.values() if match.weight[0]]
    suited.sort(key=lambda match: (*(-part for part in match.weight), match.booth))
    return suited[:MOST]


def _slugs(interest: Interest, tree: CategoryTree) -> Mapping[str, int]:
    """Return the slugs that count, each with the category it was named by: the nearest above it."""
    named = [node for node in tree.nodes if node.id in interest.categories]
    return {
        below.slug: node.id
        for node in sorted(named, key=lambda node: node.depth)
        for below in tree.below(node)
    }


Row = tuple[int, int, str | None, str | None, str | None, int | None]


def _booths(person: AbstractBaseUser) -> QuerySet[Booth]:
    own = Membership.objects.filter(user=person.pk, organization=OuterRef("organization"))
    return shown().filter(~Exists(own), edition__is_current=True)


def _exhibits(person: AbstractBaseUser, wanted: Mapping[str, int]) -> Iterable[Row]:
    exhibits = in_sight(Exhibit.objects.rewrite(False).filter(booth__in=_booths(person).values("pk")))
    if wanted:
        exhibits = exhibits.filter(document__category__in=list(wanted))
    parts = (f"document__{part}" for part in ("category", "country", "unit", "moq"))
    rows: Iterable[Row] = exhibits.order_by("booth", "order", "pk").values_list("booth", "pk", *parts)
    return rows


def _weigh(match: Match, row: Row, interest: Interest, wanted: Mapping[str, int]) -> None:
    """Note what an exhibit has of the interest; one that has nothing of it leaves no trace."""
    _booth, pk, category, country, unit, least = row
    fits = False
    if named := wanted.get(category or ""):
        match.categories.add(named)
        fits = True
    if country in interest.countries:
        match.countries.add(country)
        fits = True
    if interest.quantity and unit and (each := in_unit(unit, interest.unit)):
        sold = (each * (least or 1), least or 1, unit)
        if sold[0] <= interest.quantity:
            match.smallest = min(match.smallest or sold, sold)
            fits = True
    if fits:
        match.exhibits.append(pk)


@cache
def in_unit(unit: str, target: str) -> Decimal | None:
    """Return how many of one unit another is; None where they measure different things or are none."""
    if unit == target:
        return Decimal(1)
    try:
        return convert_quantity(Decimal(1), unit, target)
    except (UnitsDoNotConvert, UnknownUnit):
        return None


def _spoken(person: AbstractBaseUser, wanted: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Return the booths whose staff speak a wanted language, with those languages in their order."""
    if not wanted:
        return {}
    staff = BoothStaff.objects.filter(booth__in=_booths(person).values("pk"))
    heard: dict[int, set[str]] = defaultdict(set)
    for booth, languages in staff.order_by("booth", "pk").values_list("booth", "languages"):
        heard[booth] |= set(languages) & set(wanted)
    return {booth: tuple(one for one in wanted if one in found) for booth, found in heard.items() if found}
