"""A query as an address, and back. Nothing in an address is wrong: what is not known is left out and told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from catalog.reference.currencies import is_currency
from catalog.reference.languages import codes
from catalog.search.amounts import read_amount, write_amount
from catalog.search.comparing import THOUSANDTHS, leading_units
from catalog.search.contributors import CONTRIBUTORS, Chosen, Labels, facets, further
from catalog.search.documents import NUMBERS
from catalog.search.measured import LEAD_TIME, MOQ
from catalog.search.plan import BEST, SORTS
from catalog.search.understanding import Place, PriceBand, Query

# Longer texts are cut here, before anything else looks at them; the page says so.
LONGEST_TEXT = 1000
DEFAULT_CURRENCY = "USD"
# How the ends of what a number may be are named in an address, after its own name.
FROM, TO = "_from", "_to"
_MOST_VALUES = 50
_LONGEST_VALUE = 100
_MOST_TOLD = 5  # values that are told to be unknown
_LONGEST_TOLD = 40
_MOST_DAYS = 3650
Bounds = tuple[int | None, int | None]


def read_query(address: QueryDict, language: str, currency: str = "") -> Query:
    """Read the query of a search page; a band of prices that names no currency is in this one."""
    reading = _Reading(address, language)
    filters = reading.filters()
    query = _chosen(reading, filters, dict(filters), currency)
    return replace(
        query,
        text=printable(address.get("q", ""))[:LONGEST_TEXT],
        sort=reading.one_of("sort", SORTS) or BEST,
        page=reading.page(),
        literal=address.get("literal") == "1",
        read=reading.one_of("read", codes()),
        grid=address.get("view") == "grid",
        unknown=reading.told(),
    )


def read_choice(
    address: QueryDict, language: str, currency: str = "", *, names: Iterable[str], beside: Chosen
) -> Query:
    """Read what another page's address chooses of these facets and of numbers, beside its own choices."""
    reading = _Reading(address, language)
    known = facets()
    filters = {name: kept for name in names if (kept := reading.known(name, known[name].labels))}
    return _chosen(reading, filters, {**filters, **beside}, currency)


def _chosen(
    reading: "_Reading", filters: Mapping[str, tuple[str, ...]], chosen: Chosen, currency: str
) -> Query:
    """Return the query of some filters, with what these bring along and with bounds on numbers."""
    more = tuple(further(chosen, reading.language).values())
    listed = [facet for facet in more if facet.unit is None]
    brought = {facet.name: kept for facet in listed if (kept := reading.known(facet.name, facet.labels))}
    ranges: dict[str, Bounds] = {
        MOQ: (None, reading.most("moq", THOUSANDTHS, 10**12)),
        LEAD_TIME: (None, reading.most("lead", 1, _MOST_DAYS)),
        **{facet.name: reading.between(facet.name) for facet in more if facet.unit is not None},
    }
    return Query(
        language=reading.language,
        filters={**filters, **brought},
        ranges={name: bounds for name, bounds in ranges.items() if bounds != (None, None)},
        band=reading.band(currency or DEFAULT_CURRENCY),
        per=reading.one_of("per", leading_units()),
        further=more,
        unknown=reading.told(),
    )


class _Reading:
    """Takes values out of an address and remembers those that mean nothing here."""

    def __init__(self, address: QueryDict, language: str) -> None:
        self.address = address
        self.language = language
        self.unknown: list[str] = []

    def filters(self) -> dict[str, tuple[str, ...]]:
        """Return the known values of every facet that has some."""
        found = {"kind": self.known("kind", _kinds)}
        found |= {name: self.known(name, facet.labels) for name, facet in facets().items()}
        return {name: values for name, values in found.items() if values}

    def known(self, name: str, labels: Labels) -> tuple[str, ...]:
        """Return the values of one facet that are any."""
        given = [printable(value) for value in self.address.getlist(name)[:_MOST_VALUES]]
        values = [value for value in dict.fromkeys(given) if value]
        sound = [value for value in values if len(value) <= _LONGEST_VALUE]
        there = labels(sound, self.language) if sound else {}
        self._tell(value for value in values if value not in there)
        return tuple(value for value in sound if value in there)

    def one_of(self, name: str, values: Sequence[str]) -> str:
        """Return the value of a parameter if it is one of these, else nothing."""
        value = printable(self.address.get(name, ""))
        if value and value not in values:
            self._tell([value])
        return value if value in values else ""

    def amount(self, name: str) -> Decimal | None:
        """Return an amount that was typed, if it is one."""
        typed = printable(self.address.get(name, ""))
        amount = read_amount(typed[:_LONGEST_VALUE])
        if typed and amount is None:
            self._tell([typed])
        return amount

    def most(self, name: str, parts: int, largest: int) -> int | None:
        """Return an upper bound, above zero, in so many parts of what was typed."""
        amount = self.amount(name)
        if amount is None:
            return None
        if not 0 < amount <= largest:
            self._tell([write_amount(amount)])
            return None
        return int(amount * parts)

    def between(self, name: str) -> Bounds:
        """Return bounds in thousandths; ends given the wrong way round are exchanged."""
        ends = [self.amount(f"{name}{end}") for end in (FROM, TO)]
        low, high = (None if end is None else int(end * THOUSANDTHS) for end in ends)
        if low is not None and high is not None and low > high:
            low, high = high, low
        return low, high

    def band(self, currency: str) -> PriceBand | None:
        """Return the wanted prices; ends given the wrong way round are exchanged."""
        low, high = self.amount("price_from"), self.amount("price_to")
        named = printable(self.address.get("currency", ""))
        if named and not is_currency(named):
            self._tell([named])
        if low is None and high is None:
            return None
        if low is not None and high is not None and low > high:
            low, high = high, low
        return PriceBand(low, high, named if is_currency(named) else currency)

    def page(self) -> int:
        """Return the number of the page asked for."""
        typed = printable(self.address.get("page", ""))
        if not typed:
            return 1
        if typed.isdecimal() and len(typed) <= 9 and int(typed) > 0:
            return int(typed)
        self._tell([typed])
        return 1

    def told(self) -> tuple[str, ...]:
        """Return what is not known here, as far as it is told."""
        return tuple(dict.fromkeys(self.unknown))[:_MOST_TOLD]

    def _tell(self, values: Iterable[str]) -> None:
        self.unknown += [value[:_LONGEST_TOLD] for value in values]


def _kinds(values: Sequence[str], language: str) -> dict[str, str]:
    return {value: value for value in values if value in CONTRIBUTORS}


def address_of(query: Query) -> str:
    """Return the address of a query, on the search page or where it is asked."""
    at = query.at or Place(reverse("search"))
    pairs = [*at.pairs, *pairs_of(query)]
    return f"{at.path}?{urlencode(pairs)}" if pairs else at.path


def pairs_of(query: Query) -> list[tuple[str, str]]:
    """Return the parts of a query's address, those that say what goes without saying left out."""
    said = {
        "literal": "1" if query.literal else "",
        **_measures(query),
        "read": query.read,
        "sort": query.sort if query.sort != BEST else "",
        "view": "grid" if query.grid else "",
        "page": str(query.page) if query.page > 1 else "",
    }
    pairs = [("q", query.text)] if query.text else []
    pairs += [(name, value) for name, values in query.filters.items() for value in values]
    return pairs + [(name, value) for name, value in said.items() if value]


def _measures(query: Query) -> dict[str, str]:
    """Return bounds on price, quantity and time as the address says them."""
    said = {"per": query.per}
    if band := query.band:
        said["price_from"] = "" if band.low is None else write_amount(band.low)
        said["price_to"] = "" if band.high is None else write_amount(band.high)
        said["currency"] = band.currency
    if (most := query.ranges.get(MOQ, (None, None))[1]) is not None:
        said["moq"] = write_amount(Decimal(most) / THOUSANDTHS)
    for name in query.ranges.keys() - {*NUMBERS}:
        for end, bound in zip((FROM, TO), query.ranges[name], strict=True):
            said[f"{name}{end}"] = "" if bound is None else write_amount(Decimal(bound) / THOUSANDTHS)
    if (days := query.ranges.get(LEAD_TIME, (None, None))[1]) is not None:
        said["lead"] = str(days)
    return said


def narrowed(query: Query, name: str, values: tuple[str, ...]) -> Query:
    """Return the query with other values of one facet, from its first page on."""
    filters = {other: kept for other, kept in query.filters.items() if other != name}
    return replace(query, filters=filters | ({name: values} if values else {}), page=1)


def without_further(query: Query) -> Query:
    """Return the query without choices that only another choice offered."""
    offered = {facet.name for facet in query.further}
    filters = {name: values for name, values in query.filters.items() if name not in offered}
    ranges = {name: bounds for name, bounds in query.ranges.items() if name not in offered}
    return replace(query, filters=filters, ranges=ranges, further=())


def printable(text: str) -> str:
    """Return text that can be written on a page: lone surrogates and control characters become spaces."""
    safe = "".join(" " if ord(char) < ord(" ") or 0x7F <= ord(char) <= 0x9F else char for char in text)
    return safe.encode("utf-8", "replace").decode("utf-8").strip()
