"""Who travelled and who booked is deleted on the 90th day after the return, by the clock of the place."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from catalog.notices.models import OutboxMail
from catalog.tourism.models import Booking, Departure, Traveller
from catalog.tourism.selectors.travellers import Identity, travellers_of
from catalog.tourism.services import cancelling, seats
from catalog.tourism.services.forgetting import forget
from catalog.tourism.services.messages import write_to_bookers
from catalog.tourism.services.travellers import enter
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NOW, booker, by_link, sure
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakeTour

LAN = Identity("Lan Nguyễn", date(1990, 1, 1), "VN", "B7654321", date(2030, 1, 1))
DAY = timedelta(days=1)


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock) -> Departure:
    clock(NOW)
    return make_departure(seats=6)


def named(departure: Departure, person: User | None = None) -> Booking:
    booking = sure(departure, person)
    enter(booking=booking, identities={1: LAN})
    return booking


def begins(day: date, zone: str) -> datetime:
    """Return the first second of a day by the clock of a place, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "Asia/Yangon", "Pacific/Honolulu", "Pacific/Kiritimati"])
def test_the_ninetieth_day_begins_by_the_clock_of_the_meeting_point(
    make_tour: MakeTour, make_departure: MakeDeparture, clock: Clock, zone: str
) -> None:
    clock(NOW)
    booking = named(make_departure(make_tour(time_zone=zone), on=date(2027, 3, 1)))
    back = booking.departure.back_on
    assert back == date(2027, 3, 2)
    for moment in (begins(back + 89 * DAY, zone), begins(back + 90 * DAY, zone) - timedelta(seconds=1)):
        clock(moment)
        assert forget() == 0
        assert travellers_of(booking)[0].identity == LAN
        assert Booking.objects.get().name == "Lan"
    clock(begins(back + 90 * DAY, zone))
    assert (forget(), forget()) == (1, 0)
    (line,) = travellers_of(booking)
    assert (line.identity, line.deleted) == (None, True)
    assert not bytes(Traveller.objects.get().sealed)


def test_of_a_booking_stay_its_code_its_seats_and_its_price(
    client: Client, departure: Departure, clock: Clock
) -> None:
    asked = booker("Lan", note="Lan is in a wheelchair", phone="+84 1 000")
    booking = seats.confirm(booking=seats.reserve(departure=departure, party={"adult": 2}, booker=asked))
    write_to_bookers(departure=departure, subject={"th": "ประตู 3"}, text={"th": "พบกันที่ประตู 3"})
    other = OutboxMail.objects.create(key="k", address=booking.address, kind="search.alert", message_id="m")
    clock(departure.meets_at + 100 * DAY)
    # Nobody was named: there is nobody to forget but who booked.
    assert forget() == 0
    booking.refresh_from_db()
    assert (booking.name, booking.address, booking.phone, booking.note) == ("", "", "", "")
    assert (booking.seats, booking.price["total"]) == (2, 24000)
    # Letters of other rooms to the same address are not ours to delete.
    assert list(OutboxMail.objects.all()) == [other]
    shown = client.get(by_link(booking))
    assert (shown.status_code, booking.code in shown.content.decode()) == (200, True)


def test_whoever_was_forgotten_is_written_to_no_more(
    departure: Departure, clock: Clock, wei: User, nok: User
) -> None:
    departure.tour.organization.memberships.create(user=wei, role="owner")
    booking, kept = named(departure), named(departure, nok)
    clock(departure.meets_at + 100 * DAY)
    assert forget() == 2
    assert OutboxMail.objects.filter(address__gt="").count() == 0
    # An account is its owner's: what it booked is found, and told of, as long as it is there.
    assert write_to_bookers(departure=departure, subject={"th": "ขอบคุณ"}, text={"th": "ขอบคุณ"}) == 1
    for one in (booking, kept):
        one.refresh_from_db()
        assert seats.release(booking=one, by=wei).state == "released"
    assert OutboxMail.objects.filter(address__gt="").count() == 0


def test_more_than_are_looked_at_at_once_are_forgotten_in_turn(
    departure: Departure, make_departure: MakeDeparture, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.tourism.services.forgetting.AT_ONCE", 1)
    first, second = named(departure), named(make_departure(departure.tour, on=date(2027, 3, 8)))
    clock(departure.meets_at + 200 * DAY)
    assert forget() == 1
    assert (travellers_of(first)[0].deleted, travellers_of(second)[0].deleted) == (True, False)
    assert (forget(), forget()) == (1, 0)


def test_who_never_was_named_has_nothing_to_delete(departure: Departure, clock: Clock) -> None:
    booking = sure(departure)
    clock(departure.meets_at + 400 * DAY)
    assert forget() == 0
    assert [one.deleted for one in travellers_of(booking)] == [False]


def test_a_booking_that_came_to_nothing_keeps_nobodys_passport(departure: Departure) -> None:
    booking, other = named(departure), named(departure)
    assert forget() == 0
    seats.release(booking=booking)
    assert forget() == 1
    assert [bool(bytes(row.sealed)) for row in Traveller.objects.order_by("booking__created_at", "pk")] == [
        False,
        True,
    ]
    assert travellers_of(other)[0].identity == LAN


@pytest.mark.parametrize("answer", ["", "accept", "decline"])
def test_who_may_still_take_another_date_is_known_until_it_closes(
    departure: Departure, make_departure: MakeDeparture, clock: Clock, answer: str
) -> None:
    summer = make_departure(departure.tour, on=date(2027, 8, 1))
    booking = named(departure)
    cancelling.cancel_departure(departure=departure, reason="Flood", offered=summer)
    # Ninety days after a journey that was not made; another one still may be.
    clock(departure.meets_at + 100 * DAY)
    assert forget() == 0
    booking.refresh_from_db()
    assert (travellers_of(booking)[0].identity, booking.name) == (LAN, "Lan")
    answers: dict[str, Any] = {"accept": cancelling.accept_offered, "decline": cancelling.decline_offered}
    if answer:
        answers[answer](booking=booking)
    clock(summer.closes_at)
    assert forget() == (0 if answer == "accept" else 1)
    booking.refresh_from_db()
    assert booking.name == ("Lan" if answer == "accept" else "")
    clock(begins(summer.back_on + 90 * DAY, "Asia/Shanghai"))
    forget()
    assert travellers_of(booking)[0].deleted
    assert Booking.objects.get().address == ""
