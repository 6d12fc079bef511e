"""Money: whole minor units with their currency, and the arithmetic that is safe on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from catalog.reference.currencies import currency_facts
from catalog.reference.rounding import Rounding, round_fraction


class CurrencyMismatch(ValueError):
    """Raised when amounts of two currencies meet without a rate."""

    def __init__(self, left: str, right: str) -> None:
        super().__init__(
            f"An amount in {left} and one in {right} cannot be combined without an exchange rate."
        )


class TooPrecise(ValueError):
    """Raised when an amount has more decimals than its currency settles with and no rounding was named."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of 10 to the minus settlement exponent: fen for CNY, whole đồng for VND.

    Negative amounts are allowed (a refund, a balance). Raises UnknownCurrency, and TypeError for
    anything but a whole number: a float has lost money before it arrives.
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            raise TypeError(f"Money counts whole minor units, not {self.minor!r}.")
        currency_facts(self.currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Return nothing, in this currency."""
        return cls(0, currency)

    @classmethod
    def from_decimal(cls, amount: Decimal | int, currency: str, rounding: Rounding | None = None) -> "Money":
        """Return the amount given in major units (yuan, not fen).

        Raises TooPrecise when it has a fraction of a minor unit and no rounding is named, and
        ValueError when it is not a finite number.
        """
        value = Decimal(amount)
        if not value.is_finite():
            raise ValueError(f"{amount} is not an amount.")
        exact = Fraction(value) * 10 ** currency_facts(currency).exponent
        if rounding is None and exact.denominator != 1:
            digits = currency_facts(currency).exponent
            raise TooPrecise(
                f"{amount} {currency} has more than the {digits} decimals this currency settles with."
            )
        return cls(round_fraction(exact, rounding or Rounding.HALF_UP), currency)

    def as_decimal(self) -> Decimal:
        """Return the amount in major units, with as many decimals as the currency settles with."""
        digits = tuple(int(digit) for digit in str(abs(self.minor)))
        return Decimal((int(self.minor < 0), digits, -currency_facts(self.currency).exponent))

    def times(self, factor: int | Decimal | Fraction, rounding: Rounding = Rounding.HALF_UP) -> "Money":
        """Return the amount times an exact factor: 3 at 35 fen per 10 is ``times(Fraction(3, 10))``."""
        return Money(round_fraction(self.minor * Fraction(factor), rounding), self.currency)

    def allocate(self, weights: Sequence[int | Decimal | Fraction]) -> list["Money"]:
        """Divide into parts in proportion to the weights; the parts always sum to the whole.

        Left-over minor units go to the parts that lost most by rounding, the earlier first.
        Raises ValueError when no weight is positive or one is negative.
        """
        shares = [Fraction(weight) for weight in weights]
        whole = sum(shares, Fraction(0))
        if whole <= 0 or any(share < 0 for share in shares):
            raise ValueError("Shares need weights of zero or more, at least one of them positive.")
        exact = [self.minor * share / whole for share in shares]
        parts = [part.numerator // part.denominator for part in exact]
        left = self.minor - sum(parts)
        by_loss = sorted(range(len(parts)), key=lambda index: parts[index] - exact[index])
        for index in by_loss[:left]:
            parts[index] += 1
        return [Money(part, self.currency) for part in parts]

    def _same(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise CurrencyMismatch(self.currency, other.currency)
        return other.minor

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, count: int) -> "Money":
        if not isinstance(count, int):
            return NotImplemented
        return Money(self.minor * count, self.currency)

    __rmul__ = __mul__

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor), self.currency)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor >= self._same(other)

    def __str__(self) -> str:
        return f"{self.currency} {self.as_decimal()}"


def total(amounts: Sequence[Money], currency: str) -> Money:
    """Return the sum, which is nothing in ``currency`` when there is no amount. Raises CurrencyMismatch."""
    return sum(amounts, Money.zero(currency))


def convert(money: Money, to: str, rate: Decimal, rounding: Rounding = Rounding.HALF_UP) -> Money:
    """Return the amount in another currency; ``rate`` is how many major units of ``to`` one major unit buys.

    Raises ValueError for a rate that is not positive.
    """
    if not rate.is_finite() or rate <= 0:
        raise ValueError(f"{rate} is not an exchange rate.")
    shift = currency_facts(to).exponent - currency_facts(money.currency).exponent
    return Money(round_fraction(money.minor * Fraction(rate) * Fraction(10) ** shift, rounding), to)


def to_gateway(money: Money) -> int:
    """Return the amount in the unit a payment gateway counts in. Raises TooPrecise rather than round."""
    facts = currency_facts(money.currency)
    exact = money.minor * Fraction(10) ** (facts.gateway_exponent - facts.exponent)
    if exact.denominator != 1:
        raise TooPrecise(
            f"{money} cannot be paid exactly: the gateway takes {facts.gateway_exponent} decimals."
        )
    return exact.numerator


def from_gateway(amount: int, currency: str) -> Money:
    """Return what a payment gateway reported, in settlement units. Raises TooPrecise rather than round."""
    facts = currency_facts(currency)
    exact = amount * Fraction(10) ** (facts.exponent - facts.gateway_exponent)
    if exact.denominator != 1:
        raise TooPrecise(
            f"{amount} units of {currency} have more than the {facts.exponent} decimals it settles with."
        )
    return Money(exact.numerator, currency)
