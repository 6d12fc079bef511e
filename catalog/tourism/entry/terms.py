"""What is asked and what is answered about a border, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Any


class Verdict(IntEnum):
    """How strict an answer is: the greater decides. Unknown is stricter than a visa, and never allowed."""

    FREE = 0
    PERMIT = 1
    ON_ARRIVAL = 2
    VISA = 3
    UNKNOWN = 4
    REFUSED = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """A record of ``catalog.tourism.models.EntryRule``, whose fields these are; codes are ISO 3166-1."""

    id: int
    slug: str
    scheme: str
    nationalities: frozenset[str]
    destination: str
    requirement: str
    checked_on: date
    crossing: int | None = None
    only_in: int | None = None
    purpose: str = "any"
    days: int | None = None
    entries: str = ""
    group_only: bool = False
    group_min: int | None = None
    group_max: int | None = None
    documents: tuple[str, ...] = ()
    passport_months: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    confirmed: bool = True

    def holds_on(self, day: date) -> bool:
        """Say whether the rule is in force on a day, the first and the last included."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class CrossingTerms:
    """What a crossing asks of everyone: ``nationals`` empty where nobody has said who may cross."""

    id: int
    nationals: frozenset[str] = frozenset()
    documents: tuple[str, ...] = ()
    group_max: int | None = None
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Traveller:
    """Whose passport, and its last day; None where it was not said."""

    nationality: str
    passport_until: date | None = None


@dataclass(frozen=True, slots=True)
class Border:
    """One border on a route: into which country, from which day to which, where, and for which places.

    ``crossing`` is the id of a place of kind crossing, None where it is not chosen yet; ``places`` the
    ids of the places visited before the next border, empty where they are not known.
    """

    into: str
    on: date
    until: date
    crossing: int | None = None
    places: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of an explanation: a key of ``catalog.tourism.entry_words.REASONS`` and its values."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule held against one traveller at one border. ``conflicting``: another source says otherwise."""

    rule: Rule
    verdict: Verdict
    reasons: tuple[Reason, ...]
    stale: bool = False
    conflicting: bool = False
    deciding: bool = False


@dataclass(frozen=True, slots=True)
class BorderAnswer:
    """What is known of one border, every rule that was looked at included."""

    border: Border
    verdict: Verdict
    reasons: tuple[Reason, ...]
    judged: tuple[Judged, ...] = ()

    @property
    def deciding(self) -> tuple[Judged, ...]:
        """Return the rules the verdict rests on."""
        return tuple(one for one in self.judged if one.deciding)

    @property
    def conflict(self) -> bool:
        """Say whether the sources it rests on contradict each other."""
        return any(one.conflicting for one in self.deciding)

    @property
    def stale(self) -> bool:
        """Say whether a rule it rests on was last checked more than 90 days ago."""
        return any(one.stale for one in self.deciding)


@dataclass(frozen=True, slots=True)
class RouteAnswer:
    """The whole route for one traveller: the strictest border decides."""

    traveller: Traveller
    borders: tuple[BorderAnswer, ...]

    @property
    def verdict(self) -> Verdict:
        """Return the strictest verdict of all borders."""
        return max(answer.verdict for answer in self.borders)

    @property
    def without_visa(self) -> bool:
        """Say whether no visa is needed at any border, as far as confirmed sources say."""
        return self.verdict <= Verdict.PERMIT

    @property
    def documents(self) -> tuple[str, ...]:
        """Return what has to be carried, each once, in the order of the borders."""
        named = (
            document
            for answer in self.borders
            for reason in answer.reasons
            if reason.code == "documents"
            for document in reason.values["documents"]
        )
        return tuple(dict.fromkeys(named))
