"""What search knows of a record: as its room says it, and as an engine keeps it."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

Key = tuple[str, int]  # (kind, id): what a hit is about

# Whole numbers that an answer can be narrowed or ordered by. An engine has a column for each.
#   price      the lowest stated, in the measure of `catalog.search.comparing`
#   moq        least quantity, in thousandths of the unit it is compared in
#   lead_time  days
#   published  Unix time, seconds
NUMBERS = ("price", "moq", "lead_time", "published")

# Beyond this a number that a record states is taken for this, so that every engine holds it exactly.
LARGEST_STATED = 2**50

# Facets that say in which unit a record is sold, and in which unit its price is compared; a record
# without a price to compare has UNPRICED there, so that it is counted apart and never lost.
UNIT, PRICED, UNPRICED = "unit", "priced", "none"

# Orders other than by score; each has a column of its own, larger first, made by `order_keys`.
NEWEST, CHEAPEST, DEAREST, SMALLEST = ORDERS = "newest", "cheapest", "dearest", "smallest"
_LOT_BITS = 20
_DEAREST_PRICE = 2**42  # anything dearer sorts as this
_LARGEST_MOQ = 2**42  # in thousandths; anything larger sorts as this

# Popularity at which more of it no longer lifts a hit above its equals.
_MUCH = 1_000_000
# No tie-break may lift a hit over one that scores a whole point more: scores stay below 160 points.
_TIE_SPAN = 0.006
TIE_DIGITS = 12  # after the point; engines that compute with it need not agree on more


@dataclass(frozen=True)
class SearchDocument:
    """One record as its room describes it.

    `titles` and `bodies` hold text by language code; `keywords` are codes that name it (article
    number, GTIN), `hs_codes` HS numbers, found by each of their headings; `concepts` are glossary
    slugs beyond those its titles name; `facets` values by facet name; `numbers` by a name of
    `NUMBERS`; `stated` numbers in thousandths by the name of a facet that has a unit; `popularity`
    any count of interest, 0 or more.
    """

    kind: str
    id: int
    titles: Mapping[str, str]
    bodies: Mapping[str, str] = field(default_factory=dict)
    keywords: Sequence[str] = ()
    hs_codes: Sequence[str] = ()
    concepts: Sequence[str] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    stated: Mapping[str, Sequence[int]] = field(default_factory=dict)
    popularity: int = 0

    @property
    def key(self) -> Key:
        """Return what a hit on it is about."""
        return self.kind, self.id


@dataclass(frozen=True)
class Entry:
    """One record analysed: terms by field, ready for any engine, equal for all.

    `vectors` say what its titles mean, as `meaning.vectors` keeps them; empty without a model.
    """

    kind: str
    id: int
    terms: Mapping[str, Sequence[str]]
    facets: Mapping[str, Sequence[str]]
    numbers: Mapping[str, int]
    orders: Mapping[str, int]
    tie: float
    vectors: list[str] = field(default_factory=list)
    stated: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """Return what a hit on it is about."""
        return self.kind, self.id

    def as_json(self) -> str:
        """Return it as one line that is equal for equal entries."""
        # Not by `asdict`, which copies every list on the way: of a rebuild that was the slowest part.
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__}
        if not self.vectors:
            del kept["vectors"]  # so that it reads as it did before there was a model
        return json.dumps(kept, ensure_ascii=False, sort_keys=True)

    def digest(self) -> str:
        """Return a short hash by which verify tells whether an index holds exactly this."""
        return self._digest

    @cached_property
    def _digest(self) -> str:
        return hashlib.blake2b(self.as_json().encode(), digest_size=8).hexdigest()

    @classmethod
    def from_json(cls, line: str) -> "Entry":
        """Read what `as_json` wrote."""
        return cls(**json.loads(line))


def key_text(kind: str, record: int) -> str:
    """Return the key of a record as one term, the same in every engine."""
    return f"{kind}:{record}"


def read_key(text: str) -> Key:
    """Read what `key_text` wrote."""
    kind, _, record = text.rpartition(":")
    return kind, int(record)


def tie_factor(kind: str, record: int, popularity: int) -> float:
    """Return the factor, a little above 1, that orders hits of equal score the same in every engine.

    More popular first; equals by a hash of the record, so that the order is stable and favours nobody.
    """
    known = min(math.log1p(max(popularity, 0)) / math.log1p(_MUCH), 1.0)
    lot = int.from_bytes(hashlib.blake2b(f"{kind}:{record}".encode(), digest_size=4).digest()) / 2**32
    return round(1.0 + _TIE_SPAN * (0.9 * known + 0.1 * lot), TIE_DIGITS)


def order_keys(numbers: Mapping[str, int], tie: float) -> dict[str, int]:
    """Return by order the number to sort by, larger first; equals are told apart as by score.

    A record without a price comes last both ways: it is on request, neither cheap nor dear. One without
    a least quantity comes last too.
    """
    lot = round((tie - 1.0) / _TIE_SPAN * (2**_LOT_BITS - 1))
    price = numbers.get("price")
    bounded = None if price is None else max(0, min(price, _DEAREST_PRICE))
    moq = numbers.get("moq")
    leading = {
        NEWEST: max(0, numbers.get("published", 0)),
        CHEAPEST: 0 if bounded is None else 1 + _DEAREST_PRICE - bounded,
        DEAREST: 0 if bounded is None else 1 + bounded,
        SMALLEST: 0 if moq is None else 1 + _LARGEST_MOQ - max(0, min(moq, _LARGEST_MOQ)),
    }
    return {name: (first << _LOT_BITS) + lot for name, first in leading.items()}
