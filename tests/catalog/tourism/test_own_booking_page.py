"""The page of one booking: by its private address, in both languages, by both clocks, what is kept."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from catalog.notices.models import OutboxMail
from catalog.seams.preferences import Preferences
from catalog.tourism.booking_links import link_at_sending, read_token, token
from catalog.tourism.booking_page import booking_values, kept_today
from catalog.tourism.models import Departure
from catalog.tourism.selectors.tours import document_of
from catalog.tourism.selectors.travellers import travellers_of
from catalog.tourism.services import seats
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NOW, by_link, sure
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakeTour


@pytest.fixture
def departure(over_the_border: Departure, clock: Clock) -> Departure:
    clock(NOW)
    return over_the_border


def test_a_private_address_that_was_changed_opens_nothing(client: Client, departure: Departure) -> None:
    booking = sure(departure)
    good = token(booking.pk)
    for wrong in (good[:-1] + ("A" if good[-1] != "A" else "B"), booking.pk.hex, "x", f"{booking.pk.hex}:"):
        assert read_token(wrong) is None
        assert client.get(f"/en/booking/by-link/{wrong}/").status_code == 404
    assert read_token(good) == booking.pk


def test_a_confirmed_booking_is_read_in_both_languages_and_without_a_connection(
    client: Client, departure: Departure
) -> None:
    booking = sure(departure)
    here = by_link(booking)
    shown = client.get(here)
    text = shown.content.decode()
    # What the traveller's browser keeps where it is asked to, and no cache between.
    assert ("X-Keep-Offline" in shown, "no-store" in shown["Cache-Control"]) == (False, True)
    assert client.post(here, {"do": "keep"})["Location"] == here
    kept = client.cookies["keep-booking"]
    assert (kept["path"], kept["httponly"], client.get(here)["X-Keep-Offline"]) == (here, True, "1")
    client.post(here, {"do": "forget"})
    assert "X-Keep-Offline" not in client.get(here)
    client.post(here, {"do": "keep"})
    assert re.search(r'<section class="panel stack" lang="vi"', text)
    for told in (booking.code, "+86 771 0000000", "Gate 2 of the coach station.", "Passport", "Hộ chiếu"):
        assert told in text
    assert "Border travel permit" in text
    assert "8:30" in text
    seats.release(booking=booking)
    assert client.cookies["keep-booking"].value
    assert "X-Keep-Offline" not in client.get(by_link(booking))


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        (date(2027, 2, 15), "Nothing"),
        (date(2027, 2, 16), "30%"),
        (date(2027, 2, 28), "30%"),
        (date(2027, 3, 1), "100%"),
    ],
)
def test_what_is_kept_today_is_told_by_the_clock_of_the_meeting_point(
    departure: Departure, monkeypatch: pytest.MonkeyPatch, day: date, kept: str
) -> None:
    booking = sure(departure)
    midnight = NOW.replace(year=day.year, month=day.month, day=day.day, hour=0, minute=30)
    # Half past midnight in Nanning is still the day before by UTC.
    monkeypatch.setattr("django.utils.timezone.now", lambda: midnight - timedelta(hours=8))
    assert kept_today(booking, document_of(tour=departure.tour), "en") == kept


def test_a_letter_to_somebody_without_account_leads_to_the_private_address(departure: Departure) -> None:
    booking = sure(departure)
    mail = OutboxMail.objects.filter(address=booking.address).first()
    assert mail is not None
    assert token(booking.pk) not in str(mail.values) + mail.link
    assert link_at_sending(mail.values, "th") == by_link(booking).replace("/en/", "/th/")
    assert link_at_sending({**mail.values, "has_account": True}, "th") == f"/th/booking/{booking.pk}/"


@pytest.mark.parametrize(
    ("zone", "said"),
    [
        ("Asia/Kathmandu", "6:15 AM (UTC+5:45) · 8:30 AM Detian waterfall (UTC+8)"),
        ("Asia/Shanghai", "8:30 AM Detian waterfall (UTC+8) · 7:30 AM Vietnam (UTC+7)"),
        ("UTC", "8:30 AM Detian waterfall (UTC+8) · 7:30 AM Vietnam (UTC+7)"),
    ],
)
def test_the_page_of_a_booking_tells_both_clocks(departure: Departure, zone: str, said: str) -> None:
    booking = sure(departure)
    told = booking_values(booking, travellers_of(booking), Preferences(language="en", time_zone=zone))
    assert meeting_time(told) == f"Mar 1, 2027, {said}"


def test_where_every_clock_shows_the_same_one_is_enough(
    departure: Departure, make_departure: MakeDeparture, make_tour: MakeTour
) -> None:
    at_home = make_departure(make_tour("at-home"), on=date(2027, 3, 5))
    told = booking_values(sure(at_home), [], Preferences(language="en", time_zone="Asia/Singapore"))
    assert meeting_time(told) == "Mar 5, 2027, 8:30 AM Detian waterfall (UTC+8)"


def meeting_time(told: dict[str, Any]) -> str:
    """Return when one meets, as the reader's own part of the page of a booking says it."""
    return str(dict(told["cards"][0]["facts"])["Meeting time"]).replace("\u202f", " ")


def test_the_private_page_does_not_lead_to_itself(client: Client, departure: Departure, lan: User) -> None:
    booking = sure(departure, lan)
    said = "Private address of this booking"
    by_stranger = client.get(by_link(booking)).content.decode()
    assert said not in by_stranger
    assert "Your bookings" not in by_stranger, "a stranger who was sent the address has none here"
    client.force_login(lan)
    assert said not in client.get(by_link(booking)).content.decode()
    assert said in client.get(f"/en/booking/{booking.pk}/").content.decode()
