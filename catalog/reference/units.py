"""Units goods are sold in: measures that convert into each other, and counts that do not.

A bag is not two sets: pint knows each count as a dimension of its own, so a conversion between
counts is refused like one between kilograms and metres. Measures are written by CLDR, counts by
the portal's own catalogue.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from babel.units import format_unit
from django.utils.translation import npgettext_lazy, override

from catalog.reference.cldr import locale_of
from catalog.reference.display import NO_BREAK_SPACE, NUMBER_PATTERN, show_number

if TYPE_CHECKING:
    from pint import UnitRegistry


class UnknownUnit(ValueError):
    """Raised for a unit code that is not in the table."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code!r} is not a unit goods are sold in here; known are {', '.join(UNITS)}.")
        self.code = code


class UnitsDoNotConvert(ValueError):
    """Raised when two units measure different things."""

    def __init__(self, source: str, target: str) -> None:
        super().__init__(
            f"An amount in {source} cannot be stated in {target}: they measure different things."
        )


@dataclass(frozen=True, slots=True)
class Measure:
    """A physical unit: its name for pint and for CLDR."""

    code: str
    pint_name: str
    cldr_name: str


@dataclass(frozen=True, slots=True)
class Count:
    """A unit that is counted; ``noun`` is a lazy plural, resolved by ``noun % {"count": n}``."""

    code: str
    noun: object

    @property
    def pint_name(self) -> str:
        return f"count_of_{self.code}"


Unit = Measure | Count

UNITS: Mapping[str, Unit] = {
    unit.code: unit
    for unit in (
        Measure("kg", "kilogram", "mass-kilogram"),
        Measure("g", "gram", "mass-gram"),
        Measure("t", "metric_ton", "mass-tonne"),
        Measure("m", "meter", "length-meter"),
        Measure("m2", "meter ** 2", "area-square-meter"),
        Measure("m3", "meter ** 3", "volume-cubic-meter"),
        Measure("litre", "liter", "volume-liter"),
        Measure("ml", "milliliter", "volume-milliliter"),
        Count("piece", npgettext_lazy("unit", "piece", "pieces", "count")),
        Count("set", npgettext_lazy("unit", "set", "sets", "count")),
        Count("pair", npgettext_lazy("unit", "pair", "pairs", "count")),
        Count("bag", npgettext_lazy("unit", "bag", "bags", "count")),
        Count("box", npgettext_lazy("unit", "box", "boxes", "count")),
        Count("carton", npgettext_lazy("unit", "carton", "cartons", "count")),
        Count("basket", npgettext_lazy("unit", "basket", "baskets", "count")),
        Count("bottle", npgettext_lazy("unit", "bottle", "bottles", "count")),
        Count("roll", npgettext_lazy("unit", "roll", "rolls", "count")),
        Count("sheet", npgettext_lazy("unit", "sheet", "sheets", "count")),
        Count("strand", npgettext_lazy("unit", "strand", "strands", "count")),
        Count("unit", npgettext_lazy("unit", "unit", "units", "count")),
        Count("person", npgettext_lazy("unit", "person", "persons", "count")),
    )
}


def unit_of(code: str) -> Unit:
    """Return a unit of the table. Raises UnknownUnit."""
    try:
        return UNITS[code]
    except KeyError:
        raise UnknownUnit(code) from None


@cache
def _registry() -> "UnitRegistry[Decimal]":
    # Imported late: pint takes a third of a second, and most requests convert nothing.
    from pint import UnitRegistry

    registry: UnitRegistry[Decimal] = UnitRegistry(non_int_type=Decimal)
    for unit in UNITS.values():
        if isinstance(unit, Count):
            registry.define(f"{unit.pint_name} = [{unit.pint_name}]")
    return registry


def convert_quantity(amount: Decimal, source: str, target: str) -> Decimal:
    """Return the amount stated in another unit. Raises UnknownUnit and UnitsDoNotConvert."""
    from pint import DimensionalityError

    registry = _registry()
    try:
        return registry.Quantity(amount, unit_of(source).pint_name).to(unit_of(target).pint_name).magnitude
    except DimensionalityError:
        raise UnitsDoNotConvert(source, target) from None


def units_convert(source: str, target: str) -> bool:
    """Say whether an amount in one unit can be stated in the other. Raises UnknownUnit."""
    try:
        convert_quantity(Decimal(1), source, target)
    except UnitsDoNotConvert:
        return False
    return True


@lru_cache(maxsize=1024)
def unit_name(code: str, language: str) -> str:
    """Return the unit as it stands after "per": kg, กก., piece. Raises UnknownUnit."""
    unit = unit_of(code)
    if isinstance(unit, Count):
        return _noun(unit, 1, language)
    # CLDR's unit alone is spelled out in some languages; the short form is the one beside a number.
    return (
        format_unit(10, unit.cldr_name, length="short", locale=locale_of(language)).replace("10", "").strip()
    )


def unit_choices(language: str) -> list[tuple[str, str]]:
    """Return every unit's code and name, for a form's list."""
    return [(code, unit_name(code, language)) for code in UNITS]


def show_quantity(amount: Decimal | int, code: str, language: str) -> str:
    """Return an amount with its unit: "1,200 kg", "3 pieces". Raises UnknownUnit."""
    # As written: 1 and 1.0 are equal, and some languages put the noun after them differently.
    return _quantity(str(amount), code, language)


@lru_cache(maxsize=4096)
def _quantity(written: str, code: str, language: str) -> str:
    amount, unit = Decimal(written), unit_of(code)
    if isinstance(unit, Count):
        return f"{show_number(amount, language)}{NO_BREAK_SPACE}{_noun(unit, amount, language)}"
    shown = format_unit(
        amount, unit.cldr_name, length="short", format=NUMBER_PATTERN, locale=locale_of(language)
    )
    return shown.replace(" ", NO_BREAK_SPACE)


def _noun(unit: Count, amount: Decimal | int, language: str) -> str:
    # English has "1 piece" but "1.5 pieces"; gettext's plural forms take whole numbers only.
    count = int(amount) if amount == int(amount) else int(amount) + 2
    with override(language):
        return str(unit.noun % {"count": count})  # type: ignore[operator]
