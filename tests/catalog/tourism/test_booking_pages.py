"""Booking in a browser without scripts: hold, ask, give back; another's is not found."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.merchants.models import Membership, Organization
from catalog.seams import person_check
from catalog.seams.person_check import Outcome
from catalog.seams.preferences import Preferences
from catalog.tourism.booking_slots import on_departures
from catalog.tourism.models import Booking, Departure
from catalog.tourism.services import groups, seats
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NOW, Check, by_link, counted, sure
from tests.catalog.tourism.conftest import MakeDeparture


@pytest.fixture(autouse=True)
def check(monkeypatch: pytest.MonkeyPatch) -> Check:
    made = Check()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    monkeypatch.setattr(person_check, "_makers", [lambda request, purpose, least: made])
    return made


@pytest.fixture
def departure(over_the_border: Departure) -> Departure:
    return over_the_border


ASKED = {"band_adult": "2", "name": "Somchai", "address": "somchai@example.com", "do": "hold"}


def address_of(departure: Departure, language: str = "en") -> str:
    return f"/{language}/tour/detian-days/book/{departure.on.isoformat()}/"


def test_a_stranger_holds_seats_asks_and_gives_them_back(client: Client, departure: Departure) -> None:
    shown = client.get(address_of(departure))
    text = shown.content.decode()
    assert "Adult (12+)" in text
    assert "CNY\u00a0120.00" in text
    assert text.index('name="name"') < text.index('name="address"') < text.index('name="note"')
    assert "noindex" in text
    assert "no-store" in shown["Cache-Control"]
    sent = client.post(address_of(departure), ASKED)
    booking = Booking.objects.get()
    assert sent["Location"] == by_link(booking)
    assert (booking.state, booking.party, booking.price["total"]) == ("held", {"adult": 2}, 24000)
    page = client.get(by_link(booking)).content.decode()
    assert "Minutes left: 20" in page
    assert booking.code in page
    client.post(by_link(booking), {"do": "request"})
    booking.refresh_from_db()
    assert booking.state == "requested"
    # Giving back asks once more.
    assert client.post(by_link(booking), {"do": "release"}).status_code == 400
    assert counted(departure) == (2, 0)
    client.post(by_link(booking), {"do": "release", "sure": "1"})
    assert counted(departure) == (0, 0)
    # Sent once more, it says the same and gives nothing twice.
    assert client.post(by_link(booking), {"do": "release", "sure": "1"}).status_code == 302
    assert counted(departure) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"band_adult": "5"}, "Free: 4"),
        ({"band_adult": "0"}, "how many"),
        ({"band_adult": "0", "band_infant": "1"}, "how many"),
        ({"band_adult": "-1"}, "greater than or equal to 0"),
        ({"band_adult": "21"}, "less than or equal to 20"),
        ({"band_adult": "x"}, "whole number"),
        ({"address": "somchai"}, "e-mail"),
        ({"name": ""}, "required"),
        ({"do": "wait"}, "book them"),
        ({"do": "group"}, "by an organization"),
    ],
)
def test_what_cannot_be_booked_is_named_and_what_was_typed_stays(
    client: Client, departure: Departure, changes: dict[str, str], said: str
) -> None:
    sent = client.post(address_of(departure), ASKED | {"note": "With a pram"} | changes)
    assert sent.status_code == 400
    assert said.casefold() in sent.content.decode().casefold()
    assert "With a pram" in sent.content.decode()
    assert not Booking.objects.exists()


def test_who_may_be_a_program_books_nothing(client: Client, departure: Departure, check: Check) -> None:
    check.outcome = Outcome.DOUBTED
    assert client.post(address_of(departure), ASKED).status_code == 400
    assert not Booking.objects.exists()


@pytest.mark.parametrize("day", ["2027-03-02", "2027-3-1", "tomorrow", "2027-02-30"])
def test_a_day_on_which_nothing_departs_is_not_found(client: Client, departure: Departure, day: str) -> None:
    assert client.get(f"/en/tour/detian-days/book/{day}/").status_code == 404


@pytest.mark.parametrize(("state", "status"), [("planned", 404), ("cancelled", 404), ("closed", 200)])
def test_what_visitors_do_not_see_they_do_not_book(
    client: Client, departure: Departure, state: str, status: int
) -> None:
    Departure.objects.update(state=state)
    shown = client.get(address_of(departure))
    assert shown.status_code == status
    assert status == 404 or "takes no bookings" in shown.content.decode()


def test_a_gap_between_seasons_is_named_instead_of_a_form(
    client: Client, make_departure: MakeDeparture
) -> None:
    departure = make_departure(on=date(2028, 3, 1))
    text = client.get(address_of(departure)).content.decode()
    assert "No price is set for 2028-03-01" in text
    assert "band_adult" not in text


def test_somebody_with_an_account_finds_the_booking_and_nobody_else_does(
    client: Client, departure: Departure, nok: User, lan: User
) -> None:
    client.force_login(nok)
    sent = client.post(address_of(departure, "th"), {"band_adult": "1", "do": "hold"})
    booking = Booking.objects.get()
    assert sent["Location"] == f"/th/booking/{booking.pk}/"
    assert (booking.person, booking.address, booking.language) == (nok, nok.email, "th")
    seats.confirm(booking=booking)
    assert booking.code in client.get("/en/bookings/").content.decode()
    own = [f"/en/booking/{booking.pk}/", f"/en/booking/{booking.pk}/travellers/"]
    assert [client.get(one).status_code for one in own] == [200, 200]
    client.force_login(lan)
    assert booking.code not in client.get("/en/bookings/").content.decode()
    assert [client.get(one).status_code for one in own] == [404, 404]
    assert [client.post(one, {"do": "release", "sure": "1"}).status_code for one in own] == [404, 404]
    client.logout()
    assert [client.get(one).status_code for one in (*own, "/en/bookings/")] == [302, 302, 302]
    assert counted(departure) == (1, 1)


def test_an_agent_asks_for_a_group_and_says_how_many_come(
    client: Client, departure: Departure, lan: User
) -> None:
    house = Organization.objects.create(slug="agent", kind="company", source_language="vi", country_id="VN")
    other = Organization.objects.create(slug="other", kind="company", source_language="vi", country_id="VN")
    Membership.objects.create(organization=house, user=lan, role="owner")
    client.force_login(lan)
    asked = {"band_adult": "4", "do": "group", "organization": "agent"}
    assert client.post(address_of(departure), asked | {"organization": other.slug}).status_code == 400
    client.post(address_of(departure), asked)
    booking = Booking.objects.get()
    assert (booking.kind, booking.organization, booking.state) == ("group", house, "waiting")
    groups.allot(booking=booking, seats=4, until=NOW + timedelta(days=3), by=None)
    here = f"/en/booking/{booking.pk}/"
    assert client.post(here, {"do": "request"}).status_code == 400
    client.post(here, {"do": "call", "band_adult": "3"})
    booking.refresh_from_db()
    assert (booking.state, booking.seats, booking.party) == ("requested", 3, {"adult": 3})
    assert counted(departure) == (3, 0)


def test_a_departure_leads_to_its_booking_and_a_full_one_to_the_waiting_list(
    client: Client, departure: Departure, make_departure: MakeDeparture, django_assert_num_queries: Any
) -> None:
    full = make_departure(departure.tour, on=date(2027, 3, 8), seats=1, taken=1)
    closed = make_departure(departure.tour, on=date(2027, 3, 9), state="closed")
    with django_assert_num_queries(1):
        found = on_departures([departure.pk, full.pk, closed.pk], Preferences(language="en"))
    assert {key: value["full"] for key, value in found.items()} == {departure.pk: False, full.pk: True}
    assert found[departure.pk]["url"] == reverse("tour-book", args=["detian-days", "2027-03-01"])
    sent = client.post(address_of(full), ASKED | {"band_adult": "1", "do": "wait"})
    assert sent.status_code == 302
    assert Booking.objects.get().state == "waiting"


def test_the_list_of_bookings_asks_as_often_for_one_as_for_many(
    client: Client, make_departure: MakeDeparture, nok: User, django_assert_num_queries: Any
) -> None:
    departure = make_departure(seats=60)
    client.force_login(nok)
    sure(departure, nok)
    client.get("/en/bookings/")  # what the frame of every page keeps in memory is read
    with django_assert_num_queries(QUERIES):
        client.get("/en/bookings/")
    rows = [
        Booking(
            code=f"C{at}",
            departure=departure,
            state="released",
            person=nok,
            name="N",
            address="n@example.com",
            language="th",
            seats=1,
            version=1,
            price={"currency": "CNY", "lines": [], "total": 0},
        )
        for at in range(199)
    ]
    Booking.objects.bulk_create(rows)
    with django_assert_num_queries(QUERIES):
        assert client.get("/en/bookings/").content.count(b"/en/booking/") == 200


QUERIES = 4
