"""An operator's storefront shows its tours with what departs next, and a search tells what they cost."""

from datetime import UTC, date, datetime

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Organization, Storefront
from catalog.seams.preferences import Preferences
from catalog.tourism.models import Tour
from catalog.tourism.seller_slots import tours_of
from catalog.tourism.services.seats import set_away
from catalog.tourism.services.tours import move_tour
from catalog.tourism.tour_search import present
from tests.catalog.tourism.conftest import MakeDeparture, MakeTour
from tests.reading import page_of, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
READER = Preferences(language="en")


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def tour(make_tour: MakeTour, make_departure: MakeDeparture) -> Tour:
    tour = make_tour()
    make_departure(tour, on=date(2027, 3, 1), seats=9, taken=2)
    Storefront.objects.create(organization=tour.organization, slug="slow-roads", status="published")
    return tour


def shown_at(client: Client) -> list[str]:
    page = page_of(client.get("/en/storefront/slow-roads/"))
    return [words(card) for card in page.select("section[aria-label=Tours] .card")]


def test_a_storefront_shows_the_tours_with_price_day_and_seats(client: Client, tour: Tour) -> None:
    (card,) = shown_at(client)
    for told in ("Two days at Detian", "CNY 100.00", "Next: Mar 1, 2027", "7 seats left"):
        assert told in card


def test_a_tour_that_is_paused_leaves_the_storefront_at_once(client: Client, tour: Tour) -> None:
    assert len(shown_at(client)) == 1
    move_tour(tour=tour, status="paused", by=None)
    assert shown_at(client) == []
    move_tour(tour=tour, status="published", by=None)
    assert len(shown_at(client)) == 1


def test_seats_taken_are_seen_on_the_next_request(
    client: Client, tour: Tour, make_departure: MakeDeparture
) -> None:
    assert "7 seats left" in shown_at(client)[0]
    set_away(departure=tour.departures.get(), kind="elsewhere", seats=3, by=None)
    assert "4 seats left" in shown_at(client)[0]


def test_of_several_storefronts_each_gets_its_own_in_as_many_queries(
    tour: Tour, make_tour: MakeTour, tea_house: Organization
) -> None:
    mine, strange = Storefront.objects.get(slug="slow-roads"), tea_house.storefront
    with CaptureQueriesContext(connection) as one:
        assert [card["slug"] for card in tours_of([mine.pk], READER)[mine.pk]["cards"]] == ["detian-days"]
    for number in range(12):
        make_tour(f"tea-{number}", organization=tea_house)
    caches["default"].clear()
    with CaptureQueriesContext(connection) as many:
        found = tours_of([mine.pk, strange.pk], READER)
    assert {pk: len(values["cards"]) for pk, values in found.items()} == {mine.pk: 1, strange.pk: 12}
    assert len(many) == len(one) == 3


def test_who_has_no_tours_has_no_section(tour: Tour, tea_house: Organization) -> None:
    assert tours_of([tea_house.storefront.pk], READER) == {}
    assert tours_of([], READER) == {}


def test_a_hit_tells_the_least_price_for_one_traveller(tour: Tour) -> None:
    price = present([tour.pk], READER)[tour.pk].price
    assert (price["iso"], price["digits"], price["per"]) == ("CNY", "100.00", "traveller")
