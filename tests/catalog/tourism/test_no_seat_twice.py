"""The last guard of a departure's seats is in the database itself."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from catalog.tourism.models import Departure
from catalog.tourism.tour_document import DayDocument, TourDocument, from_json, to_json
from tests.catalog.tourism.conftest import MakeDeparture


@pytest.fixture
def departure(make_departure: MakeDeparture) -> Departure:
    return make_departure()


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"taken": 6}, id="more taken than there are"),
        pytest.param({"booked": 1}, id="booked without being taken"),
        pytest.param({"back_on": date(2027, 2, 28)}, id="back before it left"),
    ],
)
def test_a_departure_that_cannot_be_is_refused_by_the_database(
    departure: Departure, changes: dict[str, object]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Departure.objects.filter(pk=departure.pk).update(**changes)


def test_seats_cannot_be_taken_away_below_what_is_taken(departure: Departure) -> None:
    Departure.objects.filter(pk=departure.pk).update(taken=F("taken") + 5)
    with pytest.raises(IntegrityError), transaction.atomic():
        Departure.objects.filter(pk=departure.pk).update(seats=4)
    departure.refresh_from_db()
    assert (departure.seats, departure.free) == (5, 0)


def test_a_tour_departs_once_a_day(departure: Departure) -> None:
    departure.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        departure.save(force_insert=True)


def test_a_tours_document_comes_back_from_its_json() -> None:
    document = TourDocument(
        source_language="zh-hans",
        title={"zh-hans": "德天一日"},
        days=(DayDocument(text={"zh-hans": "瀑布"}, places=("detian",)),),
        meeting_time=time(8, 30),
    )
    assert from_json(to_json(document)) == document
