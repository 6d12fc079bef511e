"""What the files under ``content/fair/`` may say. A slip in them stops the load and names file and field.

Days count from the first day of the edition; hours are by the clock of whoever is meant: the fair's own for
the programme, the organization's for a booth. Lengths are decimetres.
"""

from dataclasses import field
from datetime import date
from typing import Literal

from pydantic.dataclasses import dataclass

from portal.demo.schema import STRICT, Texts


@dataclass(frozen=True, kw_only=True, config=STRICT)
class WordsFile:
    """Phrases that several booths say: each kind of them by a word of its own.

    ``national`` is what the hall of a country is called, with {country} where its name goes.
    """

    about: dict[str, Texts]
    notes: dict[str, Texts]
    price_notes: dict[str, Texts]
    documents: dict[str, Texts]
    rooms: dict[str, Texts]
    national: Texts
    national_intro: Texts


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RowEntry:
    """Stands side by side from (x, y), numbered from 1; the first and the last of a row are corners."""

    prefix: str
    x: int
    y: int
    count: int
    width: int = 30
    depth: int = 30
    kind: str = "standard"
    price_class: str = "B"
    zone: str = ""
    closed: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class HallEntry:
    """A hall with its rows of stands, or a group of halls. One without a name is that of its country."""

    slug: str
    kind: str
    name: Texts = field(default_factory=dict)
    intro: Texts = field(default_factory=dict)
    parent: str = ""
    country: str = ""
    width: int = 0
    depth: int = 0
    rows: tuple[RowEntry, ...] = ()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class StaffEntry:
    """Who receives visitors. Without an address, an account nobody signs in to is made for the booth."""

    name: str
    languages: tuple[str, ...]
    email: str = ""
    here: bool = True


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ShownEntry:
    """A product at a booth; ``note`` and ``price`` name phrases of the file of words.

    ``then_percent`` is, at an edition that is over, how much of today's price it was.
    """

    product: str
    note: str = ""
    price: str = ""
    then_percent: int = 100


@dataclass(frozen=True, kw_only=True, config=STRICT)
class BoothEntry:
    """An organization's booth: it says its storefront's tagline and a phrase, unless it has its own line."""

    organization: str
    stand: tuple[str, str]
    about: str
    staff: tuple[StaffEntry, ...] = ()
    exhibits: tuple[ShownEntry, ...] = ()
    document: str = ""
    opens: str = "09:00"
    closes: str = "18:00"
    receives: tuple[str, str] | None = ("10:00", "11:30")


@dataclass(frozen=True, kw_only=True, config=STRICT)
class EditionEntry:
    """An edition. Without ``begins`` it begins on the day it is loaded and is the current one."""

    slug: str
    number: int
    name: Texts
    theme: Texts
    days: int
    city: str = "nanning"
    honour: str = ""
    begins: date | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SpeakerEntry:
    """Somebody who speaks; a name says that it is made up."""

    name: str
    role: str


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SessionEntry:
    """A session; ``day`` 0 is the first of the edition, ``room`` a phrase of the file of words."""

    slug: str
    kind: str
    day: int
    begins: str
    minutes: int
    room: str
    title: Texts
    summary: Texts
    speakers: tuple[SpeakerEntry, ...] = ()
    languages: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    capacity: int = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SeatEntry:
    """A seat that somebody with an account takes in a session."""

    session: str
    person: str


@dataclass(frozen=True, kw_only=True, config=STRICT)
class CardEntry:
    """A visitor's card at a booth, and the booth's in return where somebody there gives one."""

    organization: str
    visitor: str
    language: str
    wish: str
    returned_by: str = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class MeetingEntry:
    """A meeting asked for on a day of the edition, at an hour of the exhibitor's clock."""

    exhibitor: str
    buyer: str
    person: str
    day: int
    begins: str
    minutes: int
    language: str
    zone: str
    purpose: str
    state: Literal["waiting", "agreed"]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class VisitsFile:
    """What visitors did: seats, cards and meetings."""

    seats: tuple[SeatEntry, ...] = ()
    cards: tuple[CardEntry, ...] = ()
    meetings: tuple[MeetingEntry, ...] = ()


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ArchiveFile:
    """An edition that is over, with its halls and what was shown there."""

    edition: EditionEntry
    halls: tuple[HallEntry, ...]
    booths: tuple[BoothEntry, ...]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class FairEntry:
    """All of the fair, as its files tell it."""

    words: WordsFile
    edition: EditionEntry
    halls: tuple[HallEntry, ...]
    booths: tuple[BoothEntry, ...]
    sessions: tuple[SessionEntry, ...]
    visits: VisitsFile
    archive: ArchiveFile | None
