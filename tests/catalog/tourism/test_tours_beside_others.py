"""What stands beside a tour: slots, similar tours, goods of its places; how often the database is asked."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.products.models import Product
from catalog.seams import slots
from catalog.seams.preferences import Preferences
from catalog.tourism.models import Departure, Place
from catalog.tourism.services.places import CrossingFacts
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeTour
from tests.reading import page_of, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
ON = date(2027, 3, 1)
ADDRESS = "/en/tour/detian-days/"
QUERIES = 16


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def way(make_place: MakePlace) -> tuple[Place, ...]:
    """A waterfall, a crossing, and a bay on the far side."""
    gate = make_place("gate", names={"en": "The gate"}, crossing=CrossingFacts(kind="road", other_id="VN"))
    return make_place(), gate, make_place("bay", names={"en": "The bay"}, country_id="VN")


def read(client: Client) -> BeautifulSoup:
    caches["pages"].clear()
    return page_of(client.get(ADDRESS))


def test_slots_are_filled_once_for_the_tour_and_once_for_all_departures(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, list[Any]]] = []
    real = slots.fill

    def noted(*, place: str, ids: Any, preferences: Preferences) -> Any:
        asked.append((place, list(ids)))
        return real(place=place, ids=ids, preferences=preferences)

    monkeypatch.setattr("catalog.seams.slots.fill", noted)
    tour = make_tour()
    departures = [make_departure(tour, on=ON + timedelta(days=day)).pk for day in range(3)]
    read(client)
    assert ("tour.actions", [tour.pk]) in asked
    assert asked.count(("tour.departures", departures)) == 1


def test_similar_tours_share_places_and_those_with_most_come_first(
    client: Client, make_tour: MakeTour, way: tuple[Place, ...]
) -> None:
    make_tour(stops=way)
    make_tour("one-place", stops=way[:1], title_en="One place")
    make_tour("all-places", stops=way, title_en="All places", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    make_tour("hidden", stops=way, title_en="Hidden", status="paused")
    cards = [words(card) for card in read(client).select("section[aria-labelledby=similar] h3")]
    assert cards == ["All places", "One place"]


def test_goods_named_after_a_place_stand_on_tours_that_pass_it(
    client: Client, make_tour: MakeTour, make_place: MakePlace, liubao: Product
) -> None:
    city = make_place("wuzhou", names={"en": "Wuzhou"}, kind="destination", city_id="wuzhou")
    street = make_place("old-street", names={"en": "Old street"}, part_of_id=city.pk)
    make_tour(stops=(street,))
    Product.objects.filter(pk=liubao.pk).update(city="wuzhou")
    shown = bool(read(client).select("section[aria-labelledby=goods]"))
    assert shown is (liubao.gi_id is not None)
    Product.objects.filter(pk=liubao.pk).update(gi=None)
    assert not read(client).select("section[aria-labelledby=goods]")


@pytest.mark.parametrize("many", [1, 60])
def test_the_page_takes_the_same_queries_however_much_departs(
    client: Client,
    make_tour: MakeTour,
    make_departure: MakeDeparture,
    way: tuple[Place, ...],
    django_assert_num_queries: DjangoAssertNumQueries,
    many: int,
) -> None:
    tour = make_tour(stops=way, meeting_time=time(8, 30))
    make_tour("another", stops=way)
    first = make_departure(tour)
    Departure.objects.bulk_create(
        Departure(
            tour=tour,
            on=ON + timedelta(days=day),
            back_on=ON + timedelta(days=day + 1),
            meets_at=first.meets_at + timedelta(days=day),
            closes_at=first.closes_at + timedelta(days=day),
            decides_on=ON,
            state="open",
            seats=9,
        )
        for day in range(1, many)
    )
    read(client)
    caches["default"].clear()
    caches["pages"].clear()
    with django_assert_num_queries(QUERIES):
        client.get(ADDRESS)
