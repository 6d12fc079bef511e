"""Letters about a booking: in the booker's language, each once, and naming nobody who travels."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from catalog.audit.models import Entry
from catalog.merchants.models import Membership
from catalog.notices import letters, registry
from catalog.notices.models import Notice, OutboxMail
from catalog.seams import schedules
from catalog.tourism.booking_letters import TO_BOOKER, values_of
from catalog.tourism.booking_links import token
from catalog.tourism.models import Booking, Departure, Tour
from catalog.tourism.selectors.travellers import Identity
from catalog.tourism.services import seats
from catalog.tourism.services.cancelling import accept_offered, cancel_departure, decline_offered
from catalog.tourism.services.forgetting import forget
from catalog.tourism.services.manifests import take_manifest
from catalog.tourism.services.offering import end_overdue
from catalog.tourism.services.travellers import enter, remind
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NOW, booker
from tests.catalog.tourism.conftest import Clock, MakeDeparture

MALEE = Identity("Malee Thongdee", date(1985, 4, 13), "TH", "AB9876543", date(2031, 5, 6))


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock) -> Departure:
    clock(NOW)
    return make_departure(seats=8, minimum=9)


@pytest.fixture
def later(departure: Departure, make_departure: MakeDeparture) -> Departure:
    return make_departure(departure.tour, on=date(2027, 3, 15), seats=8, minimum=9)


def sure(
    departure: Departure, name: str = "Lan", person: User | None = None, language: str = "th"
) -> Booking:
    told = {"person": person, "address": person.email} if person else {}
    who = booker(name, language=language, **told)
    return seats.confirm(booking=seats.reserve(departure=departure, party={"adult": 1}, booker=who))


def events(booking: Booking) -> list[str]:
    """Return what the booker was told, in its order, by letter or on the site."""
    if booking.person is None:
        rows = OutboxMail.objects.filter(kind=TO_BOOKER.name, address=booking.address).order_by("pk")
        return [row.values["event"] for row in rows]
    notices = Notice.objects.filter(kind=TO_BOOKER.name, recipient=booking.person)
    return sorted(row.values["event"] for row in notices)


WORDS = [
    ("en", "Your booking is confirmed: Two days at Detian", "Mar 1, 2027"),
    ("th", "Two days at Detian", "1 มี.ค."),
    ("zh-hans", "德天二日", "2027年3月1日"),
    ("vi", "Two days at Detian", "1 thg 3, 2027"),
]


@pytest.mark.parametrize(("language", "title", "day"), WORDS)
def test_a_letter_is_in_the_language_of_whoever_booked(
    departure: Departure, language: str, title: str, day: str
) -> None:
    Tour.objects.filter(pk=departure.tour_id).update(title_zh_hans="德天二日")
    departure.refresh_from_db()
    booking = sure(departure, language=language)
    mail = OutboxMail.objects.get(address=booking.address, values__event="confirmed")
    # Whoever sends it reads another language.
    with translation.override("km"):
        letter = letters.compose(mail)
    assert letter is not None
    assert title in letter.subject
    assert (language == "en") is ("Your booking is confirmed" in letter.subject)
    body = str(letter.body)
    assert day in body
    assert booking.code in body
    assert f"/{language}/booking/by-link/{token(booking.pk)}/" in body
    assert letter.to == [booking.address]


@pytest.mark.parametrize("event", ["held", "waiting", "offered", "requested", "asked", "allotted", "lapsed"])
def test_every_step_has_words_of_its_own(departure: Departure, event: str) -> None:
    booking = sure(departure)
    texts = {}
    for one in (event, "confirmed"):
        notice = Notice(kind=TO_BOOKER.name, values=values_of(booking, one), created_at=NOW)
        texts[one] = letters.shown(notice, "en")
    assert texts[event].subject != texts["confirmed"].subject
    assert texts[event].text != texts["confirmed"].text
    assert booking.code in texts[event].text


def test_who_moved_to_another_date_is_told_when_that_is_cancelled_too(
    departure: Departure, later: Departure, lan: User
) -> None:
    stranger, member = sure(departure, "Somchai"), sure(departure, "Lan", person=lan)
    cancel_departure(departure=departure, reason="Storm", offered=later)
    for booking in (stranger, member):
        booking.refresh_from_db()
        accept_offered(booking=booking)
    cancel_departure(departure=later, reason="The bridge is shut.")
    assert events(stranger) == ["held", "confirmed", "cancelled", "confirmed", "cancelled"]
    assert events(member).count("cancelled") == 2
    last = OutboxMail.objects.filter(address=stranger.address).order_by("pk").last()
    assert last is not None
    assert (last.values["reason"], last.values["on"]) == ("The bridge is shut.", "2027-03-15")


def test_who_moved_to_another_date_is_reminded_of_its_names_too(
    departure: Departure, later: Departure, clock: Clock
) -> None:
    booking = sure(departure)
    assert booking.names_due is not None
    clock(booking.names_due - timedelta(days=1))
    assert (remind(), remind()) == (1, 1)
    cancel_departure(departure=departure, reason="Storm", offered=later)
    booking.refresh_from_db()
    accept_offered(booking=booking)
    assert booking.names_due == later.meets_at - timedelta(days=7)
    clock(booking.names_due - timedelta(days=1))
    assert (remind(), remind()) == (1, 1)
    assert events(booking).count("names") == 2


@pytest.mark.parametrize("ends", ["released", "cancelled", "offered"])
def test_nobody_is_reminded_of_a_booking_that_came_to_nothing(
    departure: Departure, later: Departure, clock: Clock, ends: str
) -> None:
    booking = sure(departure)
    if ends == "released":
        seats.release(booking=booking)
    else:
        cancel_departure(departure=departure, reason="x", offered=later if ends == "offered" else None)
    assert booking.names_due is not None
    clock(booking.names_due - timedelta(hours=1))
    assert remind() == 0
    assert "names" not in events(booking)


def test_the_reminder_ends_at_the_second_names_are_due(departure: Departure, clock: Clock) -> None:
    booking = sure(departure)
    assert booking.names_due is not None
    clock(booking.names_due - timedelta(days=7, seconds=1))
    assert remind() == 0
    clock(booking.names_due)
    assert remind() == 0
    clock(booking.names_due - timedelta(seconds=1))
    # Who was not reached a week before is reminded once, not of both spans at once.
    assert (remind(), remind()) == (1, 1)
    assert events(booking).count("names") == 1


def test_repeating_what_the_clock_does_tells_nobody_twice(departure: Departure, clock: Clock) -> None:
    held = seats.reserve(departure=departure, party={"adult": 8}, booker=booker("Wei"))
    waiting = seats.wait(departure=departure, party={"adult": 2}, booker=booker("Nok"))
    clock(NOW + timedelta(minutes=20))
    assert (end_overdue(), end_overdue()) == (1, 0)
    assert (events(held), events(waiting)) == (["held", "lapsed"], ["waiting", "offered"])
    clock(NOW + timedelta(days=1, minutes=20))
    assert (end_overdue(), end_overdue()) == (1, 0)
    assert events(waiting) == ["waiting", "offered", "lapsed"]


def test_a_closed_account_is_written_to_no_more(departure: Departure, nok: User) -> None:
    booking = sure(departure, person=nok)
    nok.is_active = False
    nok.save()
    booking.refresh_from_db()
    seats.release(booking=booking)
    assert "released" not in events(booking)
    assert not OutboxMail.objects.filter(address=nok.email).exists()


def test_whoever_loses_the_account_keeps_the_booking_by_its_private_address(
    departure: Departure, nok: User
) -> None:
    booking = sure(departure, person=nok)
    address = nok.email
    nok.delete()
    booking.refresh_from_db()
    assert booking.person is None
    cancel_departure(departure=departure, reason="Storm")
    mail = OutboxMail.objects.get(address=address)
    assert (mail.values["event"], mail.language, mail.values["has_account"]) == ("cancelled", "th", False)


def test_nothing_that_is_written_down_names_who_travels(
    departure: Departure, later: Departure, wei: User, clock: Clock
) -> None:
    Membership.objects.create(organization=departure.tour.organization, user=wei, role="owner")
    booking = sure(departure)
    enter(booking=booking, identities={1: MALEE})
    assert any("AB9876543" in row for row in take_manifest(departure=departure, by=wei))
    cancel_departure(departure=departure, reason="Storm", offered=later, by=wei)
    booking.refresh_from_db()
    decline_offered(booking=booking)
    assert forget() == 1
    trail = Entry.objects.values_list("action", "target_name", "actor_name", "before", "after")
    mails = OutboxMail.objects.values_list("values", "link", "key")
    notices = Notice.objects.values_list("values", "link")
    written = str([*trail, *mails, *notices])
    assert {"booking.names", "departure.manifest", "booking.offer-declined"} <= {row[0] for row in trail}
    for word in ("Malee", "AB9876543", "1985", "2031-05-06", booking.address, booking.phone):
        assert word not in written
    # What only its reader may know is in no row that waits to be sent.
    assert token(booking.pk) not in written


def test_who_booked_cannot_stop_the_letters_and_the_clock_knows_what_to_do() -> None:
    assert not registry.KINDS.get("tourism.booking").may_stop
    assert registry.KINDS.get("tourism.bookings").may_stop
    every = {
        one.name: (one.every, one.run) for one in schedules.registered() if one.name.startswith("tourism.")
    }
    assert every["tourism.holds"] == (timedelta(minutes=1), end_overdue)
    assert every["tourism.names"][1] is remind
    assert every["tourism.forget"][1] is forget
