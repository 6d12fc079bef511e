"""Tours and departures as open data: facts that visitors see too, their licence, no sentence of an operator.

What a data set says of itself: schema.org (Dataset, DataDownload), and Google Search Central, "Dataset
structured data" (name, and a description of at least 50 characters), both read 2026-11-26.
"""

import csv
import io
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Organization
from catalog.tourism.models import Departure, Place, Tour
from catalog.tourism.open_data import LICENCE_ADDRESS
from catalog.tourism.open_tours import DEPARTURES, TOURS, csv_lines, departure_records, tour_records
from catalog.tourism.services.places import CrossingFacts
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakePlace, MakeTour
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
ON = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def february(clock: Clock) -> None:
    clock(NOW)


@pytest.fixture
def tour(make_tour: MakeTour, make_place: MakePlace) -> Tour:
    """A tour over a gate to a bay and back, of an operator that has a name in Chinese alone."""
    gate = make_place("gate", names={"en": "The gate"}, crossing=CrossingFacts(kind="road", other_id="VN"))
    bay = make_place("bay", names={"en": "The bay"}, country_id="VN")
    falls = make_place()
    made = make_tour(stops=(falls, gate, bay, gate, falls), summary_en="A sentence of its operator.")
    Organization.objects.update(name_zh_hans="慢路", source_language="zh-hans")
    return made


def table(columns: tuple[str, ...], rows: Any) -> list[dict[str, str]]:
    """Return a file as whoever opens it reads it."""
    text = "".join(csv_lines(columns, iter(rows)))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_tour_is_a_row_of_facts(tour: Tour, make_departure: MakeDeparture) -> None:
    make_departure(tour, on=ON, seats=5, taken=5)
    make_departure(tour, on=date(2027, 3, 8))
    make_departure(tour, on=date(2027, 3, 9))
    make_departure(tour, on=date(2027, 3, 7), state="planned")
    (row,) = table(TOURS, tour_records(NOW))
    assert row == {
        "tour": "detian-days",
        "operator": "慢路",
        "fictional": "False",
        "days": "2",
        "by": "coach",
        "begins": "detian",
        "ends": "detian",
        "places": "detian;bay",
        "crossings": "gate",
        "countries": "CN;VN",
        "guide_languages": "zh-hans;en",
        "group_min": "1",
        "group_max": "20",
        "currency": "CNY",
        "price_from": "100.00",
        "next_departure_with_seats": "2027-03-08",
        "page": f"{settings.SITE_ADDRESS}/en/tour/detian-days/",
        "licence": LICENCE_ADDRESS,
    }


def test_a_departure_is_a_row_of_facts_in_utc(tour: Tour, make_departure: MakeDeparture) -> None:
    make_departure(tour, on=ON, seats=5, taken=2, booked=1)
    (row,) = table(DEPARTURES, departure_records(NOW.date()))
    assert row == {
        "tour": "detian-days",
        "departs_on": "2027-03-01",
        "back_on": "2027-03-02",
        "meets_at": "2027-03-01T00:30:00+00:00",
        "closes_at": "2027-02-28T00:30:00+00:00",
        "state": "open",
        "seats": "5",
        "seats_free": "3",
        "fictional": "False",
        "page": f"{settings.SITE_ADDRESS}/en/tour/detian-days/?on=2027-03-01",
        "licence": LICENCE_ADDRESS,
    }


def test_no_sentence_of_an_operator_is_given_away(tour: Tour, make_departure: MakeDeparture) -> None:
    make_departure(tour)
    text = "".join(csv_lines(TOURS, tour_records(NOW)))
    text += "".join(csv_lines(DEPARTURES, departure_records(NOW.date())))
    for said in ("Two days at Detian", "A sentence", "Gate 2", "Waterfall", "+86 771"):
        assert said not in text, said


def test_what_visitors_do_not_see_is_not_told(
    tour: Tour, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    hidden = make_tour("hidden", status="paused")
    make_departure(hidden, on=ON)
    for day, state in ((1, "planned"), (2, "cancelled"), (3, "departed"), (4, "closed"), (5, "guaranteed")):
        make_departure(tour, on=date(2027, 3, day), state=state)
    make_departure(tour, on=date(2027, 1, 31))
    make_departure(tour, on=date(2028, 2, 2))
    make_departure(tour, on=date(2028, 2, 3))  # more than a year ahead
    days = [row["departs_on"] for row in departure_records(NOW.date())]
    assert days == ["2027-03-04", "2027-03-05", "2028-02-02"]
    assert [row["tour"] for row in tour_records(NOW)] == ["detian-days"]
    Place.objects.filter(slug="bay").update(shown=False)
    (row,) = tour_records(NOW)
    assert (row["places"], row["countries"]) == ("detian", "CN")
    Organization.objects.update(status=Organization.Status.SUSPENDED)
    assert list(tour_records(NOW)) == list(departure_records(NOW.date())) == []


def test_the_fictional_says_so_and_nothing_departing_is_nothing(tour: Tour) -> None:
    Organization.objects.update(is_demo=True)
    (row,) = table(TOURS, tour_records(NOW))
    assert (row["fictional"], row["next_departure_with_seats"]) == ("True", "")
    assert table(DEPARTURES, departure_records(NOW.date())) == []


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_name_runs_as_a_formula(start: str) -> None:
    (row,) = table(TOURS, [{**dict.fromkeys(TOURS, ""), "operator": f"{start}cmd|calc", "days": 3}])
    assert row["operator"][0] not in "=+-@\t\r"
    assert row["days"] == "3"


@pytest.mark.parametrize("many", [1, 60])
def test_files_take_the_same_queries_however_much_departs(
    tour: Tour, make_tour: MakeTour, make_departure: MakeDeparture, many: int
) -> None:
    for number in range(many // 10):
        make_tour(f"more-{number}")
    for day in range(many):
        make_departure(tour, on=date.fromordinal(ON.toordinal() + day))
    with CaptureQueriesContext(connection) as asked:
        assert len(list(tour_records(NOW))) == 1 + many // 10
    assert len(asked) == 3
    with CaptureQueriesContext(connection) as asked:
        assert len(list(departure_records(NOW.date()))) == many
    assert len(asked) == 1


@pytest.mark.parametrize("name", ["tours", "departures"])
def test_files_are_for_keeping_and_not_for_search_engines(client: Client, tour: Tour, name: str) -> None:
    address = f"/th/journeys/{name}.csv"
    response = client.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert response["X-Robots-Tag"] == "noindex"
    if isinstance(response, StreamingHttpResponse):
        assert response.getvalue().startswith("\ufefftour,departs_on".encode())
    else:
        assert response.content.startswith("\ufefftour,operator".encode())
    assert client.post(address).status_code == 405


def graph(client: Client) -> dict[str, dict[str, Any]]:
    caches["pages"].clear()
    page = page_of(client.get("/en/journeys/"))
    said = json.loads(the(page, "script[type='application/ld+json']").get_text())["@graph"]
    sets = {one["name"]: one for one in said if one["@type"] == "Dataset"}
    section = the(page, "section[aria-labelledby=open-data]")
    links = {f"{settings.SITE_ADDRESS}{link['href']}" for link in section.select("a[download]")}
    assert links == {file["contentUrl"] for one in sets.values() for file in one["distribution"]}
    assert {str(link["href"]) for link in section.select("a[rel=license]")} == {LICENCE_ADDRESS}
    for one in sets.values():
        assert {"name", "description", "license", "url", "distribution"} <= one.keys()
        assert 50 <= len(one["description"]) <= 5000
        assert one["description"] in words(the(page, "main"))
        assert one["license"] == LICENCE_ADDRESS
        for file in one["distribution"]:
            answer = client.get(file["contentUrl"].removeprefix(settings.SITE_ADDRESS))
            assert answer["Content-Type"].startswith(file["encodingFormat"])
            assert b"".join(answer) if answer.streaming else answer.content
    return sets


def test_the_front_leads_to_every_file_and_tells_machines_their_licence(client: Client, tour: Tour) -> None:
    assert list(graph(client)) == ["Open data: Places", "Open data: Tours"]
    Departure.objects.all().delete()
    Tour.objects.update(status=Tour.Status.PAUSED)
    assert list(graph(client)) == ["Open data: Places"]


def test_a_place_says_under_which_licence_its_facts_are(client: Client, make_place: MakePlace) -> None:
    make_place()
    page = page_of(client.get("/my/place/detian/"))
    link = the(page, "a[rel=license]")
    said = json.loads(the(page, "script[type='application/ld+json']").get_text())["@graph"][0]
    assert link["href"] == said["mainEntityOfPage"]["sdLicense"] == LICENCE_ADDRESS
    assert said["mainEntityOfPage"]["inLanguage"] == "my"
