"""Search finds tours in any language, shows what is true now, and forgets what is not shown."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.seams.preferences import Preferences
from catalog.search import services as search
from catalog.tourism import tour_search
from catalog.tourism.models import Departure, Tour
from catalog.translation.services import write_texts
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeTour

pytestmark = pytest.mark.django_db


@pytest.fixture
def tour(make_tour: MakeTour) -> Tour:
    made = make_tour()
    write_texts(target=made, language="en", texts={"title": "Waterfall days"}, state="source")
    write_texts(target=made, language="th", texts={"title": "วันน้ำตก"}, state="reviewed")
    return made


def row(tour: Tour, language: str = "en") -> object:
    return tour_search.present([tour.pk], Preferences(language=language)).get(tour.pk)


def test_a_document_has_every_title_and_each_country_once(tour: Tour, make_place: MakePlace) -> None:
    market = make_place("mong-cai", country_id="VN")
    for position in (1, 2):
        tour.stops.create(place=market, day=2, position=position)
    (document,) = tour_search.documents([tour.pk])
    assert document.titles == {"en": "Waterfall days", "th": "วันน้ำตก"}
    assert document.facets["country"] == ["CN", "VN"]
    assert list(tour_search.all_ids()) == [tour.pk]


def test_a_row_says_when_it_leaves_next_and_how_many_seats_are_left(
    tour: Tour, make_departure: MakeDeparture, clock: Callable[[datetime], None]
) -> None:
    clock(datetime(2027, 2, 1, tzinfo=UTC))
    make_departure(tour, on=date(2027, 3, 1), seats=5, taken=2)
    shown = tour_search.present([tour.pk], Preferences(language="en"))[tour.pk]
    assert shown.url == "/en/tour/detian-days/"
    assert [mark["text"] for mark in shown.marks] == ["Next: Mar 1, 2027", "3 seats left"]
    make_departure(tour, on=date(2027, 3, 8), seats=9)
    shown = tour_search.present([tour.pk], Preferences(language="en"))[tour.pk]
    assert [mark["text"] for mark in shown.marks] == ["Next: Mar 1, 2027", "3 seats left"]
    Departure.objects.filter(tour=tour, on=date(2027, 3, 1)).update(taken=5)
    shown = tour_search.present([tour.pk], Preferences(language="en"))[tour.pk]
    assert [mark["text"] for mark in shown.marks] == ["Next: Mar 8, 2027", "9 seats left"]
    Departure.objects.filter(tour=tour).update(state=Departure.State.CANCELLED)
    assert tour_search.present([tour.pk], Preferences(language="en"))[tour.pk].marks == []


@pytest.mark.parametrize("status", [Tour.Status.PAUSED, Tour.Status.SUSPENDED, Tour.Status.ARCHIVED])
def test_what_is_not_shown_is_neither_described_nor_presented(tour: Tour, status: str) -> None:
    assert row(tour) is not None
    Tour.objects.filter(pk=tour.pk).update(status=status)
    assert list(tour_search.documents([tour.pk])) == []
    assert row(tour) is None
    assert tour_search.addresses([tour.pk], "en") == {}


def test_a_search_in_thai_finds_it_and_an_operator_that_is_suspended_loses_it(
    client: Client, tour: Tour
) -> None:
    search.rebuild()
    page = client.get("/en/search/", {"q": "น้ำตก"}).content.decode()
    assert "/en/tour/detian-days/" in page
    Organization.objects.filter(pk=tour.organization_id).update(status="suspended")
    assert "/en/tour/detian-days/" not in client.get("/en/search/", {"q": "น้ำตก"}).content.decode()


@pytest.mark.parametrize("rows", [1, 24])
def test_presenting_takes_the_same_queries_however_many(
    make_tour: MakeTour, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    ids = [make_tour(f"tour-{number}").pk for number in range(rows)]
    with django_assert_num_queries(3):
        assert len(tour_search.present(ids, Preferences(language="lo"))) == rows
