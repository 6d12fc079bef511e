"""The calendar: every day of a month with the seats that are left, in every language's week."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.tourism.finding.choice import month_of
from catalog.tourism.finding.month import month_values
from catalog.tourism.models import Departure, Tour
from tests.catalog.tourism.conftest import MakeDeparture, MakeTour
from tests.reading import page_of, the, words

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 2, 10, 4, 0, tzinfo=UTC)
MARCH = "?month=2027-03"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def read(client: Client, query: str = MARCH, language: str = "en") -> BeautifulSoup:
    caches["pages"].clear()
    response = client.get(f"/{language}/journeys/calendar/{query}")
    assert response.status_code == 200
    return page_of(response)


def cells(page: BeautifulSoup) -> list[list[str]]:
    return [[words(cell) for cell in row.find_all("td")] for row in page.select("table.month tbody tr")]


def test_a_month_says_how_many_seats_are_left_on_each_day(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    one, other = make_tour(), make_tour("other", title_en="The other")
    make_departure(one, on=date(2027, 3, 1), seats=5, taken=2)
    make_departure(other, on=date(2027, 3, 1), seats=7)
    make_departure(one, on=date(2027, 3, 31), taken=5)
    make_departure(other, on=date(2027, 3, 5), state="cancelled")
    make_departure(one, on=date(2027, 4, 1))
    page = read(client)
    assert words(the(page, "h2#month")) == "March 2027"
    weeks = cells(page)
    assert weeks[0] == ["1 10", "2", "3", "4", "5", "6", "7"]
    assert weeks[-1] == ["29", "30", "31 0", "", "", "", ""]
    assert the(page, "table.month a")["aria-label"] == "Mon, Mar 1, 2027: 10 seats left"
    anchors = [str(link["href"])[1:] for link in page.select("table.month a")]
    assert anchors == ["d-2027-03-01", "d-2027-03-31"]
    assert all(page.find(id=anchor) is not None for anchor in anchors)
    listed = [words(line) for line in page.select("ul.register li")]
    assert listed[0] == "Two days at Detian 3 seats left 1 more until it is guaranteed"
    assert listed[-1] == "Two days at Detian 0 seats left Full"


@pytest.mark.parametrize(
    ("language", "first"), [("zh-hans", "周一"), ("th", "จ."), ("vi", "Th 2"), ("lo", "ຈັນ")]
)
def test_days_of_the_week_are_named_in_the_readers_language(language: str, first: str) -> None:
    values = month_values(month=date(2027, 3, 1), tour="", language=language, now=NOW)
    assert values["weekdays"][0]["short"] == first
    assert len({day["wide"] for day in values["weekdays"]}) == 7
    assert [cell["number"] for cell in values["weeks"][0]] == [1, 2, 3, 4, 5, 6, 7]


def test_days_that_have_passed_are_empty(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    tour = make_tour()
    make_departure(tour, on=date(2027, 2, 9))
    make_departure(tour, on=date(2027, 2, 20))
    page = read(client, "")
    assert words(the(page, "h2#month")) == "February 2027"
    assert [link["href"] for link in page.select("table.month a")] == ["#d-2027-02-20"]


@pytest.mark.parametrize(
    ("month", "title", "before", "after"),
    [
        ("2027-02", "February 2027", None, "2027-03"),
        ("2027-12", "December 2027", "2027-11", "2028-01"),
        ("2020-01", "February 2027", None, "2027-03"),
        ("2029-02", "February 2029", "2029-01", None),
        ("2999-01", "February 2029", "2029-01", None),
        ("2027-13", "February 2027", None, "2027-03"),
        ("March", "February 2027", None, "2027-03"),
        ("0000-00", "February 2027", None, "2027-03"),
    ],
)
def test_months_lead_on_from_this_one_for_two_years(
    month: str, title: str, before: str | None, after: str | None
) -> None:
    values = month_values(month=month_of(month), tour="", language="en", now=NOW)
    assert values["title"] == title
    assert values["before"].rpartition("=")[2] == (before or "")
    assert values["after"].rpartition("=")[2] == (after or "")


def test_of_one_tour_only_its_own_departures_are_shown(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    make_departure(make_tour(), on=date(2027, 3, 1))
    make_departure(make_tour("other", title_en="The other"), on=date(2027, 3, 2))
    page = read(client, f"{MARCH}&tour=other")
    assert [words(title) for title in page.select("ul.register h3")] == ["The other"]
    assert words(the(page, "main header p")) == "The other"
    assert str(the(page, "a[rel=next]")["href"]).endswith("?month=2027-04&tour=other")
    # A tour nobody sees is no tour: all are shown.
    Tour.objects.filter(slug="other").update(status="paused")
    assert [words(title) for title in read(client, f"{MARCH}&tour=other").select("h3")] == [
        "Two days at Detian"
    ]


def test_a_month_without_departures_says_so(client: Client) -> None:
    page = read(client)
    assert "Nothing departs in this month" in words(the(page, ".empty"))
    assert len(page.select("table.month td")) == 35


def test_a_crowded_day_names_some_and_leads_to_the_rest(
    client: Client, make_tour: MakeTour, make_departure: MakeDeparture
) -> None:
    for number in range(8):
        make_departure(make_tour(f"tour-{number}"), on=date(2027, 3, 1), taken=5 if number < 3 else 0)
    page = read(client)
    listed = [words(line) for line in page.select("ul.register li")]
    assert len(listed) == 6
    assert [("Full" in line) for line in listed] == [False] * 5 + [True]
    more = the(page, "a[href*='from=2027-03-01']")
    assert words(more) == "2 more on this day"


def test_a_month_takes_the_same_queries_for_10_and_for_200_departures(
    client: Client, make_tour: MakeTour
) -> None:
    counted = []
    tours = [make_tour(f"tour-{number}") for number in range(10)]
    for size in (10, 200):
        held = Departure.objects.count()
        Departure.objects.bulk_create(
            Departure(
                tour=tours[number % 10],
                on=date(2027, 3, 1) + timedelta(days=number // 10),
                back_on=date(2027, 4, 30),
                meets_at=NOW + timedelta(days=20),
                closes_at=NOW + timedelta(days=19),
                decides_on=NOW.date(),
                state="open",
                seats=9,
            )
            for number in range(held, size)
        )
        client.get(f"/en/journeys/calendar/{MARCH}")
        for name in ("pages", "default"):
            caches[name].clear()
        with CaptureQueriesContext(connection) as queries:
            page = client.get(f"/en/journeys/calendar/{MARCH}")
        counted.append(len(queries))
    assert words(the(page_of(page), "table.month td.free a")) == "1 90"
    assert counted[0] == counted[1] <= 5
