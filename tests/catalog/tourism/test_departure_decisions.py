"""As the day of decision comes, operators are asked and bookers told; the site decides nothing itself."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation

from catalog.merchants.services import add_member
from catalog.notices import letters
from catalog.notices.models import Notice, OutboxMail
from catalog.tourism.models import Booking, Departure
from catalog.tourism.services import seats
from catalog.tourism.services.deciding import follow_decisions
from catalog.tourism.services.departure_clock import follow_clock
from catalog.tourism.services.departures import confirm_departure
from portal.accounts.models import User
from tests.catalog.tourism.booking_cast import booker
from tests.catalog.tourism.conftest import Clock, MakeDeparture

MIDNIGHT = timedelta(hours=16)  # in UTC, of the day before, when a day begins in Nanning


def morning(day: date) -> datetime:
    """Return when a day begins in Nanning."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=1) + MIDNIGHT


@pytest.fixture
def departure(make_departure: MakeDeparture, clock: Clock, wei: User, sophea: User) -> Departure:
    """Promised from four travellers on, decided on 22 February; two have booked. Wei sells, Sophea counts."""
    departure = make_departure(seats=8, minimum=4)
    add_member(organization=departure.tour.organization, user_id=wei.pk, role="sales")
    add_member(organization=departure.tour.organization, user_id=sophea.pk, role="finance")
    held = seats.reserve(departure=departure, party={"adult": 2}, booker=booker())
    seats.confirm(booking=held)
    departure.refresh_from_db()
    return departure


def stages(person: User) -> list[str]:
    told = Notice.objects.filter(recipient=person, kind="tourism.decision").order_by("created_at", "pk")
    return [one.values["stage"] for one in told]


def booker_told() -> list[str]:
    rows = OutboxMail.objects.filter(address="somchai@example.com").order_by("pk")
    return [row.values["event"] for row in rows]


def test_the_operator_is_asked_before_on_the_day_and_after(
    departure: Departure, clock: Clock, wei: User, sophea: User
) -> None:
    decides = departure.decides_on
    assert decides == date(2027, 2, 22)
    clock(morning(decides - timedelta(days=3)) - timedelta(seconds=1))
    assert follow_decisions() == 0
    for days, wanted in ((-3, ["soon"]), (-1, ["soon"]), (0, ["soon", "today"])):
        clock(morning(decides + timedelta(days=days)))
        follow_decisions()
        follow_decisions()
        assert stages(wei) == wanted
        assert "undecided" not in booker_told()
    clock(morning(decides + timedelta(days=1)))
    assert follow_decisions() == 1
    assert stages(wei) == ["soon", "today", "late"]
    assert booker_told().count("undecided") == 1
    clock(morning(decides + timedelta(days=4)))
    assert follow_decisions() == 0
    assert booker_told().count("undecided") == 1
    assert stages(sophea) == []


def test_nothing_is_cancelled_by_itself(departure: Departure, clock: Clock) -> None:
    clock(departure.closes_at)
    follow_clock()
    follow_decisions()
    departure.refresh_from_db()
    assert (departure.state, departure.decided_at) == (Departure.State.CLOSED, None)
    assert Booking.objects.get().state == Booking.State.CONFIRMED
    assert booker_told().count("undecided") == 1


def test_a_promise_ends_the_asking_and_tells_who_booked(
    departure: Departure, clock: Clock, wei: User
) -> None:
    clock(morning(departure.decides_on))
    confirm_departure(departure=departure, by=wei)
    assert follow_decisions() == 0
    assert stages(wei) == []
    assert booker_told()[-1] == "guaranteed"


def test_the_minimum_reached_ends_the_asking(departure: Departure, clock: Clock, wei: User) -> None:
    seats.set_away(departure=departure, kind="elsewhere", seats=2, by=wei)
    departure.refresh_from_db()
    assert departure.state == Departure.State.GUARANTEED
    clock(morning(departure.decides_on + timedelta(days=1)))
    assert follow_decisions() == 0
    assert booker_told() == ["held", "confirmed", "guaranteed"]


def test_where_nobody_booked_nobody_is_asked(departure: Departure, clock: Clock, wei: User) -> None:
    seats.release(booking=Booking.objects.get())
    seats.set_away(departure=departure, kind="blocked", seats=3, by=wei)
    clock(morning(departure.decides_on))
    assert follow_decisions() == 0


def test_a_departure_that_nobody_booked_ends_with_who_asked_too_late(
    departure: Departure, clock: Clock
) -> None:
    seats.release(booking=Booking.objects.get())
    asked = seats.request(
        booking=seats.reserve(departure=departure, party={"adult": 1}, booker=booker("Lan"))
    )
    clock(morning(departure.on + timedelta(days=1)))
    assert follow_clock() == 2
    departure.refresh_from_db()
    asked.refresh_from_db()
    assert departure.state == Departure.State.CANCELLED
    assert asked.state == Booking.State.CANCELLED
    assert departure.taken == 0


def test_the_days_are_those_of_the_meeting_point(departure: Departure, clock: Clock, wei: User) -> None:
    tour = departure.tour
    tour.time_zone = "Asia/Yangon"
    tour.save()
    clock(morning(departure.decides_on))
    follow_decisions()
    assert stages(wei) == ["soon"]
    clock(morning(departure.decides_on) + timedelta(hours=1, minutes=30))
    follow_decisions()
    assert stages(wei) == ["soon", "today"]


def test_the_question_is_asked_in_words_with_its_numbers(
    departure: Departure, clock: Clock, wei: User
) -> None:
    clock(morning(departure.decides_on + timedelta(days=1)))
    follow_decisions()
    notice = Notice.objects.get(recipient=wei, kind="tourism.decision")
    with translation.override("en"):
        shown = letters.shown(notice, "en")
    assert shown.subject == "Still undecided: Two days at Detian, Mar 1, 2027"
    assert "Travellers that are sure: 2. Smallest group: 4. Day of decision: Feb 22, 2027." in shown.text
    assert shown.path == f"/en/desk/slow-roads/departures/{departure.pk}/"
