"""A query as an address, and back. Nothing in an address is wrong: what is not known is left out."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from catalog.search.contributors import facets
from catalog.search.plan import BEST, SORTS
from catalog.search.understanding import Query

# Longer texts are cut here, before anything else looks at them; the page says so.
LONGEST_TEXT = 1000
_MOST_VALUES = 50
_LONGEST_VALUE = 100


def read_query(address: QueryDict, language: str) -> Query:
    """Read the query of a search page."""
    sort = address.get("sort", BEST)
    narrowed = {name: _values(address, name) for name in ("kind", *facets())}
    return Query(
        text=printable(address.get("q", ""))[:LONGEST_TEXT],
        language=language,
        filters={name: values for name, values in narrowed.items() if values},
        sort=sort if sort in SORTS else BEST,
        page=_page(address.get("page", "1")),
        literal=address.get("literal") == "1",
    )


def address_of(query: Query) -> str:
    """Return the address of a query's page."""
    pairs = pairs_of(query)
    return f"{reverse('search')}?{urlencode(pairs)}" if pairs else reverse("search")


def pairs_of(query: Query) -> list[tuple[str, str]]:
    """Return the parts of a query's address, those that say what goes without saying left out."""
    pairs = [("q", query.text)] if query.text else []
    pairs += [(name, value) for name, values in query.filters.items() for value in values]
    pairs += [("literal", "1")] if query.literal else []
    pairs += [("sort", query.sort)] if query.sort != BEST else []
    return pairs + ([("page", str(query.page))] if query.page > 1 else [])


def narrowed(query: Query, name: str, values: tuple[str, ...]) -> Query:
    """Return the query with other values of one facet, from its first page on."""
    filters = {other: kept for other, kept in query.filters.items() if other != name}
    return replace(query, filters=filters | ({name: values} if values else {}), page=1)


def printable(text: str) -> str:
    """Return text that can be written on a page: lone surrogates and control characters become spaces."""
    safe = "".join(" " if ord(char) < ord(" ") or 0x7F <= ord(char) <= 0x9F else char for char in text)
    return safe.encode("utf-8", "replace").decode("utf-8").strip()


def _values(address: QueryDict, name: str) -> tuple[str, ...]:
    values = (printable(value) for value in address.getlist(name)[:_MOST_VALUES])
    return tuple(dict.fromkeys(value for value in values if value and len(value) <= _LONGEST_VALUE))


def _page(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 1
