"""The waiting list, seats away and groups: what comes free goes to who waits, under one guard."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from catalog.audit.models import Entry
from catalog.merchants.models import Membership, Organization
from catalog.merchants.services.moves import MoveRefused
from catalog.notices.models import Notice, OutboxMail
from catalog.tourism.models import Booking, Departure, SeatsAway
from catalog.tourism.refusals import Refused
from catalog.tourism.services import groups, seats
from catalog.tourism.services.offering import end_hopeless, end_overdue, offer_free
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NOW, booker, counted
from tests.catalog.tourism.conftest import MakeDeparture


@pytest.fixture(autouse=True)
def december(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def departure(make_departure: MakeDeparture) -> Departure:
    return make_departure(seats=5, minimum=9)


@pytest.fixture
def agent(departure: Departure) -> Organization:
    return Organization.objects.create(slug="agent", kind="company", source_language="vi", country_id="VN")


def hold(departure: Departure, name: str, adults: int) -> Booking:
    return seats.reserve(departure=departure, party={"adult": adults}, booker=booker(name))


def wait(departure: Departure, name: str, adults: int) -> Booking:
    waiting = seats.wait(departure=departure, party={"adult": adults}, booker=booker(name))
    # The clock stands still; who came first has to be told apart all the same.
    later = NOW + timedelta(seconds=Booking.objects.count())
    Booking.objects.filter(pk=waiting.pk).update(created_at=later)
    return waiting


def state_of(booking: Booking) -> str:
    booking.refresh_from_db()
    return booking.state


def test_seats_that_come_free_are_offered_for_a_day_to_who_waited_longest(departure: Departure) -> None:
    full = hold(departure, "Wei", 5)
    first, second = wait(departure, "Nok", 2), wait(departure, "Lan", 4)
    third = wait(departure, "Siti", 3)
    seats.release(booking=full)
    # Four do not fit beside the two before them; the three after them do.
    assert [state_of(one) for one in (first, second, third)] == ["held", "waiting", "held"]
    assert first.until == NOW + timedelta(days=1)
    assert counted(departure) == (5, 0)


def test_an_offer_that_is_not_taken_goes_to_the_next(
    departure: Departure, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = hold(departure, "Wei", 5)
    first, second = wait(departure, "Nok", 5), wait(departure, "Lan", 5)
    seats.release(booking=full)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=1))
    assert end_overdue() == 1
    assert [state_of(first), state_of(second)] == ["lapsed", "held"]
    assert seats.request(booking=second).state == "requested"
    assert counted(departure) == (5, 0)


def test_an_offer_ends_with_the_cut_off_and_nothing_is_offered_after_it(
    departure: Departure, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = seats.request(booking=hold(departure, "Wei", 5))
    first, second = wait(departure, "Nok", 5), wait(departure, "Lan", 5)
    late = departure.closes_at - timedelta(hours=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)
    seats.release(booking=full)
    assert state_of(first) == "held"
    assert first.until == departure.closes_at
    monkeypatch.setattr("django.utils.timezone.now", lambda: departure.closes_at)
    assert end_overdue() == 1
    assert [state_of(first), state_of(second)] == ["lapsed", "waiting"]
    assert end_hopeless() == 1
    assert state_of(second) == "lapsed"
    assert counted(departure) == (0, 0)


def test_the_waiting_list_is_for_who_finds_no_seat(departure: Departure) -> None:
    with pytest.raises(Refused, match="book them"):
        wait(departure, "Nok", 5)
    hold(departure, "Wei", 1)
    with pytest.raises(Refused, match="Seats of this departure: 5"):
        wait(departure, "Nok", 6)
    wait(departure, "Nok", 5)
    with pytest.raises(Refused, match="already"):
        wait(departure, "Nok", 5)
    assert counted(departure) == (1, 0)


def test_who_waits_can_leave_the_list_without_giving_a_seat_back(departure: Departure) -> None:
    hold(departure, "Wei", 5)
    waiting = wait(departure, "Nok", 2)
    seats.release(booking=waiting)
    assert counted(departure) == (5, 0)
    assert offer_free(departure.pk) == 0


def test_nothing_is_offered_on_a_departure_that_is_closed(departure: Departure) -> None:
    full = hold(departure, "Wei", 5)
    waiting = wait(departure, "Nok", 2)
    Departure.objects.update(state="closed")
    seats.release(booking=full)
    assert state_of(waiting) == "waiting"


def test_seats_sold_elsewhere_are_sure_and_blocked_ones_are_not(departure: Departure) -> None:
    elsewhere = seats.set_away(departure=departure, kind="elsewhere", seats=2, note="Web", by=None)
    blocked = seats.set_away(departure=departure, kind="blocked", seats=2, by=None)
    assert counted(departure) == (4, 2)
    with pytest.raises(Refused, match="Free: 1"):
        seats.set_away(departure=departure, kind="blocked", seats=2, by=None)
    with pytest.raises(Refused, match="Free: 1"):
        hold(departure, "Nok", 2)
    waiting = wait(departure, "Nok", 2)
    seats.take_back(away=blocked, by=None)
    seats.take_back(away=blocked, by=None)
    assert state_of(waiting) == "held"
    seats.take_back(away=elsewhere, by=None)
    assert counted(departure) == (2, 0)
    actions = (
        Entry.objects.filter(object_id=str(departure.pk)).order_by("pk").values_list("action", flat=True)
    )
    assert list(actions) == ["departure.seats-away"] * 2 + ["departure.seats-back"] * 2


@pytest.mark.parametrize(("kind", "count"), [("gift", 1), ("blocked", 0), ("elsewhere", -1)])
def test_seats_away_that_cannot_be_are_refused(departure: Departure, kind: str, count: int) -> None:
    with pytest.raises(ValidationError):
        seats.set_away(departure=departure, kind=kind, seats=count, by=None)
    assert not SeatsAway.objects.exists()


@pytest.mark.parametrize(("state", "taken"), [("planned", True), ("closed", True), ("cancelled", False)])
def test_seats_are_set_away_before_and_after_a_departure_is_open(
    departure: Departure, state: str, taken: bool
) -> None:
    Departure.objects.update(state=state)
    try:
        seats.set_away(departure=departure, kind="blocked", seats=1, by=None)
    except Refused:
        assert not taken
    assert counted(departure) == (int(taken), 0)


def test_a_groups_seats_are_set_apart_called_and_the_rest_comes_back(
    departure: Departure, agent: Organization
) -> None:
    house = booker("Lan", organization=agent)
    asked = groups.ask_for_group(departure=departure, party={"adult": 5}, booker=house)
    assert (asked.state, asked.kind, counted(departure)) == ("waiting", "group", (0, 0))
    with pytest.raises(Refused, match="already"):
        groups.ask_for_group(departure=departure, party={"adult": 5}, booker=house)
    until = NOW + timedelta(days=10)
    assert groups.allot(booking=asked, seats=5, until=until, by=None).until == until
    assert counted(departure) == (5, 0)
    family = wait(departure, "Nok", 2)
    with pytest.raises(Refused, match="Seats set apart for you: 5"):
        groups.call_seats(booking=asked, party={"adult": 6}, by=None)
    called = groups.call_seats(booking=asked, party={"adult": 2, "child": 1}, by=None)
    assert (called.state, called.seats, called.price["total"]) == ("requested", 3, 34000)
    assert state_of(family) == "held"
    seats.confirm(booking=called)
    assert counted(departure) == (5, 3)


def test_seats_set_apart_come_back_on_their_release_date(
    departure: Departure, agent: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = groups.ask_for_group(
        departure=departure, party={"adult": 4}, booker=booker("Lan", organization=agent)
    )
    groups.allot(booking=asked, seats=4, until=NOW + timedelta(days=10), by=None)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(days=10))
    with pytest.raises(Refused, match="is over"):
        groups.call_seats(booking=asked, party={"adult": 4}, by=None)
    assert end_overdue() == 1
    assert counted(departure) == (0, 0)


def test_no_more_is_set_apart_than_is_free_and_only_until_the_departure(
    departure: Departure, agent: Organization
) -> None:
    hold(departure, "Wei", 2)
    asked = groups.ask_for_group(
        departure=departure, party={"adult": 5}, booker=booker("Lan", organization=agent)
    )
    with pytest.raises(Refused, match="Free: 3"):
        groups.allot(booking=asked, seats=4, until=NOW + timedelta(days=1), by=None)
    assert (state_of(asked), asked.seats) == ("waiting", 5)
    for until in (NOW, departure.meets_at + timedelta(seconds=1)):
        with pytest.raises(ValidationError) as refused:
            groups.allot(booking=asked, seats=3, until=until, by=None)
        assert "until" in refused.value.message_dict
    with pytest.raises(ValidationError):
        groups.allot(booking=asked, seats=0, until=NOW + timedelta(days=1), by=None)
    groups.allot(booking=asked, seats=3, until=departure.meets_at, by=None)
    with pytest.raises(MoveRefused):
        groups.allot(booking=asked, seats=1, until=departure.meets_at, by=None)
    assert counted(departure) == (5, 0)


def test_a_group_is_asked_for_by_an_organization_and_gets_no_automatic_offer(
    departure: Departure, agent: Organization
) -> None:
    with pytest.raises(ValidationError):
        groups.ask_for_group(departure=departure, party={"adult": 2}, booker=booker("Lan"))
    asked = groups.ask_for_group(
        departure=departure, party={"adult": 2}, booker=booker("Lan", organization=agent)
    )
    seats.release(booking=hold(departure, "Wei", 5))
    assert state_of(asked) == "waiting"
    with pytest.raises(Refused, match="Seats of this departure: 5"):
        groups.ask_for_group(
            departure=departure, party={"adult": 6}, booker=booker("Nok", organization=agent)
        )


def told(booking: Booking) -> list[str]:
    mails = OutboxMail.objects.filter(kind="tourism.booking", address=booking.address).order_by("pk")
    return [mail.values["event"] for mail in mails if mail.values["code"] == booking.code]


def test_who_books_without_account_is_written_to_once_for_each_step(departure: Departure, lan: User) -> None:
    Membership.objects.create(organization=departure.tour.organization, user=lan, role="sales")
    full, waiting = hold(departure, "Wei", 5), wait(departure, "Nok", 2)
    seats.confirm(booking=seats.request(booking=full))
    seats.release(booking=full)
    seats.cancel(booking=waiting, reason="Storm")
    assert told(full) == ["held", "requested", "confirmed", "released"]
    assert told(waiting) == ["waiting", "offered", "cancelled"]
    notices = Notice.objects.filter(recipient=lan, kind="tourism.bookings").order_by("created_at", "pk")
    assert sorted(one.values["event"] for one in notices) == ["released", "requested"]
    everything = str([*OutboxMail.objects.values_list("values", flat=True), *notices.values_list("values")])
    assert full.code in everything
    assert "wei@example.com" not in everything
    assert "'Wei'" not in everything


def test_who_has_an_account_is_told_on_the_site(departure: Departure, nok: User) -> None:
    booking = seats.reserve(
        departure=departure, party={"adult": 1}, booker=booker("Nok", person=nok, address=nok.email)
    )
    seats.release(booking=booking, by=nok)
    events = Notice.objects.filter(recipient=nok, kind="tourism.booking").values_list("values", flat=True)
    assert sorted(one["event"] for one in events) == ["held", "released"]
    assert not OutboxMail.objects.filter(address=nok.email).exclude(recipient=None).exists()
