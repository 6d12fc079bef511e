"""A message to everybody on a departure: looked at first, read in each language, sent once; a whole case."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.audit.models import Entry
from catalog.merchants.services import add_member
from catalog.notices import letters
from catalog.notices.models import Notice, OutboxMail
from catalog.tourism.models import Booking, Departure
from catalog.tourism.selectors.desk_departures import not_delivered
from catalog.tourism.services import seats
from catalog.tourism.services.cancelling import cancel_departure
from catalog.tourism.services.messages import language_for, write_to_bookers
from catalog.tourism.services.offering import end_overdue
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import booker, counted
from tests.catalog.tourism.conftest import Clock, MakeDeparture
from tests.reading import page_of

SUBJECT = {"en": "Gate 3", "th": "ประตู 3"}
TEXT = {"en": "We meet at gate 3.", "th": "พบกันที่ประตู 3"}


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock, wei: User, nok: User) -> Departure:
    """Somchai (Thai) confirmed, Aminah (Malay) asked, Nok with an account confirmed, Lan only waits."""
    departure = make_departure(seats=5)
    add_member(organization=departure.tour.organization, user_id=wei.pk, role="editor")
    for who in (booker(), booker("Nok", person=nok, address=nok.email)):
        seats.confirm(booking=seats.reserve(departure=departure, party={"adult": 2}, booker=who))
    malay = booker("Aminah", language="ms")
    seats.request(booking=seats.reserve(departure=departure, party={"adult": 1}, booker=malay))
    seats.wait(departure=departure, party={"adult": 1}, booker=booker("Lan", language="vi"))
    return departure


def letters_of(departure: Departure) -> dict[str, str]:
    rows = OutboxMail.objects.filter(kind="tourism.message").exclude(address="")
    return {row.address: row.values["subject"] for row in rows}


@pytest.mark.parametrize(
    ("language", "written", "read"),
    [
        ("th", ["en", "th"], "th"),
        ("ms", ["id", "en"], "id"),
        ("km", ["th", "en"], "en"),
        ("km", ["vi", "th"], "vi"),
    ],
)
def test_a_reader_gets_their_language_or_the_nearest_written(
    language: str, written: list[str], read: str
) -> None:
    assert language_for(language, written) == read


def test_everybody_with_seats_is_written_to_once(departure: Departure, wei: User, nok: User) -> None:
    assert write_to_bookers(departure=departure, subject=SUBJECT, text=TEXT, by=wei) == 3
    assert letters_of(departure) == {"somchai@example.com": "ประตู 3", "aminah@example.com": "Gate 3"}
    notice = Notice.objects.get(kind="tourism.message", recipient=nok)
    shown = letters.shown(notice, "th")
    assert shown.subject == "ประตู 3"
    assert "พบกันที่ประตู 3" in shown.text
    assert write_to_bookers(departure=departure, subject=SUBJECT, text=TEXT, by=wei) == 0
    assert [entry.after for entry in Entry.objects.filter(action="departure.written-to").order_by("pk")] == [
        {"told": 3},
        {"told": 0},
    ]


def test_a_message_needs_words_and_readers(departure: Departure) -> None:
    with pytest.raises(ValidationError, match="at least one language"):
        write_to_bookers(departure=departure, subject={"en": "Gate 3"}, text={"th": "ประตู"})
    Booking.objects.update(state="released")
    with pytest.raises(ValidationError, match="Nobody has booked"):
        write_to_bookers(departure=departure, subject=SUBJECT, text=TEXT)
    assert not letters_of(departure)


def test_the_page_shows_the_message_before_it_leaves(departure: Departure, wei: User) -> None:
    browser = Client()
    browser.force_login(wei)
    address = f"/en/desk/slow-roads/departures/{departure.pk}/message/"
    page = page_of(browser.get(address))
    asked = [box["name"] for box in page.select("[name^=text-]")]
    assert set(asked) == {"text-en", "text-th", "text-ms"}
    said = {f"subject-{code}": SUBJECT[code] for code in SUBJECT} | {
        f"text-{code}": TEXT[code] for code in TEXT
    }
    shown = page_of(browser.post(address, {**said, "do": "preview"}))
    heads = {one["lang"]: one.get_text() for one in shown.select("section[aria-labelledby=preview] h3")}
    assert heads == {"en": "Gate 3", "th": "ประตู 3"}
    assert not letters_of(departure)
    assert browser.post(address, {"subject-en": "Gate 3", "do": "preview"}).status_code == 422
    done = browser.post(address, {**said, "do": "send"}, follow=True)
    assert "Sent for 3 bookings." in done.content.decode()
    assert len(letters_of(departure)) == 2


def test_whom_a_message_did_not_reach_is_listed(departure: Departure, wei: User, nok: User) -> None:
    write_to_bookers(departure=departure, subject=SUBJECT, text=TEXT)
    assert not_delivered(departure) == []
    OutboxMail.objects.filter(kind="tourism.message").exclude(address="aminah@example.com").update(
        state="failed"
    )
    assert set(not_delivered(departure)) == {"somchai@example.com", nok.email}
    browser = Client()
    browser.force_login(wei)
    page = browser.get(f"/en/desk/slow-roads/departures/{departure.pk}/message/").content.decode()
    assert "Not delivered" in page


def test_a_hold_frees_itself_and_both_travellers_hear_of_the_cancelled_cruise_once(
    make_departure: MakeDeparture, clock: Clock, nok: User, wei: User
) -> None:
    cruise = make_departure(seats=3, minimum=3)
    thai = booker("Nok", person=nok, address=nok.email)
    seats.confirm(booking=seats.reserve(departure=cruise, party={"adult": 2}, booker=thai))
    malay = booker("Aminah", language="ms")
    lost = seats.reserve(departure=cruise, party={"adult": 1}, booker=malay)
    clock(datetime(2026, 12, 1, 12, 20, tzinfo=UTC))
    assert end_overdue() == 1
    lost.refresh_from_db()
    assert (lost.state, counted(cruise)) == ("lapsed", (2, 2))
    again = seats.reserve(departure=cruise, party={"adult": 1}, booker=malay)
    seats.confirm(booking=seats.request(booking=again))
    cruise.refresh_from_db()
    assert (cruise.state, cruise.on) == ("guaranteed", date(2027, 3, 1))
    cancel_departure(departure=cruise, reason="Storm in the bay", by=wei)
    told = Notice.objects.filter(recipient=nok, kind="tourism.booking", values__event="cancelled")
    mailed = OutboxMail.objects.filter(address="aminah@example.com", values__event="cancelled")
    assert (told.count(), mailed.count()) == (1, 1)
    assert {told.get().values["reason"], mailed.get().values["reason"]} == {"Storm in the bay"}
    assert (mailed.get().language, counted(cruise)) == ("ms", (0, 0))
