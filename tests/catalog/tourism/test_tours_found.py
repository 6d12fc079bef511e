"""Search finds tours in any language, shows what is true now, and forgets what is not shown."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.merchants.models import Organization
from catalog.seams.preferences import Preferences
from catalog.search import services as search
from catalog.search.models import IndexChange
from catalog.tourism import tour_search
from catalog.tourism.models import Departure, Tour
from catalog.tourism.services import seats
from catalog.tourism.services.departure_clock import follow_clock
from catalog.tourism.services.departures import open_departure
from catalog.translation.services import write_texts
from tests.catalog.tourism.booking_cast import booker
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeTour
from tests.reading import page_of, the, words

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


def months(tour: Tour) -> list[str]:
    (document,) = tour_search.documents([tour.pk])
    return list(document.facets["departs"])


def test_a_document_says_in_which_months_bookings_are_taken(
    tour: Tour, make_departure: MakeDeparture, clock: Callable[[datetime], None]
) -> None:
    now = datetime(2027, 2, 1, tzinfo=UTC)
    clock(now)
    assert months(tour) == []
    make_departure(tour, on=date(2027, 5, 9))
    make_departure(tour, on=date(2027, 3, 1), seats=5, taken=5)  # full: who waits comes too
    make_departure(tour, on=date(2027, 3, 8), state="guaranteed")
    make_departure(tour, on=date(2028, 1, 1))
    make_departure(tour, on=date(2027, 6, 1), state="planned")
    make_departure(tour, on=date(2027, 7, 1), state="closed")
    make_departure(tour, on=date(2027, 8, 1), state="cancelled")
    make_departure(tour, on=date(2027, 9, 1), closes_at=now)
    assert months(tour) == ["2027-03", "2027-05", "2028-01"]


@pytest.mark.parametrize("rows", [1, 24])
def test_describing_takes_three_queries_however_many_depart(
    make_tour: MakeTour,
    make_departure: MakeDeparture,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
) -> None:
    ids = [make_tour(f"tour-{number}").pk for number in range(rows)]
    for number, tour in enumerate(Tour.objects.filter(pk__in=ids)):
        make_departure(tour, on=date(2027, 3, 1 + number))
    with django_assert_num_queries(3):
        assert len(list(tour_search.documents(ids))) == rows


def waiting() -> list[int]:
    """Return the tours the index is to follow, and forget them."""
    found = list(IndexChange.objects.filter(kind="tour").order_by("pk").values_list("record", flat=True))
    IndexChange.objects.all().delete()
    return found


def test_the_index_follows_departures_and_not_each_seat(
    tour: Tour, make_departure: MakeDeparture, clock: Callable[[datetime], None]
) -> None:
    """Months change where departures are opened, closed by the clock, or cancelled; seats change none."""
    clock(datetime(2027, 2, 1, tzinfo=UTC))
    departure = make_departure(tour, on=date(2027, 3, 1), state="planned")
    open_departure(departure=departure, by=None)
    assert waiting() == [tour.pk]
    search.rebuild()
    seats.reserve(departure=departure, party={"adult": 2}, booker=booker())
    assert waiting() == []
    clock(datetime(2027, 2, 28, 1, tzinfo=UTC))  # past the cut-off, a day before it meets
    assert follow_clock() == 1
    assert waiting() == [tour.pk]
    assert months(tour) == []


def test_a_search_is_narrowed_by_month_and_offers_the_months_to_come_in_their_order(
    client: Client, tour: Tour, make_tour: MakeTour, make_departure: MakeDeparture, clock: Callable[..., None]
) -> None:
    clock(datetime(2027, 2, 1, tzinfo=UTC))
    other = make_tour("other")
    write_texts(target=other, language="en", texts={"title": "Waterfall nights"}, state="source")
    make_departure(tour, on=date(2027, 10, 1))
    for on in (date(2027, 2, 20), date(2027, 3, 1), date(2027, 3, 8)):
        make_departure(other, on=on)
    search.rebuild()
    page = page_of(client.get("/en/search/", {"q": "waterfall"}))
    boxes = page.select("input[name=departs]")
    assert [(box["value"], words(the(page, f"label[for={box['id']}]"))) for box in boxes] == [
        ("2027-02", "February 2027 1"),
        ("2027-03", "March 2027 1"),
        ("2027-10", "October 2027 1"),
    ]
    narrowed = str(page_of(client.get("/en/search/", {"q": "waterfall", "departs": "2027-10"})))
    assert "/en/tour/detian-days/" in narrowed
    assert "/en/tour/other/" not in narrowed
    clock(datetime(2027, 3, 2, tzinfo=UTC))  # the index still has February
    page = page_of(client.get("/en/search/", {"q": "waterfall"}))
    assert [box["value"] for box in page.select("input[name=departs]")] == ["2027-03", "2027-10"]


@pytest.mark.parametrize("typed", ["2027-13", "soon", "2027-3", "", "9999-99", "2027-03\x00"])
def test_what_is_no_month_is_no_choice(typed: str) -> None:
    assert tour_search.DEPARTS.labels([typed, "9999-12"], "en") == {"9999-12": "December 9999"}
