"""What a cell may call a thing: by its key, or by its name in any of the ten languages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import override

from catalog.merchants.models import Brand, Organization
from catalog.products.bulk.cells import Misread, Value, western
from catalog.products.bulk.cells import text as text_of
from catalog.products.certificates import CERTIFICATES, certificate_name
from catalog.products.models import Attribute, Category, GeographicalIndication
from catalog.reference.cldr import country_name, currency_name, language_name
from catalog.reference.currencies import currency_table
from catalog.reference.languages import codes
from catalog.reference.models import City, Country
from catalog.reference.trade_terms import TRADE_TERMS
from catalog.reference.units import UNITS, unit_name
from catalog.translation.texts import reach

MOST_SHOWN = 8
Named = Iterable[tuple[str, Iterable[str]]]
PRICE_KINDS = ("tiers", "range", "on-request")


class Words:
    """Keys by what they are called. A name that means two things means none."""

    def __init__(self, named: Named) -> None:
        self.keys: list[str] = []
        self._found: dict[str, str | None] = {}
        for key, names in named:
            self.keys.append(key)
            for name in names:
                folded = _folded(name)
                self._found[folded] = key if self._found.get(folded, key) == key else None
        # A key is never shadowed by what another thing is called.
        self._found.update({_folded(key): key for key in self.keys})

    def find(self, value: Value) -> str:
        """Return the key that a cell means. Raises Misread with some of the choices."""
        said = text_of(value)
        key = self._found.get(_folded(said))
        if key is None:
            shown = ", ".join(self.keys[:MOST_SHOWN]) + (" …" if len(self.keys) > MOST_SHOWN else "")
            raise Misread("not-choice", value=said[:80], choices=shown)
        return key


def _folded(text: str) -> str:
    return " ".join(western(text).casefold().split())


class Vocabulary:
    """Every name that the rows of one organization's file may use; looked up once for the whole file."""

    def __init__(self, organization: Organization) -> None:
        self.languages = Words((one, [language_name(one, code) for code in codes()]) for one in codes())
        self.categories = Words(_rows(Category.objects.rewrite(False), Category))
        self.countries = Words(
            (pk, [country_name(pk, code) for code in codes()])
            for pk in Country.objects.values_list("pk", flat=True)
        )
        self._cities = _cities()
        self.gis = Words(_rows(GeographicalIndication.objects.rewrite(False), GeographicalIndication))
        self.brands = Words(_rows(Brand.objects.rewrite(False).filter(organization=organization), Brand))
        self.units = Words((one, [unit_name(one, code) for code in codes()]) for one in UNITS)
        self.currencies = Words(
            (one, [currency_name(one, code) for code in codes()]) for one in currency_table()
        )
        self.rules = Words((one, ()) for one in TRADE_TERMS)
        self.price_kinds = Words((one, ()) for one in PRICE_KINDS)
        self.certificates = _certificate_kinds()
        self._choices: dict[int, Words] = {}

    def cities(self, country: str) -> Words:
        """Return the cities of a country."""
        return self._cities.get(country, Words(()))

    def choices(self, attribute: Attribute) -> Words:
        """Return the choices of a property."""
        if attribute.pk not in self._choices:
            named: list[Mapping[str, Any]] = attribute.choices
            self._choices[attribute.pk] = Words((one["key"], one["names"].values()) for one in named)
        return self._choices[attribute.pk]


def _rows(rows: Any, model: Any) -> Named:
    names = [reach(model, "name").column(code) for code in codes()]
    for slug, *called in rows.values_list("slug", *names):
        yield slug, [name for name in called if name]


def _cities() -> dict[str, Words]:
    named: dict[str, list[tuple[str, Iterable[str]]]] = {}
    for slug, country, names in City.objects.values_list("pk", "country_id", "names"):
        named.setdefault(country, []).append((slug, names.values()))
    return {country: Words(cities) for country, cities in named.items()}


def _certificate_kinds() -> Words:
    called: dict[str, list[str]] = {kind: [] for kind in CERTIFICATES}
    for code in codes():
        with override(code):
            for kind, names in called.items():
                names.append(certificate_name(kind))
    return Words(called.items())
