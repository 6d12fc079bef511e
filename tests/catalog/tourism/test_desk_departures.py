"""The operator's departures on a calendar and in a list, and planning them from forms."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.tourism.desk.month import calendar_of, last_of, month_of, neighbours
from catalog.tourism.models import Departure, DeparturePattern, Tour
from portal.accounts.models import User
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakeTour
from tests.reading import page_of, the

HOME = "/en/desk/slow-roads/departures/"


@pytest.fixture
def tour(make_tour: MakeTour, clock: Clock, wei: User) -> Tour:
    """Two days at Detian for four to twenty; Wei sells them."""
    tour = make_tour(group_min=4)
    add_member(organization=tour.organization, user_id=wei.pk, role="sales")
    return tour


@pytest.fixture
def browser(tour: Tour, wei: User) -> Client:
    browser = Client()
    browser.force_login(wei)
    return browser


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("2027-03", date(2027, 3, 1)),
        ("", date(2026, 12, 1)),
        ("2027-13", date(2026, 12, 1)),
        ("x", date(2026, 12, 1)),
        ("2027-03-15", date(2026, 12, 1)),
    ],
)
def test_a_month_is_read_from_the_address(said: str, first: date) -> None:
    assert month_of(said, date(2026, 12, 18)) == first


def test_months_beside_and_the_last_day() -> None:
    assert neighbours(date(2027, 1, 1)) == (date(2026, 12, 1), date(2027, 2, 1))
    assert last_of(date(2028, 2, 1)) == date(2028, 2, 29)


def test_a_month_is_weeks_from_monday_with_empty_days_beside() -> None:
    entries = [(date(2027, 3, 1), {"n": number}) for number in range(6)]
    calendar = calendar_of(date(2027, 3, 1), entries, date(2027, 3, 2), "th")
    assert [len(week) for week in calendar["weeks"]] == [7] * 5
    first, second = calendar["weeks"][0][:2]
    assert ([one["n"] for one in first["entries"]], first["more"], first["today"]) == ([0, 1, 2, 3], 2, False)
    assert (second["entries"], second["today"]) == ([], True)
    assert calendar["weeks"][-1][-1] is None
    assert calendar["weekdays"][0]["name"] == "วันจันทร์"
    assert "2570" in calendar["name"] or "2027" in calendar["name"]


@pytest.mark.parametrize("language", ["zh-hans", "vi", "id", "ms", "fil", "km", "lo", "my"])
def test_every_language_names_its_months_and_days(language: str) -> None:
    calendar = calendar_of(date(2027, 3, 1), [], date(2027, 3, 2), language)
    assert len({day["name"] for day in calendar["weekdays"]}) == 7
    assert calendar["name"]


def test_the_month_shows_departures_with_what_is_left(
    browser: Client, tour: Tour, make_departure: MakeDeparture
) -> None:
    make_departure(tour, on=date(2027, 3, 6), seats=12, taken=5, booked=2)
    make_departure(tour, on=date(2027, 3, 7), seats=4, taken=4, booked=4, state="guaranteed")
    make_departure(tour, on=date(2027, 4, 1))
    response = browser.get(HOME, {"month": "2027-03"})
    page = response.content.decode()
    soup = page_of(response)
    rows = [[cell.get_text(" ", strip=True) for cell in row] for row in soup.select(".folding tbody tr")]
    assert rows == [
        ["Mar 6, 2027", "Two days at Detian", "Open for booking", "7 / 12", "0"],
        ["Mar 7, 2027", "Two days at Detian", "Guaranteed Full", "0 / 4", "0"],
    ]
    assert [one.get_text() for one in soup.select(".rota a b")] == ["7", "0"]
    assert soup.select_one(".rota a.full")
    assert "March 2027" in page
    assert "?month=2027-02" in page
    assert "?month=2027-04" in page
    assert "Apr 1, 2027" not in page


def test_a_title_in_another_language_says_which(
    browser: Client, tour: Tour, make_departure: MakeDeparture
) -> None:
    departure = make_departure(tour, on=date(2027, 3, 6))
    home = HOME.replace("/en/", "/th/")
    month = page_of(browser.get(home, {"month": "2027-03"}))
    assert {the(month, selector)["lang"] for selector in (".rota .what", ".folding td[lang]")} == {"en"}
    assert the(page_of(browser.get(f"{home}{departure.pk}/")), "h1 span")["lang"] == "en"
    assert not page_of(browser.get(HOME, {"month": "2027-03"})).select(".rota [lang]")


def test_another_operators_departures_are_not_there(
    browser: Client, make_departure: MakeDeparture, make_tour: MakeTour, tea_house: Organization
) -> None:
    strange = make_departure(make_tour("strange", organization=tea_house), on=date(2027, 3, 6))
    assert "No departures this month" in browser.get(HOME, {"month": "2027-03"}).content.decode()
    for end in ("", "cancel/"):
        assert browser.get(f"{HOME}{strange.pk}/{end}").status_code == 404
        assert browser.post(f"{HOME}{strange.pk}/{end}", {"do": "close", "reason": "x"}).status_code == 404
    strange.refresh_from_db()
    assert strange.state == "open"


def test_the_list_takes_as_many_queries_for_two_hundred_as_for_one(
    browser: Client, tour: Tour, make_tour: MakeTour
) -> None:
    browser.get(HOME)  # what a process reads once
    counts = []
    for wanted in (1, 24, 200):
        made = Departure.objects.count()
        tours = list(Tour.objects.order_by("pk"))
        while len(tours) * 28 < wanted:
            tours.append(make_tour(f"tour-{len(tours)}"))
        free = [(one, day) for one in tours for day in range(1, 29)][made:wanted]
        first = date(2027, 3, 1)
        Departure.objects.bulk_create(
            Departure(
                tour=one,
                on=first.replace(day=day),
                back_on=first.replace(day=day),
                meets_at=f"2027-03-{day:02}T00:30Z",
                closes_at=f"2027-03-{day:02}T00:30Z",
                decides_on=date(2026, 12, 2),
                state="open",
                seats=9,
                taken=1,
                minimum=4,
            )
            for one, day in free
        )
        with CaptureQueriesContext(connection) as caught:
            assert browser.get(HOME, {"month": "2027-03"}).status_code == 200
        counts.append(len(caught))
    # The box with tours appears with the second tour, without a query of its own.
    assert len(set(counts)) == 1, counts


def test_what_is_near_its_decision_stands_above(
    browser: Client, tour: Tour, make_departure: MakeDeparture
) -> None:
    near = make_departure(
        tour, on=date(2026, 12, 7), seats=12, taken=2, booked=2, decides_on=date(2026, 12, 4)
    )
    late = make_departure(
        tour, on=date(2026, 12, 6), seats=12, taken=1, booked=1, decides_on=date(2026, 11, 29)
    )
    make_departure(tour, on=date(2026, 12, 20), seats=12, taken=1, booked=1)
    make_departure(tour, on=date(2026, 12, 8), seats=12, decides_on=date(2026, 12, 1))
    response = browser.get(HOME)
    lines = page_of(response).select("section[aria-labelledby=decide] li")
    assert [line.a["href"] for line in lines if line.a] == [f"{HOME}{late.pk}/", f"{HOME}{near.pk}/"]
    assert ["Still undecided" in line.get_text() for line in lines] == [True, False]


def test_one_departure_is_planned_and_opened_from_the_form(browser: Client, tour: Tour) -> None:
    sent = {"do": "one", "one-tour": tour.pk, "one-on": "2027-03-06", "one-seats": "12", "one-opened": "on"}
    response = browser.post(f"{HOME}plan/", sent)
    departure = Departure.objects.get()
    assert response["Location"] == f"{HOME}{departure.pk}/"
    assert (departure.state, departure.on, departure.seats) == ("open", date(2027, 3, 6), 12)
    again = browser.post(f"{HOME}plan/", {**sent, "one-seats": "3"})
    assert again.status_code == 422
    page = again.content.decode()
    assert "A group of this tour has from 4 to 20 travellers." in page
    assert 'value="2027-03-06"' in page


def test_nothing_is_planned_where_it_cannot_be_opened(browser: Client, tour: Tour) -> None:
    sent = {"do": "one", "one-tour": tour.pk, "one-on": "2026-12-02", "one-seats": "12", "one-opened": "on"}
    response = browser.post(f"{HOME}plan/", sent)
    assert response.status_code == 422
    assert "cut-off" in response.content.decode()
    assert not Departure.objects.exists()


def test_a_pattern_is_planned_and_stopped_from_the_form(browser: Client, tour: Tour) -> None:
    sent = {
        "do": "pattern",
        "pattern-tour": tour.pk,
        "pattern-weekdays": ["5", "6"],
        "pattern-from_day": "2027-03-01",
        "pattern-until_day": "2027-03-31",
        "pattern-except_on": "2027-03-07\n\n2027-03-13",
        "pattern-seats": "10",
    }
    wrong = browser.post(f"{HOME}plan/", {**sent, "pattern-except_on": "2027-03-07\n7 March"})
    assert wrong.status_code == 422
    assert "“7” is no day." in wrong.content.decode()
    response = browser.post(f"{HOME}plan/", sent, follow=True)
    assert "This pattern has made 6 departures so far." in response.content.decode()
    assert [day.day for day in Departure.objects.values_list("on", flat=True)] == [6, 14, 20, 21, 27, 28]
    pattern = DeparturePattern.objects.get()
    assert "Saturday, Sunday" in browser.get(f"{HOME}plan/").content.decode()
    browser.post(f"{HOME}plan/", {"do": "stop", "pattern": pattern.pk})
    assert not DeparturePattern.objects.exists()
    assert Departure.objects.count() == 6


@pytest.mark.parametrize("tampered", ["999999", "", "x"])
def test_another_operators_tour_is_no_choice(browser: Client, tour: Tour, tampered: str) -> None:
    response = browser.post(
        f"{HOME}plan/", {"do": "one", "one-tour": tampered, "one-on": "2027-03-06", "one-seats": "12"}
    )
    assert response.status_code == 422
    assert not Departure.objects.exists()


def test_an_operator_without_tours_is_told_what_comes_first(browser: Client, tour: Tour) -> None:
    Tour.objects.update(status="archived")
    assert "A tour is published first" in browser.get(f"{HOME}plan/").content.decode()
