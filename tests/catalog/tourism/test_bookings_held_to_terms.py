"""What a booking refuses: moves its state does not allow, what is over, what is another's, too much."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client

from catalog.audit.models import Entry
from catalog.seams import person_check
from catalog.seams.person_check import Outcome
from catalog.tourism.booking_links import SALT, read_token, token
from catalog.tourism.models import Booking, Departure, Traveller
from catalog.tourism.refusals import Refused
from catalog.tourism.services import seats
from catalog.tourism.services.offering import end_hopeless, end_overdue
from catalog.tourism.services.travellers import enter
from catalog.tourism.views import bookings
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NAMED, NOW, booker, by_link, counted
from tests.catalog.tourism.conftest import Clock, MakeDeparture
from tests.reading import page_of

State = Booking.State


class Passed:
    """A check of persons that everybody passes."""

    def examine(self, posted: object) -> Outcome:
        return Outcome.PASSED

    def ask_again(self, *, doubted: bool) -> None:
        return None


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Departure:
    clock(NOW)
    monkeypatch.setattr(person_check, "_makers", [lambda request, purpose, least: Passed()])
    return make_departure(seats=6, minimum=9)


def hold(departure: Departure, name: str = "Somchai", adults: int = 1) -> Booking:
    return seats.reserve(departure=departure, party={"adult": adults}, booker=booker(name))


def shelf(departure: Departure) -> tuple[object, ...]:
    """Return everything that a refused post must leave as it was."""
    departure.refresh_from_db()
    rows = Booking.objects.order_by("pk").values_list("pk", "state", "seats", "until", "changed_at", "reason")
    named = Traveller.objects.exclude(entered_at=None).count()
    return departure.taken, departure.booked, list(rows), Entry.objects.count(), named


ACTS = {
    "request": {State.HELD},
    "release": {State.WAITING, State.HELD, State.REQUESTED, State.CONFIRMED},
    "call": set(),
    "accept": set(),
    "decline": set(),
}
DEVICE = {"keep"}  # whether this device keeps it is the reader's affair, not the booking's
REFUSED = [
    *((state, act) for act, allowed in ACTS.items() for state in State if state not in allowed),
    # What only an operator does, and nothing at all.
    (State.HELD, "confirm"),
    (State.REQUESTED, "confirm"),
    (State.CONFIRMED, ""),
]
# Given back twice is given back: whoever did not hear the answer is not told that it failed.
REFUSED.remove((State.RELEASED, "release"))


@pytest.mark.parametrize(("state", "act"), REFUSED)
def test_what_a_state_does_not_allow_is_refused_and_changes_nothing(
    client: Client, departure: Departure, state: State, act: str
) -> None:
    booking = hold(departure)
    # As it came to stand there by whatever way; the counters are not what is looked at.
    Booking.objects.filter(pk=booking.pk).update(state=state, until=None)
    before = shelf(departure)
    sent = client.post(by_link(booking), {"do": act, "sure": "1", "band_adult": "1"})
    assert sent.status_code == 400
    assert page_of(sent).select_one(".notice[role=alert]")
    assert shelf(departure) == before


@pytest.mark.parametrize("state", list(State))
def test_the_page_offers_only_what_its_state_allows(
    client: Client, departure: Departure, state: State
) -> None:
    booking = hold(departure)
    Booking.objects.filter(pk=booking.pk).update(state=state, until=None)
    offered = {
        str(one["value"]) for one in page_of(client.get(by_link(booking))).select("button[name=do]")
    } - DEVICE
    assert offered == {act for act, allowed in ACTS.items() if state in allowed}


def test_a_hold_is_over_at_its_second_whoever_looks(
    client: Client, departure: Departure, clock: Clock
) -> None:
    booking = hold(departure, adults=6)
    clock(NOW + timedelta(minutes=19, seconds=1))
    assert "Minutes left: 1" in client.get(by_link(booking)).content.decode()
    clock(NOW + timedelta(minutes=20))
    text = client.get(by_link(booking)).content.decode()
    assert "Not confirmed in time" in text
    assert "Minutes left" not in text
    assert 'value="request"' not in text
    sent = client.post(by_link(booking), {"do": "request"})
    assert sent.status_code == 400
    assert "The time to take these seats is over." in sent.content.decode()
    assert counted(departure) == (6, 0)
    assert end_overdue() == 1
    assert "Not confirmed in time" in client.get(by_link(booking)).content.decode()
    assert counted(departure) == (0, 0)


def test_whoever_asks_for_seats_ends_what_is_over_before_the_clock_comes(
    client: Client, departure: Departure, clock: Clock
) -> None:
    hold(departure, adults=6)
    clock(NOW + timedelta(minutes=20))
    here = f"/en/tour/detian-days/book/{departure.on.isoformat()}/"
    asked = {"band_adult": "6", "name": "Lan", "address": "lan@example.com"}
    assert client.post(here, asked | {"do": "hold"}).status_code == 302
    assert list(Booking.objects.order_by("created_at").values_list("state", flat=True)) == ["lapsed", "held"]
    assert counted(departure) == (6, 0)


@pytest.mark.parametrize("state", [State.CONFIRMED, State.REQUESTED])
def test_nothing_is_given_back_once_the_tour_has_left(
    client: Client, departure: Departure, clock: Clock, wei: User, state: State
) -> None:
    booking = seats.request(booking=hold(departure))
    if state == State.CONFIRMED:
        seats.confirm(booking=booking)
    clock(departure.meets_at - timedelta(seconds=1))
    assert 'value="release"' in client.get(by_link(booking)).content.decode()
    clock(departure.meets_at)
    before = shelf(departure)
    assert 'value="release"' not in client.get(by_link(booking)).content.decode()
    sent = client.post(by_link(booking), {"do": "release", "sure": "1"})
    assert (sent.status_code, "has left" in sent.content.decode()) == (400, True)
    assert shelf(departure) == before
    # Its operator knows who did not come.
    departure.tour.organization.memberships.create(user=wei, role="owner")
    assert seats.release(booking=booking, by=wei).state == "released"


def test_giving_back_twice_gives_the_seats_once(client: Client, departure: Departure) -> None:
    booking = seats.confirm(booking=hold(departure, adults=2))
    others = seats.confirm(booking=hold(departure, "Lan", adults=3))
    told = [client.post(by_link(booking), {"do": "release", "sure": "1"}).status_code for _ in range(3)]
    assert told == [302, 302, 302]
    assert counted(departure) == (3, 3)
    assert Entry.objects.filter(action="booking.released").count() == 1
    assert others.travellers.count() == 3


def forged(booking: Booking, other: Booking) -> dict[str, str]:
    """Tokens that somebody might try, none of them made for this address by this site."""
    key, signature = token(booking.pk).rsplit(":", 1)
    return {
        "another's signature": f"{other.pk.hex}:{signature}",
        "no signature": key,
        "an empty signature": f"{key}:",
        "signed for something else": signing.Signer(salt="catalog.tourism.other").sign(booking.pk.hex),
        "signed by another key": signing.Signer(key="x" * 40, salt=SALT).sign(booking.pk.hex),
        "with a time": signing.TimestampSigner(salt=SALT).sign(booking.pk.hex),
        "not a booking": signing.Signer(salt=SALT).sign("1"),
        "of a booking that is gone": token(uuid4()),
        "in capitals": token(booking.pk).upper(),
    }


def test_an_address_that_was_not_made_for_this_booking_opens_and_writes_nothing(
    client: Client, departure: Departure
) -> None:
    booking, other = seats.confirm(booking=hold(departure)), hold(departure, "Lan")
    before = shelf(departure)
    for why, typed in forged(booking, other).items():
        assert why == "of a booking that is gone" or read_token(typed) is None, why
        for more in ("", "travellers/"):
            here = f"/en/booking/by-link/{typed}/{more}"
            sent = client.post(here, {"do": "release", "sure": "1", **NAMED})
            assert (client.get(here).status_code, sent.status_code) == (404, 404), why
    assert shelf(departure) == before
    # One's own address opens one's own booking only, in whatever language.
    text = client.get(by_link(booking).replace("/en/", "/lo/")).content.decode()
    assert (booking.code in text, other.code in text) == (True, False)


def test_anothers_booking_is_not_found_and_not_written_to(
    client: Client, departure: Departure, nok: User, lan: User
) -> None:
    told = {"person": nok, "address": nok.email}
    held = seats.reserve(departure=departure, party={"adult": 1}, booker=booker("Nok", **told))
    booking, stranger = seats.confirm(booking=held), hold(departure, "Wei")
    client.force_login(lan)
    before = shelf(departure)
    for key in (booking.pk, stranger.pk, uuid4()):
        for more, posted in (
            ("", {"do": "release", "sure": "1"}),
            ("", {"do": "request"}),
            ("travellers/", NAMED),
        ):
            sent = client.post(f"/en/booking/{key}/{more}", posted)
            assert sent.status_code == 404
    assert shelf(departure) == before
    client.force_login(nok)
    assert client.post(f"/en/booking/{booking.pk}/travellers/", NAMED).status_code == 302
    assert Traveller.objects.exclude(entered_at=None).count() == 1


def test_names_are_refused_on_the_page_from_the_second_they_are_due(
    client: Client, departure: Departure, clock: Clock
) -> None:
    booking = seats.confirm(booking=hold(departure))
    here = by_link(booking, "travellers")
    assert booking.names_due is not None
    clock(booking.names_due - timedelta(seconds=1))
    assert client.post(here, NAMED).status_code == 302
    clock(booking.names_due)
    before = shelf(departure)
    late = client.post(here, NAMED | {"t1-name": "Somebody else"})
    assert (late.status_code, "Call the operator" in late.content.decode()) == (400, True)
    shown = client.get(here).content.decode()
    # What was entered is not shown any more either: nothing of it can be changed here.
    assert "B7654321" not in shown
    assert shelf(departure) == before


def test_names_of_a_booking_that_ends_meanwhile_are_refused_in_words(
    client: Client, departure: Departure, monkeypatch: pytest.MonkeyPatch
) -> None:
    booking = seats.confirm(booking=hold(departure))

    def beaten(**told: Any) -> Booking:
        """The booking is given back in another window, between the look at it and the write."""
        seats.release(booking=Booking.objects.get(pk=booking.pk))
        return enter(**told)

    monkeypatch.setattr(bookings, "enter", beaten)
    sent = client.post(by_link(booking, "travellers"), NAMED)
    assert (sent.status_code, "once a booking is confirmed" in sent.content.decode()) == (400, True)
    assert not Traveller.objects.exclude(entered_at=None).exists()


def test_an_address_without_account_waits_twelve_times_a_day_too(departure: Departure, nok: User) -> None:
    hold(departure, "Wei", adults=6)
    for _ in range(12):
        waiting = seats.wait(departure=departure, party={"adult": 1}, booker=booker("Lan"))
        seats.release(booking=waiting)
    shouted = booker("Lan", address="LAN@example.com")
    for ask in (seats.wait, seats.reserve):
        Departure.objects.update(taken=6 if ask is seats.wait else 0)
        with pytest.raises(Refused, match="Sign in"):
            ask(departure=departure, party={"adult": 1}, booker=shouted)
    # Whoever signs in may, and so may the same address a day later.
    Departure.objects.update(taken=6)
    member = booker("Lan", person=nok, address="lan@example.com")
    seats.release(booking=seats.wait(departure=departure, party={"adult": 1}, booker=member))
    Booking.objects.update(created_at=NOW - timedelta(days=1))
    assert seats.wait(departure=departure, party={"adult": 1}, booker=booker("Lan")).state == "waiting"


def test_who_waits_first_and_fits_is_first_and_a_wish_ends_with_the_cut_off(
    client: Client, departure: Departure, clock: Clock
) -> None:
    full, waiting = hold(departure, "Wei", adults=6), []
    for at, (name, adults) in enumerate([("Lan", 4), ("Nok", 3), ("Siti", 2), ("Ahmad", 1)], start=1):
        clock(NOW + timedelta(minutes=at))
        waiting.append(seats.wait(departure=departure, party={"adult": adults}, booker=booker(name)))
    seats.release(booking=full)
    states = dict(Booking.objects.values_list("name", "state"))
    # Six seats: four, then no three, then two; none is left for the last one.
    assert states == {"Wei": "released", "Lan": "held", "Nok": "waiting", "Siti": "held", "Ahmad": "waiting"}
    seats.release(booking=Booking.objects.get(name="Siti"))
    # Two are free: three still do not fit, one does.
    states = dict(Booking.objects.values_list("name", "state"))
    assert (states["Nok"], states["Ahmad"], counted(departure)) == ("waiting", "held", (5, 0))
    clock(departure.closes_at - timedelta(seconds=1))
    assert end_hopeless() == 0
    clock(departure.closes_at)
    assert (end_hopeless(), end_hopeless()) == (1, 0)
    assert "Not confirmed in time" in client.get(by_link(waiting[1])).content.decode()
