"""What a visitor chooses of tours, as an address says it, and which tours fit."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.http import QueryDict

from catalog.reference.languages import codes
from catalog.reference.money import Money
from catalog.reference.rates import RateTable
from catalog.tourism.finding.choice import day_of, slug_of
from catalog.tourism.selectors.departures import Room
from catalog.tourism.selectors.tour_list import TourRow

LENGTHS = {"1": (1, 1), "2-3": (2, 3), "4-7": (4, 7), "8": (8, 9999)}
SORTS = ("soon", "price", "days", "new")
MOST_SEATS = 99
MOST_DIGITS = 12
AHEAD = timedelta(days=366)
FAR = date.max


@dataclass(frozen=True, slots=True)
class TourFilters:
    """The choices made; ``price`` is in whole units of ``currency``; ``nationality`` asks for no visa.

    ``places`` and ``crossings`` are slugs; ``route`` is that of a known route.
    """

    places: tuple[str, ...] = ()
    crossings: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    lengths: tuple[str, ...] = ()
    from_day: date | None = None
    until_day: date | None = None
    seats: int = 1
    price: int | None = None
    nationality: str = ""
    route: str = ""
    sort: str = "soon"
    ignored: tuple[str, ...] = field(default=(), compare=False)

    @property
    def dated(self) -> bool:
        """Say whether a tour has to depart with room, on days or with seats that were named."""
        return bool(self.from_day or self.until_day or self.seats > 1 or self.nationality)

    def window(self, today: date) -> tuple[date, date]:
        """Return the first and the last day on which a departure is looked for; never one that has passed."""
        first = max(self.from_day or today, today)
        last = self.until_day or (first + AHEAD if first < FAR - AHEAD else FAR)
        return first, last


def read_filters(address: QueryDict, countries: Collection[str]) -> TourFilters:
    """Read what an address chooses. What is no choice is left out and named in ``ignored``."""
    ignored: list[str] = []

    def several(name: str, known: Collection[str] | None = None) -> tuple[str, ...]:
        given = [value[:80] for value in dict.fromkeys(address.getlist(name)) if value][:20]
        ignored.extend(value for value in given if known is not None and value not in known)
        return tuple(value for value in given if known is None or value in known)

    def one(name: str, known: Collection[str] | None = None) -> str:
        return next(iter(several(name, known)), "")

    def day(name: str) -> date | None:
        typed = address.get(name, "")
        found = day_of(typed)
        if typed and found is None:
            ignored.append(typed[:20])
        return found

    def number(name: str, most: int) -> int | None:
        typed = address.get(name, "").strip()
        if not typed:
            return None
        plain = typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS
        if plain and 0 < int(typed) <= most:
            return int(typed)
        ignored.append(typed[:20])
        return None

    def name(field: str) -> str:
        typed = one(field)
        if typed and not slug_of(typed):
            ignored.append(typed)
        return slug_of(typed)

    return TourFilters(
        places=several("place"),
        crossings=several("crossing"),
        languages=several("guide", codes()),
        lengths=several("days", LENGTHS),
        from_day=day("from"),
        until_day=day("until"),
        seats=number("seats", MOST_SEATS) or 1,
        price=number("price", 10**9),
        nationality=one("passport", countries),
        route=name("route"),
        sort=one("sort", SORTS) or "soon",
        ignored=tuple(ignored),
    )


Test = Callable[[TourRow], bool]


@dataclass(frozen=True, slots=True)
class Known:
    """What choices are held against: ids by slug, what departs with room, and rates."""

    ids: Mapping[str, int]
    rooms: Mapping[int, Room]
    rates: RateTable | None
    currency: str
    along: Collection[int] = ()
    free: Collection[int] = ()


def tests(filters: TourFilters, known: Known) -> dict[str, Test]:
    """Return what a tour has to pass, by the name of the choice it belongs to."""
    found: dict[str, Test] = {}
    if filters.places:
        places = {known.ids.get(slug, 0) for slug in filters.places}
        found["place"] = lambda row: bool(places & (row.places | row.above))
    if filters.crossings:
        crossings = {known.ids.get(slug, 0) for slug in filters.crossings}
        found["crossing"] = lambda row: bool(crossings & row.crossings)
    if filters.languages:
        found["guide"] = lambda row: not set(filters.languages).isdisjoint(row.guide_languages)
    if filters.lengths:
        spans = [LENGTHS[name] for name in filters.lengths]
        found["days"] = lambda row: any(least <= row.days <= most for least, most in spans)
    if filters.dated:
        found["room"] = lambda row: row.id in known.rooms
    if filters.price is not None:
        most = filters.price
        found["price"] = lambda row: (worth := price_in(row, known)) is not None and worth <= most
    if filters.route:
        found["route"] = lambda row: row.id in known.along
    return found


def passing(rows: Sequence[TourRow], wanted: Mapping[str, Test], *, but: str = "") -> list[TourRow]:
    """Return the tours that pass, one choice left out of account where it is named."""
    asked = [test for name, test in wanted.items() if name != but]
    return [row for row in rows if all(test(row) for test in asked)]


def price_in(row: TourRow, known: Known) -> float | None:
    """Return the least price in whole units of the currency that is compared in, or None without a rate."""
    money = Money(row.low, row.currency)
    if row.currency == known.currency:
        return float(money.as_decimal())
    converted = known.rates.convert(money, known.currency) if known.rates else None
    return float(converted.money.as_decimal()) if converted else None


def ordered(rows: Sequence[TourRow], sort: str, known: Known) -> list[TourRow]:
    """Return the tours in an order; equals stand by the newest."""
    newest = sorted(rows, key=_published, reverse=True)
    if sort == "new":
        return newest
    if sort == "days":
        return sorted(newest, key=lambda row: row.days)
    if sort == "price":
        # What cannot be compared for want of a rate comes last.
        return sorted(newest, key=lambda row: _or_last(price_in(row, known)))
    return sorted(newest, key=lambda row: known.rooms[row.id].first if row.id in known.rooms else FAR)


def _published(row: TourRow) -> tuple[float, int]:
    moment: datetime | None = row.published_at
    return (moment.timestamp() if moment else 0.0, row.id)


def _or_last(worth: float | None) -> float:
    return float("inf") if worth is None else worth
