"""Answers that compare prices or quantities: of one family of units, by one snapshot of rates.

What cannot be compared is counted apart. In an order by price it follows after all that can: first
what is priced in other units, then what has no price to compare, each by how well it matches.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from catalog.reference.rates import RateTable
from catalog.search.comparing import THOUSANDTHS, Yardstick, yardstick
from catalog.search.documents import CHEAPEST, DEAREST, PRICED, UNIT, UNPRICED
from catalog.search.engine import Found, Scored
from catalog.search.plan import BEST, Plan
from catalog.search.understanding import Query

PRICE, MOQ, LEAD_TIME = "price", "moq", "lead_time"
BY_PRICE = (CHEAPEST, DEAREST)
# Least quantities that are counted up to: 1, 10, 100 … of the unit compared in.
MOQ_STEPS = tuple(10**power * THOUSANDTHS for power in range(6))
Ask = Callable[[Plan], Found]


@dataclass(frozen=True)
class Comparison:
    """How listings are compared: in `unit`, which may be empty where nothing has a price.

    `units` counts priced listings by the unit they are compared in, `unpriced` those without a price
    to compare, both whatever bounds there are on price and MOQ. `used` when it matters to the answer.
    `without_rate` is the currency of a band that no rate leads to: then there is no band. `quantities`
    counts what is sold in the unit by the steps of `MOQ_STEPS` that its MOQ keeps below.
    """

    unit: str = ""
    units: Mapping[str, int] = field(default_factory=dict)
    unpriced: int = 0
    rates: RateTable | None = None
    used: bool = False
    without_rate: str = ""
    quantities: Mapping[str, int] = field(default_factory=dict)


NOT_COMPARED = Comparison()


class Measured:
    """Asks an engine for pages of one query."""

    def __init__(self, query: Query, plan: Plan, ask: Ask) -> None:
        self.query = query
        self.ask = ask
        self.used = query.sort in BY_PRICE or query.band is not None or MOQ in plan.ranges
        self.steps = plan.bands.get(MOQ, ())
        # A MOQ is counted of one unit alone: ten kilograms and ten bags are not the same.
        bands = {name: bounds for name, bounds in plan.bands.items() if name != MOQ}
        apart = {UNIT: (PRICE, MOQ, PRICED), PRICED: (PRICE, MOQ)}
        self.given = replace(plan, bands=bands, apart=apart)

    def page(self, offset: int) -> Found:
        """Return the hits from this place on, with the counts of the whole answer."""
        if self.query.sort in BY_PRICE and self.query.band is None:
            return self._in_turn(offset)
        return self.ask(replace(self.plan, offset=offset))

    def comparison(self, found: Found) -> Comparison:
        """Return how listings of an answer are compared."""
        counts = self.counts if self.used else found.facets
        unit, units, unpriced = _told(counts, self.query)
        return Comparison(
            unit=unit,
            units=units,
            unpriced=unpriced,
            rates=self.by.rates if self.used else None,
            used=self.used,
            quantities=self._quantities(unit),
            without_rate=self.query.band.currency if self.query.band and not self.bounds else "",
        )

    def _quantities(self, unit: str) -> Mapping[str, int]:
        """Count what is sold in a unit by its least quantity, whatever bound there is on that."""
        if not unit or not self.steps:
            return {}
        free = {name: bounds for name, bounds in self.plan.ranges.items() if name != MOQ}
        sold = {**self.plan.filters, UNIT: (unit,)}
        bare = self.plan.uncounted()
        asked = replace(bare, filters=sold, ranges=free, bands={MOQ: self.steps}, sort=BEST)
        return self.ask(asked).facets.get(MOQ, {})

    @cached_property
    def by(self) -> Yardstick:
        """What prices are compared by."""
        return yardstick()

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """How many listings are sold and priced in which unit, whatever bounds there are on it."""
        free = {name: bounds for name, bounds in self.given.ranges.items() if name not in {PRICE, MOQ}}
        asked = replace(self.given.uncounted(), ranges=free, counted=(UNIT, PRICED), sort=BEST)
        return self.ask(asked).facets

    @cached_property
    def bounds(self) -> tuple[int | None, int | None] | None:
        """The wanted prices as the index holds them; None without a band or a rate for it."""
        band = self.query.band
        if band is None or not self.by.compares(band.currency):
            return None
        low, high = (
            None if amount is None else self.by.bound(amount, band.currency)
            for amount in (band.low, band.high)
        )
        return low, high

    @cached_property
    def plan(self) -> Plan:
        """The plan with its bounds, which hold for the unit compared in alone."""
        if not self.used:
            return self.given
        unit = _told(self.counts, self.query)[0]
        filters, ranges = dict(self.given.filters), dict(self.given.ranges)
        if self.bounds:
            ranges[PRICE] = self.bounds
            filters[PRICED] = (unit,)
        if MOQ in ranges:
            filters[UNIT] = (unit,)
        return replace(self.given, filters=filters, ranges=ranges)

    def _in_turn(self, offset: int) -> Found:
        hits: list[Scored] = []
        skipped, room = offset, self.plan.limit
        for values, sort in self._turns():
            if room <= 0:
                break
            part = {**self.plan.filters, PRICED: values}
            bare = self.plan.uncounted()
            asked = replace(bare, filters=part, sort=sort, offset=skipped, limit=room)
            found = self.ask(asked)
            hits += found.hits
            room -= len(found.hits)
            skipped = max(0, skipped - found.total)
        return replace(self._whole, hits=hits)

    @cached_property
    def _whole(self) -> Found:
        return self.ask(replace(self.plan, sort=BEST, limit=1))

    def _turns(self) -> list[tuple[Sequence[str], str]]:
        """Return the values of `priced` in the order in which their listings come, and theirs."""
        unit = _told(self.counts, self.query)[0]
        there = [value for value in self.counts.get(PRICED, {}) if value not in {unit, UNPRICED}]
        turns = [([unit], self.query.sort), (sorted(there), BEST), ([UNPRICED], BEST)]
        chosen = self.plan.filters.get(PRICED)
        kept = [([one for one in values if not chosen or one in chosen], sort) for values, sort in turns]
        return [(values, sort) for values, sort in kept if values]


def _told(counts: Mapping[str, Mapping[str, int]], query: Query) -> tuple[str, dict[str, int], int]:
    """Return the unit to compare in, priced listings by unit, and how many have no price to compare.

    The unit is the one asked for, else the one most listings are priced in, else sold in.
    """
    sold = dict(counts.get(UNIT, {}))
    if chosen := query.filters.get(UNIT):
        sold = {unit: count for unit, count in sold.items() if unit in chosen}
    units = {unit: count for unit, count in counts.get(PRICED, {}).items() if unit != UNPRICED}
    ranked = sorted(units or sold, key=lambda unit: (-(units or sold)[unit], unit))
    unit = query.per or (ranked[0] if ranked else "")
    return unit, units, max(0, sum(sold.values()) - sum(units.values()))
