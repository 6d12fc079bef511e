"""Exact rounding of fractions to whole minor units."""

from enum import Enum
from fractions import Fraction


class Rounding(Enum):
    """How a fraction of a minor unit is settled; ``HALF_UP`` (half away from zero) is what invoices use."""

    HALF_UP = "half up"
    HALF_EVEN = "half even"
    DOWN = "toward zero"
    UP = "away from zero"


def round_fraction(value: Fraction, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Return the whole number the fraction rounds to, without passing through binary or limited decimals."""
    whole, rest = divmod(abs(value.numerator), value.denominator)
    twice = 2 * rest
    match rounding:
        case Rounding.HALF_UP:
            more = twice >= value.denominator
        case Rounding.HALF_EVEN:
            more = twice > value.denominator or (twice == value.denominator and whole % 2 == 1)
        case Rounding.DOWN:
            more = False
        case Rounding.UP:
            more = rest > 0
    result = whole + int(more)
    return -result if value < 0 else result
