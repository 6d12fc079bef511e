"""Places, crossings and routes lead to the tours that visit them: those that the list finds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from catalog.tourism.models import Departure, Place, Tour, TourStop
from catalog.tourism.selectors.departures import with_room
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.services.routes import RouteFacts, save_route
from tests.catalog.tourism.conftest import MakeDeparture, MakePlace, MakeTour
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
TOURS = "section[aria-labelledby=tours]"
Offered = dict[str, Tour]


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def read(client: Client, address: str) -> BeautifulSoup:
    caches["pages"].clear()
    response = client.get(address)
    assert response.status_code == 200, address
    return page_of(response)


def cards(page: Tag) -> list[str]:
    return [words(title) for title in page.select(".tiles .card h3")]


@pytest.fixture
def offered(make_place: MakePlace, make_tour: MakeTour) -> Offered:
    """A walk in a city's waterfall, two tours over a bridge of which one goes to the bay, and two routes."""
    city = make_place("chongzuo", names={"en": "Chongzuo"}, kind="destination")
    fall = make_place(part_of_id=city.pk)
    bridge = make_place(
        "bridge", names={"en": "The bridge"}, crossing=CrossingFacts(kind="road", other_id="VN")
    )
    bay = make_place("bay", names={"en": "The bay"}, country_id="VN")
    town = make_place("town", names={"en": "The town"}, kind="destination")
    ends = {"begins": town, "ends": town}
    facts = RouteFacts(mode="coach", source_id="gazette")
    save_route(slug="over", names={"en": "Over"}, abouts={}, facts=facts, stops=["bridge", "bay"])
    save_route(slug="on-foot", names={"en": "On foot"}, abouts={}, facts=facts, stops=["town", "detian"])
    return {
        "walk": make_tour("walk", title_en="A walk", stops=(fall,), days=1),
        "sea": make_tour("sea", title_en="By the sea", stops=(bridge, bay), price_low=5000, **ends),
        "market": make_tour("market", title_en="To market", stops=(bridge,), **ends),
    }


def test_a_place_names_its_tours_with_day_seats_and_price_those_that_leave_first_before_others(
    client: Client, offered: Offered, make_departure: MakeDeparture
) -> None:
    make_departure(offered["market"], on=date(2027, 3, 9), seats=8)
    make_departure(offered["sea"], on=date(2027, 3, 4), seats=2, taken=2)
    make_departure(offered["sea"], on=date(2027, 3, 5), seats=4, taken=1)
    make_departure(offered["sea"], on=date(2027, 3, 6), seats=20)
    section = the(read(client, "/en/place/bridge/"), TOURS)
    assert cards(section) == ["By the sea", "To market"]
    first = words(the(section, ".card"))
    assert "from CNY 50.00 / traveller" in first
    assert first.endswith("Next: Mar 5, 2027 3 seats left")
    Departure.objects.filter(tour=offered["sea"], on=date(2027, 3, 5)).update(state="cancelled")
    assert "Next: Mar 6, 2027 20 seats left" in words(the(read(client, "/en/place/bridge/"), TOURS))


@pytest.mark.parametrize(
    ("place", "query"),
    [
        pytest.param("bridge", "?crossing=bridge", id="a crossing"),
        pytest.param("bay", "?place=bay", id="a sight"),
        pytest.param("chongzuo", "?place=chongzuo", id="a city whose waterfall is visited"),
        pytest.param("town", "?place=town", id="where tours begin"),
    ],
)
def test_all_tours_there_are_those_the_list_finds(
    client: Client, offered: Offered, place: str, query: str
) -> None:
    section = the(read(client, f"/th/place/{place}/"), TOURS)
    link = str(the(section, "a.more")["href"])
    assert link == f"/th/journeys/{query}"
    shown = cards(section)
    assert shown
    assert sorted(shown) == sorted(cards(read(client, link)))


def test_four_are_named_and_none_where_none_is_shown(
    client: Client, offered: Offered, make_tour: MakeTour
) -> None:
    bay = Place.objects.get(slug="bay")
    for number in range(5):
        make_tour(f"more-{number}", title_en=f"More {number}", stops=(bay,))
    assert len(cards(the(read(client, "/en/place/bay/"), TOURS))) == 4
    Tour.objects.filter(stops__place=bay).update(status=Tour.Status.PAUSED)
    assert not read(client, "/en/place/bay/").select(TOURS)


def links(page: BeautifulSoup) -> dict[str, str]:
    """Return where counts of tours lead, by what they are counted for."""
    found = page.select("a[aria-describedby^=over-], a[aria-describedby^=route-]")
    counts = [link for link in found if "tour" in words(link)]
    described = {str(link["aria-describedby"]): link for link in counts}
    return {words(the(page, f"#{name}")): f"{words(link)} {link['href']}" for name, link in described.items()}


def test_crossings_and_routes_lead_to_their_tours_and_nowhere_without_one(
    client: Client, offered: Offered, make_place: MakePlace
) -> None:
    make_place("pass", names={"en": "The pass"}, crossing=CrossingFacts(kind="road", other_id="VN"))
    page = read(client, "/en/journeys/")
    assert links(page) == {
        "The bridge": "2 tours /en/journeys/?crossing=bridge",
        "Over": "1 tour /en/journeys/?route=over",
    }
    for line in links(page).values():
        count, _noun, address = line.split()
        assert len(cards(read(client, address))) == int(count)
    assert links(read(client, "/en/place/bay/")) == {"Over": "1 tour /en/journeys/?route=over"}


def test_a_hidden_border_counts_as_the_list_counts_it(client: Client, offered: Offered) -> None:
    Place.objects.filter(slug="bridge").update(shown=False)
    page = read(client, "/en/journeys/")
    assert links(page) == {"Over": "1 tour /en/journeys/?route=over"}
    assert "The bridge" not in str(page)
    assert cards(read(client, "/en/journeys/?route=over")) == ["By the sea"]


@pytest.mark.parametrize("many", [1, 24, 200])
def test_a_place_takes_the_same_queries_however_many_tours_visit_it(
    client: Client,
    make_tour: MakeTour,
    make_departure: MakeDeparture,
    django_assert_num_queries: DjangoAssertNumQueries,
    many: int,
) -> None:
    first = make_tour("tour-0")
    first_departure = make_departure(first)
    made = [Tour(**{**_plain(first), "slug": f"tour-{number}"}) for number in range(1, many)]
    tours = Tour.objects.bulk_create(made)
    TourStop.objects.bulk_create(
        TourStop(tour=tour, place_id=first.begins_id, day=1, position=0) for tour in tours
    )
    Departure.objects.bulk_create(Departure(**{**_plain(first_departure), "tour": tour}) for tour in tours)
    read(client, "/en/place/detian/")
    caches["default"].clear()
    caches["pages"].clear()
    with django_assert_num_queries(12):
        client.get("/en/place/detian/")


def _plain(record: Tour | Departure) -> dict[str, object]:
    fields = [field for field in record._meta.concrete_fields if not field.primary_key]
    return {field.attname: getattr(record, field.attname) for field in fields if field.attname != "tour_id"}


@pytest.mark.parametrize(
    ("seats", "tours", "found"),
    [(1, None, {"walk": 1, "sea": 2}), (2, None, {"walk": 9, "sea": 2}), (3, ["sea"], {}), (1, [], {})],
)
def test_the_seats_of_the_first_departure_with_room_come_in_the_one_query(
    offered: Offered,
    make_departure: MakeDeparture,
    django_assert_num_queries: DjangoAssertNumQueries,
    seats: int,
    tours: list[str] | None,
    found: dict[str, int],
) -> None:
    """Every bound of what a departure with room is holds for both: its day and its seats."""

    def day(number: int) -> date:
        return date(2027, 3, number)

    walk, sea = offered["walk"], offered["sea"]
    make_departure(walk, on=date(2027, 2, 28), seats=7)  # before the span
    make_departure(walk, on=day(1), seats=5, taken=5)
    make_departure(walk, on=day(2), seats=6, closes_at=NOW)
    make_departure(walk, on=day(3), seats=4, state="planned")
    make_departure(walk, on=day(4), seats=3, taken=2)
    make_departure(walk, on=day(5), seats=9)
    make_departure(sea, on=day(6), seats=2, state="guaranteed")
    make_departure(sea, on=day(8), seats=20)  # after the span
    ids = None if tours is None else [offered[name].pk for name in tours]
    with django_assert_num_queries(1 if tours != [] else 0):
        rooms = with_room(from_day=day(1), until_day=day(7), seats=seats, tours=ids, now=NOW)
    names = {tour.pk: name for name, tour in offered.items()}
    assert {names[pk]: room.free for pk, room in rooms.items()} == found
    firsts = {"walk": day(4 if seats == 1 else 5), "sea": day(6)}
    assert {names[pk]: room.first for pk, room in rooms.items()} == {name: firsts[name] for name in found}


def test_a_place_offers_departures_of_the_coming_year_and_no_past_one(
    client: Client, offered: Offered, make_departure: MakeDeparture
) -> None:
    make_departure(offered["walk"], on=NOW.date() - timedelta(days=1), closes_at=NOW + timedelta(days=1))
    make_departure(offered["walk"], on=NOW.date() + timedelta(days=367))
    assert "Next:" not in words(the(read(client, "/en/place/detian/"), TOURS))
    make_departure(offered["walk"], on=NOW.date() + timedelta(days=366))
    assert "Next: Feb 2, 2028" in words(the(read(client, "/en/place/detian/"), TOURS))
