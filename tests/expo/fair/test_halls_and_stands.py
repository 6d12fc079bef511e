"""Halls with stands on their plans: what does not fit is named and refused, whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.translation.selectors import text_in
from expo.fair.layout import MOST_STANDS, Place, faults, overlapping
from expo.fair.models import Booth, Edition, Hall, Stand
from expo.fair.refusals import LayoutRefused, Refused
from expo.fair.services.halls import StandPlan, lay_out
from tests.expo.fair.conftest import build_hall, in_rows, plan_edition


def places() -> st.SearchStrategy[list[Place]]:
    number = st.integers(0, 30)
    corner = st.tuples(number, number, st.integers(1, 12), st.integers(1, 12))
    return st.lists(corner, max_size=12).map(
        lambda corners: [Place(f"A{at:02d}", *corner) for at, corner in enumerate(corners)]
    )


@settings(max_examples=60, deadline=None)
@given(places())
def test_the_sweep_finds_what_comparing_all_with_all_finds(stands: list[Place]) -> None:
    squares = [{(x, y) for x in range(one.x, one.right) for y in range(one.y, one.back)} for one in stands]
    expected = [
        (stands[late], stands[early])
        for late in range(len(stands))
        for early in range(late)
        if squares[late] & squares[early]
    ]
    assert overlapping(stands) == expected


def test_stands_that_share_a_wall_or_a_corner_are_fine() -> None:
    assert not faults(
        [Place("A", 0, 0, 30, 30), Place("B", 30, 0, 30, 30), Place("C", 30, 30, 30, 30)], width=60, depth=60
    )


@pytest.mark.parametrize(
    "place",
    [
        Place("A7", 380, 0, 30, 30),
        Place("A7", 0, 280, 30, 30),
        Place("A7", -1, 0, 30, 30),
        Place("A7", 0, 0, 0, 30),
        Place("A7", 0, 0, 30, -5),
    ],
    ids=["too far right", "too far back", "left of the wall", "no width", "no depth"],
)
def test_a_stand_outside_its_hall_or_without_floor_is_named(place: Place) -> None:
    (fault,) = faults([place], width=400, depth=300)
    assert "A7" in fault


def test_both_of_two_stands_on_one_floor_are_named() -> None:
    (fault,) = faults([Place("A1", 0, 0, 30, 30), Place("B2", 29, 29, 30, 30)], width=400, depth=300)
    assert "A1" in fault
    assert "B2" in fault


def test_a_number_that_is_there_twice_is_named() -> None:
    (fault,) = faults([Place("A1", 0, 0, 30, 30), Place("A1", 90, 0, 30, 30)], width=400, depth=300)
    assert "A1" in fault


@pytest.mark.django_db
def test_a_layout_with_a_fault_writes_nothing(hall: Hall, stands: list[Stand]) -> None:
    plans = [*in_rows(6), StandPlan(Place("X1", 399, 0, 30, 30)), StandPlan(Place("X2", 10, 10, 30, 30))]
    with pytest.raises(LayoutRefused) as refused:
        lay_out(hall=hall, stands=plans)
    assert len(refused.value.faults) == 2
    assert "X1" in refused.value.faults[0]
    assert "X2" in refused.value.faults[1]
    assert "T01" in refused.value.faults[1]
    assert sorted(Stand.objects.values_list("code", flat=True)) == ["T01", "T02", "T03", "T04"]


@pytest.mark.django_db
def test_a_layout_moves_adds_and_removes_stands_and_keeps_their_states(
    hall: Hall, stands: list[Stand], booth: Booth
) -> None:
    moved = StandPlan(Place("T01", 200, 200, 60, 30), kind="island", price_class="A", zone="tea")
    lay_out(hall=hall, stands=[moved, StandPlan(Place("N01", 0, 0, 30, 30), offered=False)])
    kept = Stand.objects.get(code="T01")
    assert (kept.pk, kept.x, kept.width, kept.kind, kept.price_class, kept.zone, kept.state) == (
        stands[0].pk,
        *(200, 60, "island", "A", "tea", "taken"),
    )
    assert dict(Stand.objects.values_list("code", "state")) == {"T01": "taken", "N01": "closed"}
    assert Booth.objects.get(pk=booth.pk).stand_id == kept.pk


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["held", "taken"])
def test_a_stand_that_somebody_has_is_not_laid_away(hall: Hall, stands: list[Stand], state: str) -> None:
    Stand.objects.filter(code="T02").update(state=state)
    with pytest.raises(LayoutRefused, match="T02"):
        lay_out(hall=hall, stands=in_rows(1))
    assert Stand.objects.count() == 4


@pytest.mark.django_db
def test_a_stand_is_offered_and_no_longer_offered_while_it_is_free(hall: Hall, stands: list[Stand]) -> None:
    Stand.objects.filter(code="T02").update(state="held")
    closed = [StandPlan(plan.place, offered=False) for plan in in_rows(4)]
    lay_out(hall=hall, stands=closed)
    assert dict(Stand.objects.values_list("code", "state")) == {
        **dict.fromkeys(["T01", "T03", "T04"], "closed"),
        "T02": "held",
    }
    lay_out(hall=hall, stands=in_rows(4))
    assert Stand.objects.filter(state="free").count() == 3


@pytest.mark.django_db
def test_a_hall_does_not_become_smaller_than_its_stands(
    edition: Edition, hall: Hall, stands: list[Stand]
) -> None:
    with pytest.raises(LayoutRefused, match="T04"):
        build_hall(edition, width=120)
    assert Hall.objects.get(pk=hall.pk).width == 400
    build_hall(edition, width=150, depth=30)
    assert Hall.objects.get(pk=hall.pk).depth == 30


@pytest.mark.django_db
def test_a_hall_and_its_plan_have_bounds(edition: Edition, hall: Hall) -> None:
    with pytest.raises(Refused, match="decimetres"):
        build_hall(edition, width=20_001)
    with pytest.raises(Refused, match=str(MOST_STANDS)):
        lay_out(hall=hall, stands=in_rows(MOST_STANDS + 1))


@pytest.mark.django_db
def test_halls_stand_below_halls_of_their_own_edition_and_never_below_themselves(
    edition: Edition, hall: Hall
) -> None:
    below = build_hall(edition, slug="puer", parent=hall, texts={"name": {"en": "Pu'er"}})
    assert below.parent_id == hall.pk
    assert text_in(below, "name", "en") == "Pu'er"
    with pytest.raises(Refused):
        build_hall(edition, parent=below)
    elsewhere = build_hall(plan_edition("2027", 24, 2027))
    with pytest.raises(Refused):
        build_hall(edition, slug="green", parent=elsewhere)
