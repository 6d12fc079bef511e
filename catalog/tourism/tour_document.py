"""A tour's content as one typed document: what drafts, reviews and versions are made of.

Texts are mappings of language code to text; ``states`` and ``made_from`` say of a field and a language
what they say in a product's document. Money is integer minor units for one traveller. Days of a tour
count from 1. A draft leaves empty what nobody has said yet.
"""

from dataclasses import field
from datetime import date, time
from typing import Any

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

SCHEMA = 1
FROZEN = ConfigDict(extra="forbid")


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class DayDocument:
    """One day: what it is called and what happens, and by which places it leads, crossings included.

    ``places`` are slugs in their order.
    """

    title: dict[str, str] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    places: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class BandDocument:
    """Travellers of an age in full years on the day of departure, both ends included.

    ``key`` is one of ``catalog.tourism.words.BANDS``; ``age_to`` None means any age above. Who takes no
    seat (an infant on a lap) counts in no group.
    """

    key: str
    age_from: int = 0
    age_to: int | None = None
    seat: bool = True


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class SeasonDocument:
    """What one traveller pays, by band, when departing from a day until a day, both included."""

    from_day: date
    until_day: date
    prices: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class CancellationStep:
    """What is kept of the price, in per cent, when cancelled fewer than so many days before departure.

    Steps are told from the longest time before: 14 → 30, 7 → 60, 1 → 100 means that until day 14 before
    nothing is kept.
    """

    days_before: int
    keeps: int


@dataclass(frozen=True, kw_only=True, config=FROZEN)
class TourDocument:
    """Everything an operator states of a tour.

    ``begins``, ``ends`` and ``meeting_place`` are slugs of places. ``only_nationals`` and
    ``not_nationals`` are ISO 3166-1 codes; both empty: everyone. ``meeting`` says how to find the
    meeting point; ``meeting_time`` is by the clock of ``time_zone`` (an IANA name). Pictures, ``alt``,
    ``focus`` and ``held`` are as in a product's document.
    """

    source_language: str
    title: dict[str, str]
    summary: dict[str, str] = field(default_factory=dict)
    included: dict[str, str] = field(default_factory=dict)
    excluded: dict[str, str] = field(default_factory=dict)
    meeting: dict[str, str] = field(default_factory=dict)
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    made_from: dict[str, dict[str, str]] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    mode: str = "coach"
    begins: str = ""
    ends: str = ""
    days: tuple[DayDocument, ...] = ()
    guide_languages: tuple[str, ...] = ()
    group_min: int = 1
    group_max: int = 20
    bands: tuple[BandDocument, ...] = ()
    only_nationals: tuple[str, ...] = ()
    not_nationals: tuple[str, ...] = ()
    currency: str = ""
    seasons: tuple[SeasonDocument, ...] = ()
    cancellation: tuple[CancellationStep, ...] = ()
    meeting_place: str = ""
    meeting_time: time | None = None
    time_zone: str = ""
    emergency_phone: str = ""
    cutoff_hours: int = 24
    decision_days: int = 7
    names_days: int = 7
    pictures: tuple[int, ...] = ()
    alt: dict[str, dict[str, str]] = field(default_factory=dict)
    focus: dict[str, tuple[int, int]] = field(default_factory=dict)
    schema: int = SCHEMA


ADAPTER = TypeAdapter(TourDocument)
TRANSLATED = ("title", "summary", "included", "excluded", "meeting")


def to_json(document: TourDocument) -> dict[str, Any]:
    """Return the document as plain JSON values."""
    value: dict[str, Any] = ADAPTER.dump_python(document, mode="json")
    return value


def from_json(value: dict[str, Any]) -> TourDocument:
    """Return the document kept in JSON. Raises pydantic.ValidationError where it does not fit."""
    return ADAPTER.validate_python(value)
