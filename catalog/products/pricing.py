"""What a quantity costs. Pure arithmetic on integers; no database."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Tier:
    """From ``quantity_from`` units on, ``per`` units cost ``minor`` minor units of ``currency``."""

    quantity_from: int
    minor: int
    currency: str
    per: int = 1


@dataclass(frozen=True)
class TierRow:
    """A tier as a table shows it: ``quantity_to`` is the last quantity of the tier, None for "and more"."""

    tier: Tier
    quantity_to: int | None


@dataclass(frozen=True)
class Quotation:
    """The price of a quantity: the tier that applies and the total in minor units."""

    quantity: int
    tier: Tier
    total: int


class QuantityRefused(ValueError):
    """The quantity cannot be ordered. ``nearest`` is the next quantity that can."""

    def __init__(self, reason: str, nearest: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.nearest = nearest


def tier_rows(tiers: Sequence[Tier]) -> list[TierRow]:
    """Return the tiers in order of quantity, each with its last quantity; the last one has none."""
    ordered = sorted(tiers)
    ends = [following.quantity_from - 1 for following in ordered[1:]]
    return [TierRow(tier, end) for tier, end in zip(ordered, [*ends, None], strict=False)]


def tier_for(tiers: Sequence[Tier], quantity: int) -> Tier | None:
    """Return the tier whose range holds the quantity, or None below the first tier."""
    within = [tier for tier in tiers if tier.quantity_from <= quantity]
    return max(within) if within else None


def total_for(tier: Tier, quantity: int) -> int:
    """Return the total in minor units, half a minor unit rounded up.

    A price of 35 fen per 10 pieces makes 15 pieces 52.5 fen, charged as 53.
    """
    return (2 * tier.minor * quantity + tier.per) // (2 * tier.per)


def next_orderable(quantity: int, *, moq: int, multiple: int) -> int:
    """Return the smallest quantity not below this one that the seller accepts.

    Accepted are whole multiples of ``multiple`` from ``moq`` on.
    """
    wanted = max(quantity, moq, 1)
    return -(-wanted // multiple) * multiple


def quotation(tiers: Sequence[Tier], quantity: int, *, moq: int = 1, multiple: int = 1) -> Quotation:
    """Return what the quantity costs.

    Raises QuantityRefused ("below-minimum", "not-a-multiple" or "no-price") with the nearest quantity
    that can be ordered.
    """
    nearest = next_orderable(quantity, moq=moq, multiple=multiple)
    if quantity < moq:
        raise QuantityRefused("below-minimum", nearest)
    if quantity % multiple:
        raise QuantityRefused("not-a-multiple", nearest)
    tier = tier_for(tiers, quantity)
    if tier is None:
        first = min(tiers).quantity_from if tiers else nearest
        raise QuantityRefused("no-price", next_orderable(first, moq=moq, multiple=multiple))
    return Quotation(quantity=quantity, tier=tier, total=total_for(tier, quantity))
