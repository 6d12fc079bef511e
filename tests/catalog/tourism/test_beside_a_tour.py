"""Beside a tour: how many travel on the day chosen, what they pay, and the borders on the way."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.test import Client

from catalog.tourism.booking_forms import party_asked
from catalog.tourism.finding.beside import prices_on
from catalog.tourism.services.places import CrossingFacts
from catalog.tourism.tour_document import BandDocument, SeasonDocument
from tests.catalog.tourism.conftest import TOUR_DOCUMENT, MakeDeparture, MakePlace, MakeTour
from tests.reading import the, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
ON, LATER = date(2027, 3, 1), date(2027, 4, 1)
ADDRESS = "/en/tour/detian-days/"
BOOK = f"{ADDRESS}book/2027-03-01/"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def read(client: Client, address: str = ADDRESS) -> BeautifulSoup:
    caches["pages"].clear()
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def test_a_party_is_asked_for_the_day_that_was_chosen(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    tour = make_tour()
    make_departure(tour, on=ON)
    make_departure(tour, on=LATER)
    form = the(read(client), "section[aria-labelledby=book] form")
    assert (form["method"], form["action"]) == ("get", BOOK)
    boxes = {box["name"]: (box["value"], box["max"]) for box in form.find_all("input")}
    assert boxes == {"band_adult": ("1", "20"), "band_child": ("0", "20"), "band_infant": ("0", "20")}
    chosen = the(read(client, f"{ADDRESS}?on=2027-04-01"), "section[aria-labelledby=book]")
    assert words(the(chosen, "h2")) == "Book for Thu, Apr 1, 2027"
    assert the(chosen, "form")["action"] == f"{ADDRESS}book/2027-04-01/"


def test_nobody_is_asked_where_nothing_takes_bookings(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    tour = make_tour()
    assert not read(client).select("section[aria-labelledby=book]")
    make_departure(tour, on=ON, state="closed")
    assert not read(client).select("section[aria-labelledby=book]")


def test_how_many_travel_is_taken_along_and_added_up(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    make_departure(make_tour(), on=ON)
    page = read(client, f"{BOOK}?band_adult=2&band_child=1&band_infant=0")
    assert [the(page, f"#id_band_{key}")["value"] for key in ("adult", "child", "infant")] == ["2", "1", "0"]
    assert words(the(page, "section[aria-labelledby=prices]")).endswith(
        "In all Adult: 2, Child: 1 CNY 340.00"
    )
    alone = words(the(read(client, BOOK), "section[aria-labelledby=prices]"))
    assert alone.endswith("In all Adult: 1 CNY 120.00")


def test_what_was_posted_is_added_up_again(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    make_departure(make_tour(), on=ON, seats=5, taken=4, booked=4)
    answer = client.post(BOOK, {"band_adult": "3", "do": "hold"})
    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 400
    assert words(the(page, "section[aria-labelledby=prices]")).endswith("Adult: 3 CNY 360.00")


def test_a_party_without_a_seat_has_no_sum(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    make_departure(make_tour(), on=ON)
    told = words(the(read(client, f"{BOOK}?band_infant=1"), "section[aria-labelledby=prices]"))
    assert "In all" not in told


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ({}, None),
        ({"adult": "2", "child": "0"}, {"adult": 2}),
        ({"adult": "0", "child": "0"}, None),
        ({"adult": "-1", "child": "1"}, {"child": 1}),
        ({"adult": "two", "child": "1.5"}, None),
        ({"adult": "๒"}, None),  # Thai two: the form itself says what it takes
        ({"adult": "20"}, {"adult": 20}),
        ({"adult": "21"}, None),
        ({"adult": "9" * 500}, None),
        ({"senior": "2"}, None),
        ({"adult": ""}, None),
    ],
)
def test_an_address_is_believed_only_where_it_makes_sense(
    typed: dict[str, str], asked: dict[str, int] | None
) -> None:
    address = {f"band_{key}": value for key, value in typed.items()}
    assert party_asked(address, bands=TOUR_DOCUMENT.bands, most=20) == asked


def test_a_day_is_priced_by_its_season_and_a_gap_is_not() -> None:
    season = SeasonDocument(from_day=ON, until_day=date(2027, 3, 9), prices={"adult": 12000, "infant": 0})
    dearer = SeasonDocument(from_day=date(2027, 3, 9), until_day=date(2027, 3, 20), prices={"adult": 15050})
    infants_first = (BandDocument(key="infant", seat=False, age_to=1), BandDocument(key="adult", age_from=12))
    document = replace(TOUR_DOCUMENT, bands=infants_first, seasons=(season, dearer))
    days = [date(2027, 2, 28), ON, date(2027, 3, 9), date(2027, 3, 20), date(2027, 3, 21)]
    told = prices_on(document, days, "en")
    assert {day.isoformat(): price.replace("\xa0", " ") for day, price in told.items()} == {
        "2027-03-01": "CNY 120.00",
        "2027-03-09": "CNY 150.50",
        "2027-03-20": "CNY 150.50",
    }
    assert prices_on(replace(TOUR_DOCUMENT, bands=()), days, "en") == {}


def test_a_day_without_a_price_says_so(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    season = SeasonDocument(from_day=ON, until_day=ON, prices={"adult": 12000, "child": 0, "infant": 0})
    tour = make_tour(document={"seasons": (season,)})
    make_departure(tour, on=ON)
    make_departure(tour, on=LATER)
    rows = [words(row) for row in read(client).select("section[aria-labelledby=departures] tbody tr")]
    assert "CNY 120.00" in rows[0]
    assert "Not said" in rows[1]


def test_borders_on_the_way_are_told_in_order_with_their_days(
    client: Client, make_tour: MakeTour, make_place: MakePlace, make_departure: MakeDeparture
) -> None:
    town = make_place("town", names={"en": "Nanning"}, kind="destination")
    gate = make_place("gate", names={"en": "The gate"}, crossing=CrossingFacts(kind="road", other_id="VN"))
    bay = make_place("bay", names={"en": "The bay"}, country_id="VN")
    tour = make_tour(stops=(gate, bay, gate), days=3, begins=town, ends=town)
    tour.stops.filter(position__lt=2).update(day=2)
    tour.stops.filter(position=2).update(day=3)
    make_departure(tour, on=ON)
    panel = the(read(client), "section[aria-labelledby=entry]")
    assert [words(line) for line in panel.select("ol li")] == [
        "Day 2 · Vietnam The gate",
        "Day 3 · China The gate",
    ]
    assert {link["href"] for link in panel.select("ol a")} == {"/en/place/gate/"}


def test_a_tour_within_one_country_names_no_border(client: Client, make_tour: MakeTour) -> None:
    make_tour()
    assert not the(read(client), "section[aria-labelledby=entry]").select("ol")
