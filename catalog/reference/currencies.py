"""The currencies the portal counts in, each with two exponents.

The settlement exponent says how many decimal digits an amount is kept and invoiced with (ISO 4217).
The gateway exponent says in which unit a payment gateway expects the same amount. They are one
table here because guessing one from the other, or from CLDR's display digits, loses money: CLDR
prints LAK and MMK without decimals although both settle with two.

Source: data/sources.yaml, `iso-4217`.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).resolve().parent / "data"


class UnknownCurrency(ValueError):
    """Raised for a code that is not in the table."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"{code!r} is not a currency this portal counts in; it knows {', '.join(currency_table())}."
        )
        self.code = code


@dataclass(frozen=True, slots=True)
class CurrencyFacts:
    """A row of the table; ``rank`` is its place in lists, the region's currencies first."""

    code: str
    exponent: int
    gateway_exponent: int
    rank: int


@cache
def currency_table() -> "Mapping[str, CurrencyFacts]":
    """Return the facts of every currency by ISO 4217 code, in the order lists show them."""
    with (DATA / "currencies.csv").open(encoding="utf-8", newline="") as lines:
        rows = [
            CurrencyFacts(row["code"], int(row["exponent"]), int(row["gateway_exponent"]), rank)
            for rank, row in enumerate(csv.DictReader(lines), start=1)
        ]
    return MappingProxyType({row.code: row for row in rows})


def currency_facts(code: str) -> CurrencyFacts:
    """Return the facts of one currency. Raises UnknownCurrency."""
    try:
        return currency_table()[code]
    except KeyError:
        raise UnknownCurrency(code) from None


def is_currency(code: str) -> bool:
    """Say whether the portal counts in this currency (codes are upper case)."""
    return code in currency_table()
