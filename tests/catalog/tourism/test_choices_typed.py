"""What stands in an address is a choice or is left out: nothing that is typed breaks a page."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.tourism.finding.choice import day_of, month_of
from catalog.tourism.finding.filters import TourFilters, read_filters
from catalog.tourism.finding.listing import pairs
from catalog.tourism.finding.month import month_values
from catalog.tourism.models import Tour
from tests.catalog.tourism.conftest import MakeTour
from tests.reading import page_of

NOW = datetime(2027, 2, 1, 4, 0, tzinfo=UTC)
LONG = "9" * 10_000
EVERY = ("place", "crossing", "guide", "days", "from", "until", "seats", "price", "passport", "route", "sort")


def read(**typed: str) -> TourFilters:
    address = QueryDict(mutable=True)
    for name, value in typed.items():
        address[name] = value
    return read_filters(address, {"TH", "VN"})


@pytest.mark.parametrize(
    ("typed", "seats", "price"),
    [
        ("", 1, None),
        ("  ", 1, None),
        ("1", 1, 1),
        (" 3 ", 3, 3),
        ("007", 7, 7),
        ("99", 99, 99),
        ("100", 1, 100),
        ("1000000000", 1, 10**9),
        ("1000000001", 1, None),
        ("0", 1, None),
        ("-3", 1, None),
        ("+3", 1, None),
        ("3.0", 1, None),
        ("1e3", 1, None),
        ("1_0", 1, None),
        ("²", 1, None),
        ("๓", 1, None),
        ("３", 1, None),
        ("3\0", 1, None),
        (LONG, 1, None),
        # The first twelve digits alone would be a number within bounds.
        ("000000000001" + "0" * 30, 1, None),
        ("000000000001" + LONG, 1, None),
    ],
)
def test_a_number_is_a_whole_one_within_its_bounds_or_none(typed: str, seats: int, price: int | None) -> None:
    filters = read(seats=typed, price=typed)
    assert (filters.seats, filters.price) == (seats, price)
    refused = [seats == 1, price is None].count(True) if typed.strip() not in {"", "1"} else 0
    assert filters.ignored == (typed.strip()[:20],) * refused


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2028-02-29", date(2028, 2, 29)),
        ("0001-01-01", date.min),
        ("9999-12-31", date.max),
        ("2027-02-29", None),
        ("2027-04-31", None),
        ("2027-13-01", None),
        ("2027-00-10", None),
        ("0000-01-01", None),
        ("2027-3-1", None),
        ("20270301", None),
        ("01/03/2027", None),
        ("2027-03-01T00:00", None),
        ("2027-03-0\0", None),
        ("๒๐๒๗-๐๓-๐๑", None),
        ("tomorrow", None),
        (LONG, None),
    ],
)
def test_a_day_is_one_of_the_calendar_or_none(typed: str, day: date | None) -> None:
    assert day_of(typed) == day
    filters = read(**{"from": typed, "until": typed})
    assert (filters.from_day, filters.until_day) == (day, day)
    assert filters.ignored == (() if day else (typed[:20], typed[:20]))
    first, last = filters.window(NOW.date())
    assert first >= NOW.date()
    assert last <= date.max


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("2027-12", date(2027, 12, 1)),
        ("9999-12", date(9999, 12, 1)),
        ("2027-13", None),
        ("0000-01", None),
        ("2027-1", None),
        ("2027-12-01", None),
        ("\0" * 7, None),
        ("", None),
        (LONG, None),
    ],
)
def test_a_month_is_one_of_the_calendar_or_none(typed: str, month: date | None) -> None:
    assert month_of(typed) == month


def test_of_many_values_the_first_twenty_count_each_once_and_cut() -> None:
    address = QueryDict(mutable=True)
    address.setlist("place", ["x" * 500, "x" * 500, "", *(f"place-{number}" for number in range(50))])
    address.setlist("passport", ["XX", "VN", "TH"])
    address.setlist("sort", ["odd", "days", "price"])
    filters = read_filters(address, {"TH", "VN"})
    assert filters.places == ("x" * 80, *(f"place-{number}" for number in range(19)))
    assert (filters.nationality, filters.sort) == ("VN", "days")
    assert filters.ignored == ("XX", "odd")


@pytest.mark.parametrize("typed", ["\0", "way\0", "a b", "ก", "'; --"])
def test_what_cannot_be_the_name_of_a_route_is_no_choice_of_one(typed: str) -> None:
    filters = read(route=typed)
    assert filters.route == ""
    assert filters.ignored == (typed[:80],)
    assert "route" not in dict(pairs(filters))


@pytest.mark.parametrize("slug", ["bay-to-falls", "bay_2"])
def test_the_name_of_a_route_is_kept_though_nobody_knows_it(slug: str) -> None:
    assert (read(route=slug).route, read(route=slug).ignored) == (slug, ())


def typed_everywhere(value: str) -> dict[str, Any]:
    return dict.fromkeys((*EVERY, "page", "month", "tour", "on"), value)


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["\0", LONG, "\u202e<script>alert(1)</script>"])
def test_no_page_breaks_whatever_is_typed_everywhere(
    client: Client, make_tour: MakeTour, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    make_tour()
    for address, status in (
        ("/en/journeys/", 200),
        ("/en/journeys/calendar/", 200),
        ("/en/tour/detian-days/", 200),
        ("/en/entry-rules/", 404),
    ):
        caches["pages"].clear()
        response = client.get(address, typed_everywhere(value))
        assert response.status_code == status, address
        assert "<script>alert(1)" not in response.content.decode(), address


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "number", "status"),
    [("0", 1, 200), ("-1", 1, 200), ("", 1, 200), ("²", 1, 200), ("1", 1, 200), ("2", 1, 404)],
)
def test_a_page_that_is_none_is_the_first_and_one_too_far_is_said(
    client: Client, make_tour: MakeTour, typed: str, number: int, status: int
) -> None:
    make_tour()
    caches["pages"].clear()
    response = client.get("/en/journeys/", {"page": typed, "sort": "new"})
    assert response.status_code == status
    assert len(page_of(response).select(".tiles .card")) == number


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["\0", "a\0b", "no tour"])
def test_what_cannot_be_the_name_of_a_tour_is_not_asked_for(client: Client, slug: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        assert month_values(month=None, tour=slug, language="en", now=NOW)["tour_url"] == ""
        assert client.get("/en/entry-rules/", {"tour": slug}).status_code == 404
    named = f'FROM "{Tour._meta.db_table}"'
    assert not [query["sql"] for query in queries if named in query["sql"] and "slug" in query["sql"]]
