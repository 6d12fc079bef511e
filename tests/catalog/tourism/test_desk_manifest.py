"""The list of travellers: who may take it, what stands in it, that it was taken, and nothing in it runs."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.services import add_member
from catalog.tourism.models import Booking, Departure, Traveller
from catalog.tourism.selectors.travellers import Identity
from catalog.tourism.services import seats
from catalog.tourism.services.travellers import enter
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import booker
from tests.catalog.tourism.conftest import Clock, MakeDeparture

SOMCHAI = Identity("=HYPERLINK(1)", date(1990, 4, 13), "TH", "AA1234567", date(2030, 1, 2))


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock, wei: User) -> Departure:
    """Two travellers confirmed, one of them named; one booking waits for an answer. Wei owns the operator."""
    departure = make_departure(seats=9)
    add_member(organization=departure.tour.organization, user_id=wei.pk, role="owner")
    held = seats.reserve(
        departure=departure, party={"adult": 1, "child": 1}, booker=booker(phone="+66 2 000")
    )
    booking = seats.confirm(booking=seats.request(booking=held))
    enter(booking=booking, identities={1: SOMCHAI})
    seats.request(booking=seats.reserve(departure=departure, party={"adult": 1}, booker=booker("Lan")))
    return departure


def taken(departure: Departure, person: User) -> tuple[int, str]:
    browser = Client()
    browser.force_login(person)
    response = browser.post(f"/en/desk/slow-roads/departures/{departure.pk}/travellers.csv")
    body = response.getvalue() if response.status_code == 200 else b""
    return response.status_code, body.decode()


def test_the_list_names_who_is_sure_and_keeps_a_line_for_who_is_not_named(
    departure: Departure, wei: User
) -> None:
    status, text = taken(departure, wei)
    assert (status, text[0]) == (200, "\ufeff")
    rows = list(csv.reader(StringIO(text[1:])))
    code = Booking.objects.get(state="confirmed").code
    assert len(rows) == 3
    assert rows[0][:2] == ["Booking code", "Booked by"]
    # Nothing begins as a formula does: neither a name nor the telephone.
    assert rows[1] == [
        *(code, "Somchai", "'+66 2 000", "Adult", "'=HYPERLINK(1)"),
        *("1990-04-13", "TH", "AA1234567", "2030-01-02"),
    ]
    assert rows[2] == [code, "Somchai", "'+66 2 000", "Child", "", "", "", "", ""]


def test_that_it_was_taken_is_kept_without_naming_who_travels(departure: Departure, wei: User) -> None:
    taken(departure, wei)
    entry = Entry.objects.get(action="departure.manifest")
    assert (entry.actor_id, entry.role, entry.after) == (wei.pk, "owner", {"travellers": 2})
    assert "AA1234567" not in str(entry.__dict__)


@pytest.mark.parametrize(("role", "status"), [("sales", 200), ("editor", 403), ("finance", 403)])
def test_only_who_prepares_the_tour_takes_it(departure: Departure, nok: User, role: str, status: int) -> None:
    add_member(organization=departure.tour.organization, user_id=nok.pk, role=role)
    assert taken(departure, nok)[0] == status
    assert Entry.objects.filter(action="departure.manifest").count() == (status == 200)
    browser = Client()
    browser.force_login(nok)
    page = browser.get(f"/en/desk/slow-roads/departures/{departure.pk}/")
    if page.status_code == 200:
        assert ("travellers.csv" in page.content.decode()) == (status == 200)


def test_a_look_at_the_address_takes_nothing(departure: Departure, wei: User, sophea: User) -> None:
    browser = Client()
    browser.force_login(wei)
    page = f"/en/desk/slow-roads/departures/{departure.pk}/"
    assert browser.get(f"{page}travellers.csv")["Location"] == page
    assert taken(departure, sophea)[0] == 404
    assert not Entry.objects.filter(action="departure.manifest").exists()


def test_what_cannot_be_unsealed_is_said_and_nothing_is_sent(departure: Departure, wei: User) -> None:
    Traveller.objects.filter(position=1).update(sealed=b"broken")
    assert taken(departure, wei)[0] == 302
    assert not Entry.objects.filter(action="departure.manifest").exists()
