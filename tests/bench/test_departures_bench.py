"""The bench of departures asks the bare SQL for the same as the list does, in one query each."""

from datetime import UTC, date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from catalog.tourism.models import Departure
from catalog.tourism.selectors.departures import with_room
from tests.bench.departures import DAYS, ask_bare, fill, measured

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
FIRST = date(2027, 2, 2)


def test_both_find_the_same_tours_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    fill(400, 7, FIRST, NOW)
    assert Departure.objects.count() == 400
    Departure.objects.filter(tour__slug="bench-1").update(state="closed")
    last = FIRST + timedelta(days=DAYS)
    for seats in (1, 2, 19):
        with django_assert_num_queries(1):
            ours = with_room(from_day=FIRST, until_day=last, seats=seats, now=NOW)
        bare = {tour: (first, free) for tour, first, free in ask_bare(FIRST, last, seats, NOW)}
        assert {tour: (str(room.first), room.free) for tour, room in ours.items()} == {
            tour: (str(first), free) for tour, (first, free) in bare.items()
        }
    assert len(with_room(from_day=FIRST, until_day=last, now=NOW)) == 6


def test_a_ratio_is_told_for_a_span() -> None:
    fill(60, 3, FIRST, NOW)
    found = measured(FIRST, FIRST + timedelta(days=30), NOW, rounds=2)
    assert found.found == 3
    assert found.ours > 0
    assert f"{found.ours / found.bare:.2f}" in found.line("a month")
