"""The page of one booking: by its private address, in both languages, by both clocks, what is kept."""

import re
from datetime import date, timedelta

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
from tests.catalog.tourism.booking_cast import NOW, by_link, sure
from tests.catalog.tourism.conftest import Clock


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
    shown = client.get(by_link(booking))
    text = shown.content.decode()
    # What the traveller's browser keeps, and no cache between.
    assert (shown["X-Keep-Offline"], "no-store" in shown["Cache-Control"]) == ("1", True)
    assert re.search(r'<section class="panel stack" lang="vi"', text)
    for told in (booking.code, "+86 771 0000000", "Gate 2 of the coach station.", "Passport", "Hộ chiếu"):
        assert told in text
    assert "Border travel permit" in text
    assert "8:30" in text
    seats.release(booking=booking)
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


def test_the_page_of_a_booking_tells_both_clocks(departure: Departure) -> None:
    booking = sure(departure)
    reader = Preferences(language="en", time_zone="Asia/Bangkok")
    told = booking_values(booking, travellers_of(booking), reader)
    assert "7:30" in told["meets"]
    assert "8:30" in told["meets"]
