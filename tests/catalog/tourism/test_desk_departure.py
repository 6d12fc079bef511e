"""One departure at its operator's desk: seats, bookings, moves and cancelling, on one page."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.tourism.models import Booking, Departure, SeatsAway
from catalog.tourism.services import groups, seats
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import booker, counted
from tests.catalog.tourism.conftest import Clock, MakeDeparture
from tests.reading import page_of

State = Booking.State
OPEN, CLOSE = "Open for booking", "Close bookings"
CANCEL, PROMISE = "Move or cancel", "Confirm that it leaves"


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock, wei: User) -> Departure:
    """Open, ten seats, promised from four on; Wei is an editor of its operator."""
    departure = make_departure(seats=10, minimum=4)
    add_member(organization=departure.tour.organization, user_id=wei.pk, role="editor")
    return departure


@pytest.fixture
def browser(departure: Departure, wei: User) -> Client:
    browser = Client()
    browser.force_login(wei)
    return browser


def home(departure: Departure) -> str:
    return f"/en/desk/slow-roads/departures/{departure.pk}/"


def do(browser: Client, departure: Departure, what: str, **values: Any) -> str:
    """Post an act and return what the page says then."""
    response = browser.post(home(departure), {"do": what, **values}, follow=True)
    assert response.status_code in {200, 422}
    departure.refresh_from_db()
    return page_of(response).select(".notice")[0].get_text(" ", strip=True)


def buttons(browser: Client, departure: Departure) -> set[str]:
    """Return what the page lets its reader do with the departure itself."""
    (form,) = page_of(browser.get(home(departure))).select(".page form.cluster")
    return {one.get_text() for one in form.select("button, a")}


def asks(departure: Departure, name: str, adults: int) -> Booking:
    held = seats.reserve(departure=departure, party={"adult": adults}, booker=booker(name))
    return seats.request(booking=held)


def test_the_page_says_who_has_the_seats(browser: Client, departure: Departure, wei: User) -> None:
    seats.confirm(booking=asks(departure, "Somchai", 1))
    asks(departure, "Aminah", 2)
    seats.reserve(departure=departure, party={"adult": 1, "infant": 1}, booker=booker("Lan"))
    seats.set_away(departure=departure, kind="elsewhere", seats=3, note="Agency in Hanoi", by=wei)
    seats.set_away(departure=departure, kind="blocked", seats=2, by=wei)
    response = browser.get(home(departure))
    soup = page_of(response)
    parts = [one.get_text(" ", strip=True) for one in soup.select(".seats-key li")]
    assert parts == [
        "Confirmed here 1",
        "Waiting for your answer 2",
        "Held 1",
        "Sold elsewhere 3",
        "Blocked 2",
        "Free 1",
    ]
    assert len(soup.select(".seats-bar span")) == 6
    names = [one.get_text() for one in soup.select("section[aria-labelledby=bookings] article b")]
    assert names == ["Aminah", "Lan", "Somchai"]
    page = response.content.decode()
    assert "Agency in Hanoi" in page
    assert "aminah@example.com" in page
    assert "Meets" in page
    assert "8:30" in page


def test_requests_are_confirmed_and_declined_with_a_reason(browser: Client, departure: Departure) -> None:
    first, second = asks(departure, "Somchai", 4), asks(departure, "Aminah", 2)
    assert do(browser, departure, "confirm", booking=first.pk) == "Saved."
    assert departure.state == "guaranteed"
    assert "Reason" in do(browser, departure, "decline", booking=second.pk, reason=" ")
    assert do(browser, departure, "decline", booking=second.pk, reason="No visa in time") == "Saved."
    second.refresh_from_db()
    assert (second.state, second.reason) == (State.RELEASED, "No visa in time")
    assert counted(departure) == (4, 4)
    said = do(browser, departure, "confirm", booking=second.pk)
    assert said == "“Given back” does not become “Confirmed”."
    assert counted(departure) == (4, 4)


@pytest.mark.parametrize("key", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_a_booking_elsewhere_is_not_touched(browser: Client, departure: Departure, key: str) -> None:
    assert do(browser, departure, "confirm", booking=key) == "This booking is not on this departure."


def test_another_departures_booking_is_not_touched(
    browser: Client, departure: Departure, make_departure: MakeDeparture
) -> None:
    strange = asks(make_departure(departure.tour, on=date(2027, 3, 8)), "Lan", 1)
    assert "not on this departure" in do(browser, departure, "confirm", booking=strange.pk)
    strange.refresh_from_db()
    assert strange.state == State.REQUESTED


def test_seats_are_set_away_and_taken_back(browser: Client, departure: Departure, wei: User) -> None:
    assert do(browser, departure, "away", kind="elsewhere", seats=4, note=" Hanoi ") == "Saved."
    away = SeatsAway.objects.get()
    assert (away.note, away.recorded_by_id) == ("Hanoi", wei.pk)
    assert (counted(departure), departure.state) == ((4, 4), "guaranteed")
    assert "Free: 6" in do(browser, departure, "away", kind="blocked", seats=7)
    assert do(browser, departure, "away", kind="given", seats=1).startswith("What is with them:")
    assert do(browser, departure, "away", kind="blocked", seats=0).startswith("Seats:")
    assert do(browser, departure, "take-back", away="x") == "Saved."
    assert do(browser, departure, "take-back", away=away.pk) == "Saved."
    assert (counted(departure), departure.state) == ((0, 0), "guaranteed")


def test_the_number_of_seats_changes_above_what_is_taken(browser: Client, departure: Departure) -> None:
    asks(departure, "Somchai", 5)
    assert do(browser, departure, "seats", seats=5) == "Saved."
    assert "taken: 5" in do(browser, departure, "seats", seats=4)
    assert "Seats:" in do(browser, departure, "seats", seats="many")
    assert departure.seats == 5


def test_a_departure_is_closed_opened_and_promised(browser: Client, departure: Departure) -> None:
    assert buttons(browser, departure) == {CLOSE, CANCEL, PROMISE}
    assert do(browser, departure, "close") == "Saved."
    assert buttons(browser, departure) == {OPEN, CANCEL, PROMISE}
    assert do(browser, departure, "close") == "“Closed” does not become “Closed”."
    assert do(browser, departure, "open") == "Saved."
    assert do(browser, departure, "promise") == "Saved."
    assert departure.state == "guaranteed"
    assert buttons(browser, departure) == {CLOSE, CANCEL}
    assert do(browser, departure, "fly") == "Nothing was chosen."


def test_a_group_gets_seats_until_its_release_date(
    browser: Client, departure: Departure, tea_house: Organization
) -> None:
    group = groups.ask_for_group(
        departure=departure, party={"adult": 8}, booker=booker("Agent", organization=tea_house)
    )
    waiting = page_of(browser.get(home(departure))).select_one("section[aria-labelledby=waiting]")
    assert waiting is not None
    assert waiting.select_one("[value=allot]")
    assert "release date" in do(browser, departure, "allot", booking=group.pk, seats=6, until="2026-11-30")
    assert do(browser, departure, "allot", booking=group.pk, seats=6, until="2027-02-01") == "Saved."
    group.refresh_from_db()
    assert (group.state, group.seats) == (State.HELD, 6)
    assert group.until is not None
    assert group.until.isoformat() == "2027-02-01T15:59:00+00:00"
    assert counted(departure) == (6, 0)


def test_cancelling_says_for_how_many_and_asks_why(
    browser: Client, departure: Departure, make_departure: MakeDeparture
) -> None:
    other = make_departure(departure.tour, on=date(2027, 3, 8), seats=6)
    seats.confirm(booking=asks(departure, "Somchai", 3))
    address = f"{home(departure)}cancel/"
    assert "Bookings on it: 1, with seats: 3." in browser.get(address).content.decode()
    refused = browser.post(address, {"reason": "", "offered": ""})
    assert refused.status_code == 422
    assert browser.post(address, {"reason": "x", "offered": departure.pk}).status_code == 422
    departure.refresh_from_db()
    assert departure.state == "open"
    done = browser.post(address, {"reason": "The bridge is shut.", "offered": other.pk}, follow=True)
    assert "Everybody on it is told." in done.content.decode()
    departure.refresh_from_db()
    assert departure.state == "cancelled"
    booking = Booking.objects.get()
    assert (booking.state, booking.offered_id) == (State.CANCELLED, other.pk)
    again = browser.post(address, {"reason": "Twice"})
    assert again.status_code == 422
    assert "This departure is cancelled or has left." in again.content.decode()


def test_many_bookings_take_no_more_queries(browser: Client, departure: Departure) -> None:
    browser.get(home(departure))  # what a process reads once
    counts = []
    for wanted in (1, 24, 200):
        there = Booking.objects.count()
        Booking.objects.bulk_create(
            Booking(
                code=f"C{number}",
                departure=departure,
                state="waiting",
                name="N",
                address="n@example.com",
                language="th",
                party={"adult": 1},
                seats=1,
                version=1,
            )
            for number in range(there, wanted)
        )
        with CaptureQueriesContext(connection) as caught:
            browser.get(home(departure))
        counts.append(len(caught))
    assert len(set(counts)) == 1, counts
