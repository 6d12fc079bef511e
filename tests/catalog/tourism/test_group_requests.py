"""What agents ask for their groups, over all of an operator's departures, in one list."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalog.merchants.models import Organization
from catalog.merchants.services import add_member
from catalog.tourism.models import Booking, Departure
from catalog.tourism.selectors.desk_groups import count_groups, group_requests, is_near
from catalog.tourism.services import groups
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import NOW, booker, sure
from tests.catalog.tourism.conftest import Clock, MakeDeparture, MakeTour
from tests.catalog.tourism.tour_documents import make_operator
from tests.reading import page_of, the, words

HOME = "/en/desk/slow-roads/departures/groups/"


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock, wei: User) -> Departure:
    clock(NOW)
    departure = make_departure(seats=20)
    add_member(organization=departure.tour.organization, user_id=wei.pk, role="sales")
    return departure


@pytest.fixture
def operator(departure: Departure) -> Organization:
    return departure.tour.organization


@pytest.fixture
def agent(departure: Departure) -> Organization:
    """An agent that writes Vietnamese."""
    return Organization.objects.create(
        slug="agent", kind="company", source_language="vi", country_id="VN", name_vi="Đại lý Sông"
    )


@pytest.fixture
def desk(client: Client, wei: User, departure: Departure) -> Client:
    client.force_login(wei)
    return client


def row(departure: Departure, agent: Organization | None = None, **changes: Any) -> Booking:
    """Return a group's request as it may stand in the database, not kept yet."""
    stated: dict[str, Any] = {"departure": departure, "kind": "group", "state": "waiting", "seats": 4}
    stated |= {"name": "Lan", "address": "lan@example.com", "language": "vi", "organization": agent}
    stated |= {"version": 1, "created_at": NOW, "changed_at": NOW}
    return Booking(**{"code": "G", **stated, **changes})


def kept(*args: Any, **changes: Any) -> Booking:
    one = row(*args, **{"code": f"G{Booking.objects.count()}", **changes})
    Booking.objects.bulk_create([one])
    return one


@pytest.mark.parametrize(
    ("state", "tab"),
    [
        ("waiting", "open"),
        ("requested", "open"),
        ("held", "apart"),
        *((state, "answered") for state in ("confirmed", "lapsed", "released", "cancelled")),
    ],
)
def test_every_state_has_one_tab(departure: Departure, operator: Organization, state: str, tab: str) -> None:
    kept(departure, state=state)
    assert count_groups(operator.pk) == {"open": 0, "apart": 0, "answered": 0, tab: 1}
    found = {name: len(group_requests(operator.pk, name)) for name in ("open", "apart", "answered")}
    assert found == count_groups(operator.pk)


def test_parties_and_other_operators_groups_are_not_among_them(
    departure: Departure, operator: Organization, make_departure: MakeDeparture, make_tour: MakeTour
) -> None:
    sure(departure)
    kept(departure, kind="party")
    other = make_departure(make_tour("elsewhere", organization=make_operator("fast-roads")))
    kept(other)
    assert count_groups(operator.pk) == {"open": 0, "apart": 0, "answered": 0}
    assert not group_requests(operator.pk, "open").exists()
    assert group_requests(other.tour.organization_id, "open").count() == 1


def test_what_waits_longest_comes_back_first_or_changed_last_is_first(
    departure: Departure, operator: Organization
) -> None:
    hours = {name: NOW + timedelta(hours=at) for at, name in enumerate("abc")}
    for name in "bac":
        for state in ("waiting", "held", "confirmed"):
            moment = hours[name]
            kept(departure, state=state, name=name, created_at=moment, until=moment, changed_at=moment)

    def order(tab: str) -> str:
        return "".join(one.name for one in group_requests(operator.pk, tab))

    assert (order("open"), order("apart"), order("answered")) == ("abc", "abc", "cba")


@pytest.mark.parametrize(
    ("state", "after", "near"),
    [
        ("held", timedelta(days=3), True),
        ("held", timedelta(days=3, seconds=1), False),
        ("held", -timedelta(hours=1), True),
        ("held", None, False),
        ("waiting", timedelta(days=1), False),
    ],
)
def test_a_release_date_is_near_three_days_before(state: str, after: timedelta | None, near: bool) -> None:
    booking = Booking(state=state, until=NOW + after if after is not None else None)
    assert is_near(booking, NOW) is near


def test_the_list_says_who_asks_for_what_and_leads_to_the_departure(
    desk: Client, departure: Departure, agent: Organization, lan: User, wei: User, clock: Clock
) -> None:
    who = booker("Lan", person=lan, address=lan.email, organization=agent, language="vi")
    asked = groups.ask_for_group(departure=departure, party={"adult": 8}, booker=who)
    page = page_of(desk.get(HOME))
    (line,) = page.select("tbody tr")
    told = words(line)
    for part in ("Two days at Detian", "Đại lý Sông", "Lan", asked.code, "8", "20"):
        assert part in told
    assert the(line, "b")["lang"] == "vi"
    address = f"/en/desk/slow-roads/departures/{departure.pk}/"
    assert the(line, "th a")["href"] == address
    assert [words(tab) for tab in page.select("nav.tabs a")] == [
        "Waiting for your answer 1", "Seats set apart 0", "Answered 0"
    ]  # fmt: skip
    groups.allot(booking=asked, seats=6, until=NOW + timedelta(days=5), by=wei)
    assert "No groups here" in words(the(page_of(desk.get(HOME)), "main"))
    apart = words(the(page_of(desk.get(f"{HOME}?tab=apart")), "tbody"))
    assert "until" in apart
    assert "Release date near" not in apart
    clock(NOW + timedelta(days=2, minutes=1))
    assert "Release date near" in words(the(page_of(desk.get(f"{HOME}?tab=apart")), "tbody"))


def test_a_tab_or_page_that_is_none_is_the_first_or_the_last(
    desk: Client, departure: Departure, agent: Organization
) -> None:
    Booking.objects.bulk_create(row(departure, agent, code=f"G{at}", name=f"N{at}") for at in range(51))
    page = page_of(desk.get(f"{HOME}?tab=x&page=99"))
    assert len(page.select("tbody tr")) == 1
    assert words(the(page, "nav.tabs [aria-current]")) == "Waiting for your answer 51"
    assert the(page, "a[rel=prev]")["href"] == "?tab=open&page=1"
    assert the(page_of(desk.get("/en/desk/slow-roads/departures/")), f"a[href='{HOME}']")


def test_the_list_asks_as_much_however_many_requests_there_are(
    desk: Client, departure: Departure, make_departure: MakeDeparture
) -> None:
    others = [make_departure(on=datetime(2027, 2, day, tzinfo=UTC).date(), seats=9) for day in (1, 2, 3)]
    houses = Organization.objects.bulk_create(
        Organization(slug=f"agent-{at}", kind="company", source_language="vi", country_id="VN")
        for at in range(8)
    )
    asked = []
    for many in (1, 24, 200):
        there = Booking.objects.count()
        Booking.objects.bulk_create(
            row([departure, *others][at % 4], houses[at % 8], code=f"G{at}") for at in range(there, many)
        )
        with CaptureQueriesContext(connection) as queries:
            page = page_of(desk.get(HOME))
        assert len(page.select("tbody tr")) == min(many, 50)
        asked.append(len(queries))
    assert asked[1] == asked[2] <= asked[0]
