"""One measure for prices and quantities of goods that are sold in many currencies and units.

A kilogram and a tonne are compared, a kilogram and a bag never: each family of units has one unit
that stands for it. Prices are compared by one snapshot of rates, the one the index was made with, so
that hits stand in an order that holds for all of them; the page says of which day it is.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property

from catalog.reference.currencies import currency_facts
from catalog.reference.rates import RateTable
from catalog.reference.rounding import Rounding, round_fraction
from catalog.reference.selectors import newest_rates, rates_of
from catalog.reference.units import UNITS, UnitsDoNotConvert, convert_quantity
from catalog.search.models import ComparedAt

_CURRENCY = "CNY"
_STEPS = 10_000  # of one CNY: a dong or a kip per kilogram is still more than one
THOUSANDTHS = 1000  # a quantity is kept in thousandths of the unit that stands for its own
_LEADING = ("kg", "m", "m2", "litre")
_LARGEST = 2**62


@cache
def base_of(unit: str) -> tuple[str, Fraction]:
    """Return the unit that stands for the family of this one, and how much of it one is.

    Raises UnknownUnit.
    """
    for leading in _LEADING:
        try:
            return leading, Fraction(convert_quantity(Decimal(1), unit, leading))
        except UnitsDoNotConvert:
            continue
    return unit, Fraction(1)


def leading_units() -> tuple[str, ...]:
    """Return the units that stand for a family each, those of measures first."""
    return tuple(dict.fromkeys([*_LEADING, *(code for code in UNITS if base_of(code)[0] == code)]))


def quantity(amount: int | Decimal, unit: str) -> int:
    """Return an amount in thousandths of the unit that stands for its own, rounded up."""
    return _bounded(-(-Fraction(amount) * base_of(unit)[1] * THOUSANDTHS // 1))


@dataclass(frozen=True)
class Yardstick:
    """Brings prices to one measure; without `rates` only those in one currency can be compared."""

    rates: RateTable | None

    def price(self, minor: int, currency: str, per: int, unit: str) -> tuple[str, int] | None:
        """Return the unit a price is compared in, and the price of one; None where no rate leads there.

        `minor` units of `currency` are the price of `per` of `unit`. The result is in steps that only
        `bound` needs to know.
        """
        worth = self._worth(currency)
        if worth is None:
            return None
        leading, each = base_of(unit)
        major = Fraction(minor) / 10 ** currency_facts(currency).exponent
        return leading, _steps(major / (per * each) * worth)

    def bound(self, amount: Decimal, currency: str) -> int | None:
        """Return an amount of major units per one unit compared in as `price` does; None without a rate."""
        worth = self._worth(currency)
        return None if worth is None else _steps(Fraction(amount) * worth)

    def compares(self, currency: str) -> bool:
        """Say whether there is a rate for a currency."""
        return self._worth(currency) is not None

    def _worth(self, currency: str) -> Fraction | None:
        if currency not in self._worths:
            rate = self.rates.rate(currency, _CURRENCY) if self.rates else None
            self._worths[currency] = Fraction(rate.value) if rate else None
        return self._worths[currency]

    @cached_property
    def _worths(self) -> dict[str, Fraction | None]:
        return {_CURRENCY: Fraction(1)}


def yardstick() -> Yardstick:
    """Return what prices are compared by at present: at most two queries."""
    settled = ComparedAt.objects.values_list("snapshot", flat=True).first()
    snapshot = newest_rates() if settled is None else settled
    return Yardstick(rates_of(snapshot) if snapshot is not None else None)


def settle(*, anew: bool = False) -> None:
    """Take the newest rates to compare by: `anew` as an index is begun, else only when there are none yet."""
    newest = newest_rates()
    if newest is None or (not anew and ComparedAt.objects.exists()):
        return
    ComparedAt.objects.update_or_create(pk=ComparedAt.ONLY, defaults={"snapshot_id": newest})


def outdated() -> bool:
    """Say whether newer rates hold than those prices are compared by."""
    newest = newest_rates()
    return newest is not None and not ComparedAt.objects.filter(snapshot=newest).exists()


def _steps(value: Fraction) -> int:
    return _bounded(round_fraction(value * _STEPS, Rounding.HALF_UP))


def _bounded(number: int) -> int:
    return min(number, _LARGEST)
