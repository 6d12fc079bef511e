"""Who travels is entered on the page of a booking, corrected there, and kept when its date moves."""

from datetime import date

import pytest
from django.test import Client

from catalog.tourism.models import Departure
from catalog.tourism.selectors.travellers import travellers_of
from catalog.tourism.services import seats
from catalog.tourism.services.forgetting import forget
from tests.catalog.tourism.booking_cast import NAMED, NOW, booker, by_link, counted, sure
from tests.catalog.tourism.conftest import Clock, MakeDeparture


@pytest.fixture
def departure(over_the_border: Departure, clock: Clock) -> Departure:
    clock(NOW)
    return over_the_border


def test_names_are_entered_kept_and_what_does_not_fit_is_named(client: Client, departure: Departure) -> None:
    booking = sure(departure, adult=1, child=1)
    here = by_link(booking, "travellers")
    assert client.post(here, NAMED | {"t1-passport_until": "2027-02-01"})["Location"] == here
    text = client.get(here).content.decode()
    assert "the passport has to hold until" in text
    assert 'value="2027-02-01"' in text
    assert 'value="B7654321"' in text
    lines = travellers_of(booking)
    assert [one.identity is not None for one in lines] == [True, False]
    assert "B7654321" not in client.get(by_link(booking)).content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"t1-passport": ""}, "asked of every traveller"),
        ({"t1-born": "2030-01-01"}, "no day on which"),
        ({"t1-born": "1990-02-30"}, "valid date"),
        ({"t1-nationality": "XX"}, "valid choice"),
    ],
)
def test_names_that_are_not_whole_are_not_kept_and_stay_typed(
    client: Client, departure: Departure, changes: dict[str, str], said: str
) -> None:
    booking = sure(departure)
    sent = client.post(by_link(booking, "travellers"), NAMED | changes)
    assert sent.status_code == 400
    assert said in sent.content.decode()
    assert 'value="Lan"' in sent.content.decode()
    assert travellers_of(booking)[0].identity is None


def test_names_are_asked_for_only_while_they_are_taken(client: Client, departure: Departure) -> None:
    held = seats.reserve(departure=departure, party={"adult": 1}, booker=booker("Lan"))
    here = by_link(held, "travellers")
    assert "once a booking is confirmed" in client.get(here).content.decode()
    assert client.post(here, NAMED).status_code == 400
    assert not travellers_of(held)


@pytest.mark.parametrize(("answer", "state"), [("accept", "confirmed"), ("decline", "cancelled")])
def test_who_is_offered_another_date_answers_on_the_page_and_keeps_who_travels(
    client: Client, departure: Departure, make_departure: MakeDeparture, answer: str, state: str
) -> None:
    later = make_departure(departure.tour, on=date(2027, 3, 8), seats=4)
    booking = sure(departure)
    client.post(by_link(booking, "travellers"), NAMED)
    seats.cancel(booking=booking, reason="Storm", offered=later)
    assert forget() == 0
    assert "Mar 8, 2027" in client.get(by_link(booking)).content.decode()
    client.post(by_link(booking), {"do": answer})
    booking.refresh_from_db()
    assert booking.state == state
    assert counted(later) == ((1, 1) if answer == "accept" else (0, 0))
    assert forget() == (0 if answer == "accept" else 1)
    assert client.post(by_link(booking), {"do": answer}).status_code == 400
