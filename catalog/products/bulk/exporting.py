"""Everything an organization lists, as a table that changes nothing when it comes back."""

from collections.abc import Iterable, Iterator, Sequence

from catalog.merchants.models import Organization
from catalog.products.bulk.columns import PLAIN
from catalog.products.bulk.judging import AT_ONCE
from catalog.products.bulk.listings import Listings
from catalog.products.bulk.stating import cells_of
from catalog.products.document import TRANSLATED
from catalog.reference.languages import codes

ORDER = (
    "listing",
    "number",
    "category",
    "source_language",
    *TRANSLATED,
    *(key for key in PLAIN if key not in {"listing", "number", "category", "source_language"}),
    "attribute",
    "word",
    "price",
    "other",
    "lead",
    "term",
    "variant",
    "certificate",
    "carton",
    "sample",
    "picture",
)
# The order of columns within one of several parts, as a person fills them in.
WITHIN = (
    "kind",
    "currency",
    "per",
    "low",
    "high",
    "rule",
    "place",
    "from",
    "amount",
    "article",
    "gtin",
    "name",
    "option",
    "number",
    "issuer",
    "issued",
    "expires",
    "days",
    "up_to",
)


def all_listings(organization: Organization) -> Iterator[dict[str, str]]:
    """Yield the cells of every listing, by column, a few hundred in memory at once."""
    listings = Listings(organization)
    wanted = list(listings.names)
    for start in range(0, len(wanted), AT_ONCE):
        chunk = wanted[start : start + AT_ONCE]
        stated = listings.stated(chunk)
        for listing in chunk:
            if listing in stated:
                yield {"listing": listings.names[listing], **cells_of(stated[listing].document)}


def columns_of(listings: Iterable[dict[str, str]]) -> list[str]:
    """Return the columns in which any listing says anything, in the order people read them."""
    found: dict[str, None] = {}
    for cells in listings:
        found.update(dict.fromkeys(cells))
    return in_order({"listing", "number", *found})


def in_order(keys: Iterable[str]) -> list[str]:
    """Return columns in the order people read them."""
    return sorted(keys, key=_place)


def _place(key: str) -> list[tuple[int, int | str]]:
    head, *rest = key.split(".")
    place: list[tuple[int, int | str]] = [(0, ORDER.index(head))]
    for part in rest:
        if part.isdecimal():
            place.append((1, int(part)))
        elif part in WITHIN:
            place.append((0, WITHIN.index(part)))
        elif part in codes():
            place.append((2, codes().index(part)))
        else:
            place.append((3, part))
    return place


def rows_of(listings: Iterable[dict[str, str]], keys: Sequence[str]) -> Iterator[list[str]]:
    """Yield the rows of the table."""
    for cells in listings:
        yield [cells.get(key, "") for key in keys]
