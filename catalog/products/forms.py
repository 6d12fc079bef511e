"""What a visitor may ask of the goods list and of a price, read from the address.

An address can be edited by hand or come from an old link: what cannot be used is left out and
named in ``ignored``, and the rest still answers.
"""

from dataclasses import dataclass

from django.http import QueryDict

from catalog.products.selectors.compare import MOST_COMPARED
from catalog.products.selectors.goods import SORTS, GoodsFilters
from catalog.reference.models import City, Country
from catalog.reference.slugs import plain_slug
from catalog.search.measured import BY_PRICE

LONGEST_LIST = 30
LONGEST_SLUG = 200
LARGEST = 10**9


@dataclass(frozen=True)
class GoodsQuery:
    """The choice, the page asked for, the values that could not be used, and what is to be compared."""

    filters: GoodsFilters
    page: int
    ignored: tuple[str, ...]
    compared: tuple[str, ...]


def read_goods_query(query: QueryDict, *, category_path: str = "") -> GoodsQuery:
    """Return what an address asks of the goods list: at most two queries, for the places it names."""
    ignored: list[str] = []
    countries = _known(query.getlist("country"), Country, ignored)
    cities = _known(query.getlist("city"), City, ignored)
    sort = query.get("sort", "new")
    if sort not in SORTS and sort not in BY_PRICE:
        ignored.append(sort)
        sort = "new"
    return GoodsQuery(
        filters=GoodsFilters(
            category=category_path,
            countries=countries,
            cities=cities,
            gi=query.get("gi") == "1",
            priced=query.get("priced") == "1",
            sort=sort,
        ),
        page=_page(query.get("page", "1")),
        compared=tuple(named_goods(query)[:MOST_COMPARED]),
        ignored=tuple(value[:60] for value in ignored),
    )


def named_goods(query: QueryDict) -> list[str]:
    """Return the slugs of the goods an address names for comparing, as they are written here."""
    typed = (plain_slug(value[:LONGEST_SLUG]) for value in query.getlist("p")[:LONGEST_LIST])
    return [slug for slug in dict.fromkeys(typed) if slug]


def _known(values: list[str], model: type[Country] | type[City], ignored: list[str]) -> tuple[str, ...]:
    wanted = [value for value in dict.fromkeys(values) if value and "\x00" not in value][:LONGEST_LIST]
    if not wanted:
        return ()
    known = set(model.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    ignored.extend(value for value in wanted if value not in known)
    return tuple(sorted(known))


def whole_number(value: str) -> int | None:
    """Return a whole number from 1 to a thousand million in any of the ten languages' digits, or None."""
    plain = value.strip().replace(",", "").replace(" ", "")
    if not plain.isdecimal() or len(plain) > 10:
        return None
    number = int(plain)
    return number if 1 <= number <= LARGEST else None


def _page(value: str) -> int:
    """Return the page asked for; 0 for what is not a page at all."""
    return whole_number(value) or 0
