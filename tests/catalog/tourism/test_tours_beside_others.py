"""What stands beside a tour: slots, similar tours, goods of its places; how often the database is asked."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.products.models import GeographicalIndication, Product
from catalog.seams import slots
from catalog.seams.preferences import Preferences
from catalog.tourism.models import Departure, Place, Tour
from catalog.tourism.selectors.tour_cards import tour_cards
from catalog.tourism.selectors.tour_page import goods_near, similar_tours
from catalog.tourism.services.places import CrossingFacts
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeTour
from tests.reading import page_of, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
ON = date(2027, 3, 1)
ADDRESS = "/en/tour/detian-days/"
QUERIES = 19


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


def test_a_similar_tour_says_when_it_departs_next_and_how_many_seats_are_left(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture, way: tuple[Place, ...]
) -> None:
    make_departure(make_tour(stops=way), on=ON, seats=9)
    other = make_tour("other", stops=way)
    make_departure(other, on=ON, taken=5)
    make_departure(other, on=date(2027, 3, 4), taken=4)
    make_tour("never", stops=way)
    cards = [words(card) for card in read(client).select("section[aria-labelledby=similar] .card")]
    assert sorted("Next: Mar 4, 2027 1 seat left" in card for card in cards) == [False, True]
    assert not any("9 seats" in card for card in cards)


def test_goods_of_where_a_tour_begins_and_ends_stand_there_too(
    client: Client, make_tour: MakeTour, make_place: MakePlace, sources: None, liubao: Product
) -> None:
    told = {"country_id": "CN", "source_id": "gazette", "hs6": "090230"}
    tea = GeographicalIndication.objects.create(slug="liubao-tea", **told)
    Product.objects.filter(pk=liubao.pk).update(city="wuzhou", gi=tea)
    city = make_place("wuzhou", names={"en": "Wuzhou"}, kind="destination", city_id="wuzhou")
    tour = make_tour()
    assert not read(client).select("section[aria-labelledby=goods]")
    for ends in ({"begins": city}, {"ends": city}):
        Tour.objects.filter(pk=tour.pk).update(begins=tour.begins, ends=tour.ends)
        Tour.objects.filter(pk=tour.pk).update(**ends)
        goods = [words(card) for card in read(client).select("section[aria-labelledby=goods] h3")]
        assert len(goods) == 1
        assert "Liubao" in goods[0]


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


def test_goods_near_are_named_after_a_place_and_made_where_the_tour_passes(
    make_place: MakePlace, sources: None, liubao: Product, kampot: Product
) -> None:
    told = {"country_id": "CN", "source_id": "gazette", "hs6": "090230"}
    indication = GeographicalIndication.objects.create(slug="liubao-tea", **told)
    Product.objects.update(city="wuzhou", gi=None)
    city = make_place("wuzhou", names={"en": "Wuzhou"}, kind="destination", city_id="wuzhou")
    street = make_place("old-street", names={"en": "Old street"}, part_of_id=city.pk)
    elsewhere = make_place("guilin", names={"en": "Guilin"}, kind="destination", city_id="guilin")

    def near(*places: Place) -> list[int]:
        return [card.id for card in goods_near({place.pk for place in places}, language="en")]

    assert near(city) == []
    Product.objects.filter(pk=liubao.pk).update(gi=indication)
    assert near(city) == near(street) == near(elsewhere, street, city) == [liubao.pk]
    assert near(elsewhere) == near() == []
    Product.objects.filter(pk=liubao.pk).update(status=Product.Status.PAUSED)
    assert near(city) == []


def test_of_similar_tours_four_are_named_and_never_the_tour_itself(
    make_tour: MakeTour, way: tuple[Place, ...]
) -> None:
    tour = make_tour(stops=way)
    for day in range(1, 7):
        make_tour(f"day-{day}", stops=way[:1], published_at=datetime(2026, 11, day, tzinfo=UTC))
    make_tour("far", stops=way[2:], published_at=datetime(2026, 10, 1, tzinfo=UTC))
    (card,) = tour_cards(Tour.objects.filter(pk=tour.pk), language="en")

    def similar(*places: Place) -> list[str]:
        return [one.slug for one in similar_tours(card, [place.pk for place in places], language="en")]

    assert similar(*way) == ["day-6", "day-5", "day-4", "day-3"]
    assert similar(way[2]) == ["far"]
    assert similar() == []
    Organization.objects.update(status=Organization.Status.SUSPENDED)
    assert similar(*way) == []
