"""Prices and quantities of several goods brought to one unit and one currency, where they convert.

Pure arithmetic on exact numbers; the database is asked only for the rates, once, by the caller.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from catalog.products.selectors.cards import ProductCard
from catalog.reference.currencies import currency_facts
from catalog.reference.money import Money
from catalog.reference.rates import Rate, RateTable
from catalog.reference.rounding import Rounding, round_fraction
from catalog.reference.units import UnitsDoNotConvert, convert_quantity


@dataclass(frozen=True)
class CommonPrice:
    """A price per one common unit in the common currency, from the cheapest to the dearest."""

    low: Money
    high: Money


@dataclass(frozen=True)
class Measure:
    """The unit and the currency a comparison is made in. ``rates`` are those in force, if any."""

    unit: str
    currency: str
    rates: RateTable | None

    def quantity(self, amount: int | Decimal, unit: str) -> Decimal | None:
        """Return an amount in the common unit, or None where the two measure different things."""
        try:
            return convert_quantity(Decimal(amount), unit, self.unit)
        except UnitsDoNotConvert:
            return None

    def rate(self, currency: str) -> Rate | None:
        """Return the rate from a currency to the common one; None where there is none or none is needed."""
        return self.rates.rate(currency, self.currency) if self.rates and currency != self.currency else None

    def price(self, card: ProductCard) -> CommonPrice | None:
        """Return the price of a product per one common unit, or None where it cannot be stated so.

        Computed exactly and rounded once, half a minor unit up: 35 fen per 10 pieces is 4 fen each.
        """
        if card.low is None or card.high is None:
            return None
        amount = self.quantity(card.per, card.unit)
        value = self._value(card.currency)
        if not amount or value is None:
            return None
        return CommonPrice(self._money(card.low, value, amount), self._money(card.high, value, amount))

    def _value(self, currency: str) -> Fraction | None:
        """Return how many minor units of the common currency one minor unit of this one is worth."""
        if currency == self.currency:
            return Fraction(1)
        rate = self.rate(currency)
        if rate is None:
            return None
        shift = currency_facts(self.currency).exponent - currency_facts(currency).exponent
        return Fraction(rate.value) * Fraction(10) ** shift

    def _money(self, minor: int, value: Fraction, amount: Decimal) -> Money:
        return Money(round_fraction(minor * value / Fraction(amount), Rounding.HALF_UP), self.currency)


def common_measure(cards: Sequence[ProductCard], *, wanted: str, rates: RateTable | None) -> Measure | None:
    """Return what goods are compared in; None for no goods.

    The unit is the one most of them are sold in, the first one among equals; the currency is the
    reader's (``wanted``), else the one most of them are priced in.
    """
    if not cards:
        return None
    unit = Counter(card.unit for card in cards).most_common(1)[0][0]
    priced = Counter(card.currency for card in cards if card.low is not None).most_common(1)
    currency = wanted or (priced[0][0] if priced else "")
    return Measure(unit, currency, rates) if currency else Measure(unit, "CNY", None)
