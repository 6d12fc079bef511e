"""Every quantity is charged its own tier, to the minor unit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.products.pricing import (
    QuantityRefused,
    Tier,
    next_orderable,
    quotation,
    tier_for,
    tier_rows,
    total_for,
)

PEPPER = [Tier(1, 5200, "MYR"), Tier(100, 4800, "MYR"), Tier(500, 4500, "MYR")]
COFFEE = [Tier(1, 92_000, "VND"), Tier(100, 88_000, "VND"), Tier(500, 81_000, "VND")]


@pytest.mark.parametrize("tiers", [PEPPER, COFFEE], ids=["MYR", "VND"])
@pytest.mark.parametrize(("quantity", "index"), [(1, 0), (99, 0), (100, 1), (499, 1), (500, 2), (10**6, 2)])
def test_each_boundary_quantity_is_charged_its_own_tier(tiers: list[Tier], quantity: int, index: int) -> None:
    result = quotation(tiers, quantity)
    assert result.tier == tiers[index]
    assert result.total == tiers[index].minor * quantity


@given(
    starts=st.sets(st.integers(1, 5000), min_size=1, max_size=6),
    quantity=st.integers(1, 10_000),
    per=st.integers(1, 1000),
)
def test_the_tier_holds_the_quantity_whatever_the_order(starts: set[int], quantity: int, per: int) -> None:
    tiers = [Tier(start, 10_000 - start, "CNY", per) for start in starts]
    found = tier_for(tiers, quantity)
    if quantity < min(starts):
        assert found is None
        return
    assert found is not None
    assert found.quantity_from == max(start for start in starts if start <= quantity)
    (row,) = [row for row in tier_rows(tiers) if row.tier == found]
    assert row.quantity_to is None or quantity <= row.quantity_to


@given(minor=st.integers(0, 10**9), quantity=st.integers(1, 10**6), per=st.integers(1, 1000))
def test_a_total_is_never_more_than_half_a_minor_unit_off(minor: int, quantity: int, per: int) -> None:
    exact = Fraction(minor * quantity, per)
    assert abs(total_for(Tier(1, minor, "CNY", per), quantity) - exact) <= Fraction(1, 2)


def test_half_a_minor_unit_is_rounded_up() -> None:
    assert total_for(Tier(1, 35, "CNY", 10), 10) == 35
    assert total_for(Tier(1, 35, "CNY", 10), 15) == 53


def test_rows_say_where_a_tier_ends() -> None:
    assert [(row.tier.quantity_from, row.quantity_to) for row in tier_rows(list(reversed(PEPPER)))] == [
        (1, 99),
        (100, 499),
        (500, None),
    ]


@pytest.mark.parametrize(
    ("quantity", "reason", "nearest"),
    [
        (5, "below-minimum", 20),
        (0, "below-minimum", 20),
        (-3, "below-minimum", 20),
        (22, "not-a-multiple", 25),
    ],
)
def test_a_refused_quantity_names_the_nearest_that_can_be_ordered(
    quantity: int, reason: str, nearest: int
) -> None:
    with pytest.raises(QuantityRefused) as refusal:
        quotation([Tier(20, 16_800, "CNY")], quantity, moq=20, multiple=5)
    assert (refusal.value.reason, refusal.value.nearest) == (reason, nearest)


def test_a_quantity_below_the_first_tier_has_no_price() -> None:
    with pytest.raises(QuantityRefused) as refusal:
        quotation([Tier(50, 100, "CNY")], 10)
    assert (refusal.value.reason, refusal.value.nearest) == ("no-price", 50)


@given(quantity=st.integers(-10, 10_000), moq=st.integers(1, 500), multiple=st.integers(1, 50))
def test_the_next_orderable_quantity_is_accepted_and_close(quantity: int, moq: int, multiple: int) -> None:
    nearest = next_orderable(quantity, moq=moq, multiple=multiple)
    assert nearest >= moq
    assert nearest % multiple == 0
    assert nearest - max(quantity, moq) < multiple
