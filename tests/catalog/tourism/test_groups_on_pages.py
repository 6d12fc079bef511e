"""An agent's group: asked for, set apart, called for or declined, and come back on its release date."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from catalog.merchants.models import Membership, Organization
from catalog.merchants.services.moves import MoveRefused
from catalog.notices.models import Notice
from catalog.tourism.models import Booking, Departure
from catalog.tourism.refusals import Refused
from catalog.tourism.services import groups, seats
from catalog.tourism.services.offering import end_hopeless, end_overdue
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NOW, booker, counted
from tests.catalog.tourism.conftest import Clock, MakeDeparture
from tests.reading import page_of

RELEASE = NOW + timedelta(days=10)


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock, wei: User) -> Departure:
    """Ten seats; Wei owns the operator."""
    clock(NOW)
    departure = make_departure(seats=10, minimum=30)
    Membership.objects.create(organization=departure.tour.organization, user=wei, role="owner")
    return departure


@pytest.fixture
def agent(lan: User, departure: Departure) -> Organization:
    house = Organization.objects.create(slug="agent", kind="company", source_language="vi", country_id="VN")
    Membership.objects.create(organization=house, user=lan, role="owner")
    return house


@pytest.fixture
def browser(client: Client, lan: User) -> Client:
    client.force_login(lan)
    return client


Ask = Callable[..., Booking]


@pytest.fixture
def ask(departure: Departure, agent: Organization, lan: User) -> Ask:
    """Return what asks for a group of Lan's house, and has seats set apart for it where so many are given."""

    def asked(adults: int = 8, *, apart: int = 0, until: datetime = RELEASE) -> Booking:
        who = booker("Lan", person=lan, address=lan.email, organization=agent, language="vi")
        group = groups.ask_for_group(departure=departure, party={"adult": adults}, booker=who)
        return groups.allot(booking=group, seats=apart, until=until, by=None) if apart else group

    return asked


def page(booking: Booking) -> str:
    return f"/en/booking/{booking.pk}/"


def told(person: User, kind: str = "tourism.booking") -> list[str]:
    rows = Notice.objects.filter(recipient=person, kind=kind).values_list("values", flat=True)
    return sorted(row["event"] for row in rows)


def test_a_group_that_waits_has_no_seats_and_nothing_to_call(
    browser: Client, ask: Ask, departure: Departure, lan: User, wei: User
) -> None:
    group = ask()
    shown = page_of(browser.get(page(group)))
    assert not shown.select("[value=call], [value=request]")
    assert shown.select_one("[value=release]")
    assert (told(lan), told(wei, "tourism.bookings")) == (["asked"], ["asked"])
    for act in ("call", "request", "accept", "decline"):
        assert browser.post(page(group), {"do": act, "band_adult": "8"}).status_code == 400
    group.refresh_from_db()
    assert (group.state, counted(departure)) == ("waiting", (0, 0))


def test_the_page_of_seats_set_apart_asks_how_many_come_and_until_when(browser: Client, ask: Ask) -> None:
    group = ask(apart=6)
    shown = page_of(browser.get(page(group)))
    assert {one["name"] for one in shown.select("form input[name^=band_]")} == {
        "band_adult",
        "band_child",
        "band_infant",
    }
    assert shown.select_one("[value=call]")
    assert not shown.select("[value=request]")
    assert "Dec 11, 2026" in shown.get_text()


@pytest.mark.parametrize(
    ("party", "said"),
    [
        ({"band_adult": "7"}, "less than or equal to 6"),
        ({"band_adult": "4", "band_child": "3"}, "Seats set apart for you: 6."),
        ({"band_adult": "0"}, "how many of you travel"),
        ({}, "how many of you travel"),
        ({"band_adult": "0", "band_infant": "2"}, "how many of you travel"),
        ({"band_adult": "-1"}, "greater than or equal to 0"),
        ({"band_adult": "six"}, "whole number"),
        ({"band_adult": "9" * 40}, "less than or equal to 6"),
    ],
)
def test_what_cannot_be_called_for_is_named_and_the_seats_stay_apart(
    browser: Client, ask: Ask, departure: Departure, party: dict[str, str], said: str
) -> None:
    group = ask(apart=6)
    sent = browser.post(page(group), {"do": "call", **party})
    assert sent.status_code == 400
    assert said in sent.content.decode()
    group.refresh_from_db()
    assert (group.state, group.seats, group.party) == ("held", 6, {"adult": 8})
    assert counted(departure) == (6, 0)


def test_who_is_called_for_pays_by_age_and_infants_take_no_seat(
    browser: Client, ask: Ask, departure: Departure, wei: User
) -> None:
    group = ask(apart=6)
    sent = browser.post(page(group), {"do": "call", "band_adult": "4", "band_child": "1", "band_infant": "3"})
    assert sent["Location"] == page(group)
    group.refresh_from_db()
    assert (group.state, group.seats, group.until) == ("requested", 5, None)
    assert group.party == {"adult": 4, "child": 1, "infant": 3}
    assert group.price["total"] == 4 * 12000 + 10000
    assert counted(departure) == (5, 0)
    assert told(wei, "tourism.bookings") == ["asked", "requested"]
    seats.confirm(booking=group)
    assert group.travellers.count() == 8


def test_the_release_date_holds_to_the_second(
    browser: Client, ask: Ask, departure: Departure, clock: Clock, lan: User
) -> None:
    group = ask(apart=10)
    family = seats.wait(departure=departure, party={"adult": 2}, booker=booker("Nok"))
    clock(RELEASE - timedelta(seconds=1))
    browser.force_login(lan)  # nobody stays signed in for so long
    assert end_overdue() == 0
    assert "Minutes left: 1" in browser.get(page(group)).content.decode()
    clock(RELEASE)
    late = browser.get(page(group)).content.decode()
    assert "Not confirmed in time" in late
    assert 'value="call"' not in late
    assert browser.post(page(group), {"do": "call", "band_adult": "2"}).status_code == 400
    assert (end_overdue(), end_overdue()) == (1, 0)
    family.refresh_from_db()
    # Who waited has what came back, for a day.
    assert (family.state, family.until) == ("held", RELEASE + timedelta(days=1))
    assert counted(departure) == (2, 0)
    assert told(lan) == ["allotted", "asked", "lapsed"]


@pytest.mark.parametrize("move", [seats.confirm, seats.request])
def test_seats_set_apart_are_not_sure_before_it_is_said_who_comes(
    ask: Ask, departure: Departure, move: Callable[..., Booking]
) -> None:
    # Eight were asked and priced, six are set apart: confirmed as it is, two would stand without a seat.
    group = ask(8, apart=6)
    with pytest.raises(MoveRefused) as refused:
        move(booking=group)
    assert refused.value.current == "held"
    assert (counted(departure), group.travellers.count()) == ((6, 0), 0)


def test_a_declined_group_is_told_why_and_may_be_asked_for_again(
    browser: Client, ask: Ask, departure: Departure, lan: User, wei: User
) -> None:
    group = ask()
    with pytest.raises(Refused, match="already"):
        ask()
    seats.release(booking=group, by=wei, reason="The coach is too small.")
    text = browser.get(page(group)).content.decode()
    assert "The coach is too small." in text
    assert 'value="release"' not in text
    assert told(lan) == ["asked", "released"]
    # The operator needs no news of what it did itself.
    assert told(wei, "tourism.bookings") == ["asked"]
    assert ask().state == "waiting"
    assert counted(departure) == (0, 0)


def test_what_is_set_apart_can_be_given_back_and_goes_to_who_waits(
    browser: Client, ask: Ask, departure: Departure
) -> None:
    group = ask(apart=10)
    family = seats.wait(departure=departure, party={"adult": 3}, booker=booker("Nok"))
    assert browser.post(page(group), {"do": "release"}).status_code == 400
    browser.post(page(group), {"do": "release", "sure": "1"})
    family.refresh_from_db()
    assert (family.state, counted(departure)) == ("held", (3, 0))


def test_a_group_does_not_count_as_a_hold_of_its_agent(ask: Ask, departure: Departure, lan: User) -> None:
    ask(2, apart=2)
    who = booker("Lan", person=lan, address=lan.email)
    for _ in range(4):
        seats.reserve(departure=departure, party={"adult": 1}, booker=who)
    with pytest.raises(Refused, match="often enough"):
        seats.reserve(departure=departure, party={"adult": 1}, booker=who)
    assert counted(departure) == (6, 0)


def test_a_group_nobody_answered_ends_with_the_cut_off(
    ask: Ask, departure: Departure, clock: Clock, lan: User
) -> None:
    group = ask()
    clock(departure.closes_at)
    with pytest.raises(Refused, match="takes no bookings"):
        seats.wait(departure=departure, party={"adult": 1}, booker=booker("Nok"))
    assert end_hopeless() == 1
    group.refresh_from_db()
    assert (group.state, told(lan)) == ("lapsed", ["asked", "lapsed"])
    with pytest.raises(MoveRefused):
        groups.allot(booking=group, seats=2, until=departure.meets_at, by=None)
    assert counted(departure) == (0, 0)


def test_seats_are_set_apart_for_groups_alone(departure: Departure) -> None:
    seats.set_away(departure=departure, kind="blocked", seats=10, by=None)
    family = seats.wait(departure=departure, party={"adult": 2}, booker=booker("Nok"))
    with pytest.raises(ValidationError):
        groups.allot(booking=family, seats=2, until=RELEASE, by=None)
    family.refresh_from_db()
    assert family.state == "waiting"


def test_a_group_is_its_askers_alone(browser: Client, ask: Ask, nok: User, agent: Organization) -> None:
    group = ask(apart=6)
    # A colleague of the same house has not booked it.
    Membership.objects.create(organization=agent, user=nok, role="sales")
    browser.force_login(nok)
    assert browser.get(page(group)).status_code == 404
    assert browser.post(page(group), {"do": "call", "band_adult": "1"}).status_code == 404
    group.refresh_from_db()
    assert group.state == "held"
