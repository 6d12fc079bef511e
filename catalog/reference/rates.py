"""Exchange rates of one moment, and what follows from them: inverse and cross rates, conversion for display.

A rate is frozen by copying ``Rate`` onto a quote or order; nothing here changes afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Context, Decimal

from catalog.reference.money import Money, convert

# Twelve significant digits: enough that converting a million and back moves no minor unit of a
# two-decimal currency, and no more than the column that freezes a rate can hold.
PRECISION = Context(prec=12)


@dataclass(frozen=True, slots=True)
class Rate:
    """One major unit of ``base`` buys ``value`` of ``quote``, as ``source`` said at ``as_of`` (UTC).

    ``derived`` is true for an inverse or a rate through a third currency.
    """

    base: str
    quote: str
    value: Decimal
    as_of: datetime
    source: str
    demonstration: bool
    derived: bool


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount converted for a reader: about what it is worth, by which rate. Never what is paid."""

    money: Money
    rate: Rate


@dataclass(frozen=True, slots=True)
class RateTable:
    """The rates of one snapshot, by pair."""

    pairs: Mapping[tuple[str, str], Decimal]
    as_of: datetime
    source: str
    demonstration: bool

    def rate(self, base: str, quote: str) -> Rate | None:
        """Return the rate given, else the inverse, else the one through a third currency, else None."""
        if base == quote:
            return None
        if (base, quote) in self.pairs:
            return self._rate(base, quote, self.pairs[base, quote], derived=False)
        value = self._one_step(base, quote) or self._two_steps(base, quote)
        return self._rate(base, quote, value, derived=True) if value else None

    def convert(self, money: Money, currency: str) -> Converted | None:
        """Return the amount in another currency for display, or None without a rate."""
        rate = self.rate(money.currency, currency)
        return Converted(convert(money, currency, rate.value), rate) if rate else None

    def _one_step(self, base: str, quote: str) -> Decimal | None:
        if (base, quote) in self.pairs:
            return self.pairs[base, quote]
        inverse = self.pairs.get((quote, base))
        return PRECISION.divide(Decimal(1), inverse) if inverse else None

    def _two_steps(self, base: str, quote: str) -> Decimal | None:
        # Sorted, so that two processes always go through the same third currency.
        for middle in sorted({code for pair in self.pairs for code in pair} - {base, quote}):
            first, second = self._one_step(base, middle), self._one_step(middle, quote)
            if first and second:
                return PRECISION.multiply(first, second)
        return None

    def _rate(self, base: str, quote: str, value: Decimal, *, derived: bool) -> Rate:
        return Rate(base, quote, value, self.as_of, self.source, self.demonstration, derived)
