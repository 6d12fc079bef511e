"""What the files under ``content/tours/`` may say. A slip in them stops the load and names file and field.

No file names a date: prices go by the quarter of the year, departures by days of the week or by months, so
that what is loaded lies ahead on whatever day it is loaded.
"""

from dataclasses import field
from decimal import Decimal
from typing import Literal

from pydantic.dataclasses import dataclass

from catalog.tourism.tour_document import BandDocument, CancellationStep
from portal.demo.schema import STRICT, Texts


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TourWords:
    """Phrases that several tours say, each by a word of its own."""

    days: dict[str, Texts]
    included: dict[str, Texts]
    excluded: dict[str, Texts]
    meeting: dict[str, Texts]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DayEntry:
    """A day: the slugs of its places in their order, crossings included, and phrases of what happens."""

    places: tuple[str, ...]
    says: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class LeavesEntry:
    """When a tour departs: every week on these days (0 is Monday), or once a month.

    ``monthly`` is which one of its weekday in the month, and the weekday: (2, 4) is the second Friday.
    """

    weekdays: tuple[int, ...] = ()
    monthly: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TourEntry:
    """A tour of a fictional operator.

    ``meets`` is the slug of a place, a phrase and the time by the clock there. ``prices`` are major units
    of the currency by age band; ``quarters`` how many per cent of them hold in a quarter of the year.
    """

    slug: str
    organization: str
    language: str
    mode: str
    picture: str
    meets: tuple[str, str, str]
    guides: tuple[str, ...]
    group: tuple[int, int]
    bands: tuple[BandDocument, ...]
    currency: str
    prices: dict[str, Decimal]
    quarters: dict[int, int]
    cancellation: tuple[CancellationStep, ...]
    included: tuple[str, ...]
    excluded: tuple[str, ...]
    leaves: LeavesEntry
    seats: int
    days: tuple[DayEntry, ...]
    title: Texts
    summary: Texts
    only_nationals: tuple[str, ...] = ()
    cutoff_hours: int = 24
    decision_days: int = 7
    names_days: int = 7


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AwayEntry:
    """Seats an operator sold elsewhere, or keeps back."""

    kind: Literal["elsewhere", "blocked"]
    seats: int
    note: str


@dataclass(frozen=True, kw_only=True, config=STRICT)
class BookingEntry:
    """What an account of the demonstration booked: travellers by age band, and how far that has come.

    ``allotted`` are seats set apart for a group of the account's organization.
    """

    person: str
    language: str
    time_zone: str
    party: dict[str, int]
    state: Literal["waiting", "requested", "confirmed", "allotted"]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SeatsEntry:
    """Seats taken on one departure: the first, second, … of those coming as it is loaded."""

    tour: str
    departure: int
    away: tuple[AwayEntry, ...] = ()
    bookings: tuple[BookingEntry, ...] = ()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ToursEntry:
    """All of the tours, as their files tell them."""

    words: TourWords
    offers: tuple[TourEntry, ...]
    seats: tuple[SeatsEntry, ...] = field(default=())
