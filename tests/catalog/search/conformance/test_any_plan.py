"""Plans and records put together by chance: an engine finds what `explain` accounts for, point by point.

`account` works a score out from an entry and a plan without any engine. Both engines are held to it,
so they are held to each other, for shapes of plans that no query makes today but one may tomorrow.
"""

import random
from collections.abc import Collection, Sequence

import pytest

from catalog.search.documents import (
    CHEAPEST,
    DEAREST,
    NEWEST,
    NUMBERS,
    SMALLEST,
    Entry,
    key_text,
    order_keys,
    tie_factor,
)
from catalog.search.engine import SearchEngine
from catalog.search.explain import Line, account
from catalog.search.plan import BEST, Clause, Group, Plan

FIELDS = ("title", "exact", "body", "body_exact", "gram", "code", "concept", "broader")
TERMS = tuple('red blue 茶 叶 ชา ทุเรียน dừa dua a_b x.y * ? \\ " ( AND ကော်ဖီ 🍵'.split())
FACETS = {"country": ("TH", "VN", "CN"), "odd.name": ("a", "b%c"), "category": ("tea", "tea/dark")}
STATED = ("tea.moisture", "tea.year")
RECORDS = 120
PLANS = 150


def an_entry(record: int, chance: random.Random) -> Entry:
    popularity = chance.choice((0, 0, 7, 5000))
    tie = tie_factor("thing", record, popularity)
    numbers = {name: chance.randrange(20) for name in NUMBERS if chance.random() < 0.6}
    return Entry(
        kind="thing",
        id=record,
        terms={name: chance.sample(TERMS, chance.randrange(5)) for name in FIELDS},
        facets={
            name: sorted(chance.sample(values, chance.randrange(1, len(values) + 1)))
            for name, values in FACETS.items()
            if chance.random() < 0.8
        },
        numbers=numbers,
        orders=order_keys(numbers, tie),
        tie=tie,
        stated={
            name: sorted(chance.sample(range(-20, 20), chance.randrange(1, 3)))
            for name in STATED
            if chance.random() < 0.6
        },
    )


def a_clause(chance: random.Random) -> Clause:
    terms = tuple(chance.sample(TERMS, chance.randrange(1, 4)))
    least = chance.choice((None, None, 1, len(terms)))
    return Clause(chance.choice(FIELDS), terms, chance.randrange(1, 21), least)


def a_group(number: int, chance: random.Random) -> Group:
    parts = tuple(
        tuple(a_clause(chance) for _ in range(chance.randrange(1, 4))) for _ in range(chance.randrange(1, 3))
    )
    return Group(f"group {number}", parts, optional=chance.random() < 0.3)


def a_plan(chance: random.Random) -> Plan:
    groups = tuple(a_group(number, chance) for number in range(chance.randrange(4)))
    filters = {
        name: chance.sample(values, chance.randrange(len(values) + 1))
        for name, values in FACETS.items()
        if chance.random() < 0.3
    }
    low, high = sorted((chance.randrange(20), chance.randrange(20)))
    bounds = chance.choice(((low, high), (low, None), (None, high)))
    return Plan(
        groups=groups,
        least=chance.randrange(len(groups) + 1),
        instead=tuple(a_clause(chance) for _ in range(chance.choice((0, 0, 1, 2)))),
        filters=filters,
        ranges={chance.choice(NUMBERS): bounds} if chance.random() < 0.3 else {},
        counted=tuple(FACETS),
        apart={name: chance.sample((*FACETS, *NUMBERS), 2) for name in FACETS if chance.random() < 0.3},
        bands={name: chance.sample(range(20), 3) for name in NUMBERS if chance.random() < 0.3},
        stated={chance.choice(STATED): bounds} if chance.random() < 0.3 else {},
        spans=STATED if chance.random() < 0.5 else (),
        sort=chance.choice((BEST, BEST, CHEAPEST, DEAREST, NEWEST, SMALLEST)),
        limit=RECORDS,
    )


def points(plan: Plan, entry: Entry) -> int | None:
    """Return the score in points before the tie, or None when the plan does not match the entry."""
    if not plan.required and not plan.instead:
        return 1 + sum(line.points for line in _optional(plan, entry))
    lines = account(plan, entry)
    return sum(line.points for line in lines) if lines else None


def _optional(plan: Plan, entry: Entry) -> Sequence[Line]:
    only = Plan(tuple(group for group in plan.groups if group.optional), 0)
    as_required = Plan(tuple(Group(group.text, group.parts) for group in only.groups), 1)
    return account(as_required, entry)


def passes(plan: Plan, entry: Entry, without: Collection[str] = ()) -> bool:
    narrowed = all(
        set(values) & set(entry.facets.get(name, ()))
        for name, values in plan.filters.items()
        if values and name not in without
    )
    stating = all(
        any((low is None or value >= low) and (high is None or value <= high) for value in said)
        for name, (low, high) in plan.stated.items()
        if name not in without
        for said in [entry.stated.get(name, ())]
    )
    return (
        narrowed
        and stating
        and all(
            name in entry.numbers
            and (low is None or entry.numbers[name] >= low)
            and (high is None or entry.numbers[name] <= high)
            for name, (low, high) in plan.ranges.items()
            if name not in without
        )
    )


def expected(plan: Plan, entries: Sequence[Entry]) -> list[tuple[int, float]]:
    """Return ids and scores in the order that every engine has to give."""
    found = []
    for entry in entries:
        score = points(plan, entry)
        if score is None or not passes(plan, entry):
            continue
        key = key_text(*entry.key)
        if plan.sort == BEST:
            found.append(((-score, -entry.tie, key), (entry.id, score * entry.tie)))
        else:
            found.append(((-entry.orders[plan.sort], 0.0, key), (entry.id, 0.0)))
    return [hit for _, hit in sorted(found)]


def counts(plan: Plan, entries: Sequence[Entry]) -> dict[str, dict[str, int]]:
    """Return how many records have each value of a facet, and how many at most each bound of a number."""
    told: dict[str, dict[str, int]] = {}
    matching = [entry for entry in entries if points(plan, entry) is not None]
    for facet in plan.counted:
        without = (facet, *plan.apart.get(facet, ()))
        values = [
            value
            for entry in matching
            if passes(plan, entry, without)
            for value in entry.facets.get(facet, ())
        ]
        told[facet] = {value: values.count(value) for value in set(values)}
    for name, bounds in plan.bands.items():
        held = [
            entry.numbers[name]
            for entry in matching
            if name in entry.numbers and passes(plan, entry, (name,))
        ]
        sums = {str(bound): sum(number <= bound for number in held) for bound in bounds}
        told[name] = {bound: count for bound, count in sums.items() if count}
    return told


def spans(plan: Plan, entries: Sequence[Entry]) -> dict[str, tuple[int, int]]:
    """Return the least and the largest of what is stated, whatever bounds are on it."""
    told = {}
    for name in plan.spans:
        said = [
            value
            for entry in entries
            if points(plan, entry) is not None and passes(plan, entry, (name,))
            for value in entry.stated.get(name, ())
        ]
        if said:
            told[name] = (min(said), max(said))
    return told


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_engine_finds_exactly_what_can_be_accounted_for(engine: SearchEngine, seed: int) -> None:
    chance = random.Random(seed)
    entries = [an_entry(record, chance) for record in range(RECORDS)]
    engine.index(entries)
    matched = 0
    for number in range(PLANS):
        plan = a_plan(chance)
        found = engine.search(plan)
        told = [(hit.key[1], hit.score) for hit in found.hits]
        wanted = expected(plan, entries)
        assert [record for record, _ in told] == [record for record, _ in wanted], (number, plan)
        assert [score for _, score in told] == pytest.approx([score for _, score in wanted], rel=1e-12)
        assert found.total == len(wanted)
        assert found.facets == counts(plan, entries), (number, plan)
        assert found.spans == spans(plan, entries), (number, plan)
        matched += bool(wanted)
    assert PLANS * 0.3 < matched < PLANS, "some plans find something and some nothing"


@pytest.mark.parametrize("seed", [4])
def test_pages_are_slices_of_the_whole(engine: SearchEngine, seed: int) -> None:
    chance = random.Random(seed)
    entries = [an_entry(record, chance) for record in range(RECORDS)]
    engine.index(entries)
    for _ in range(12):
        plan = a_plan(chance)
        whole = [record for record, _ in expected(plan, entries)]
        size = chance.randrange(1, 30)
        for start in range(0, len(whole) + size, size):
            page = Plan(
                **{**vars(plan), "offset": start, "limit": size, "counted": (), "bands": {}, "spans": ()}
            )
            found = engine.search(page)
            assert [hit.key[1] for hit in found.hits] == whole[start : start + size]
            assert found.total == len(whole)
