"""What search knows of China and the members of ASEAN: their names, their codes, their capitals.

A country's id in the index is its ISO 3166-1 number.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy as _

from catalog.merchants.documents import COUNTRY
from catalog.reference.cldr import country_name
from catalog.reference.languages import codes
from catalog.reference.models import City
from catalog.reference.selectors import city_name, portal_countries
from catalog.seams.preferences import Preferences
from catalog.search import services as search
from catalog.search.contributors import Contributor, Row
from catalog.search.documents import SearchDocument
from catalog.translation.texts import LocalText

KIND = "country"


def documents(ids: Sequence[int]) -> Iterator[SearchDocument]:
    """Describe these countries: two queries."""
    capitals = _capitals()
    for number, code, iso3 in _rows(ids):
        capital = capitals.get(code)
        yield SearchDocument(
            kind=KIND,
            id=number,
            titles={language: country_name(code, language) for language in codes()},
            bodies={language: city_name(capital, language) for language in codes()} if capital else {},
            keywords=[iso3],
            facets={"country": [code]},
        )


def _rows(ids: Iterable[int]) -> list[tuple[int, str, str]]:
    numbers = [f"{number:03d}" for number in ids]
    rows = portal_countries().filter(numeric__in=numbers).values_list("numeric", "code", "iso3")
    return [(int(numeric), code, iso3) for numeric, code, iso3 in rows]


def _capitals() -> dict[str, City]:
    return {city.country_id: city for city in City.objects.filter(kind=City.Kind.CAPITAL)}


def all_ids() -> Iterator[int]:
    """Yield the number of every country that has a page."""
    for numeric in portal_countries().values_list("numeric", flat=True):
        yield int(numeric)


def present(ids: Sequence[int], preferences: Preferences) -> Mapping[int, Row]:
    """Return these countries as they stand: two queries."""
    language = preferences.language
    capitals = _capitals()
    return {
        number: Row(
            url=_address(code, language),
            title=LocalText(country_name(code, language), language),
            texts=[LocalText(country_name(code, other), other) for other in codes()],
            line=city_name(capitals[code], language) if code in capitals else "",
        )
        for number, code, _iso3 in _rows(ids)
    }


def addresses(ids: Sequence[int], language: str) -> Mapping[int, str]:
    """Return where these countries are: one query."""
    return {number: _address(code, language) for number, code, _iso3 in _rows(ids)}


def _address(code: str, language: str) -> str:
    return f"/{language}/country/{code.lower()}/"


def follow_reference(sender: object, **kwargs: object) -> None:
    """Have the index follow when the reference room says that its rows changed."""
    search.mark_dirty(kind=KIND, ids=all_ids())


CONTRIBUTOR = Contributor(
    name=KIND,
    label=_("Countries"),
    documents=documents,
    all_ids=all_ids,
    present=present,
    facets=(COUNTRY,),
    addresses=addresses,
)
