"""Some departures of the demonstration are sure, some full, some waited for; nobody real is on any."""

from dataclasses import replace
from datetime import timedelta

from catalog.notices.models import OutboxMail
from catalog.tourism.models import Booking, Departure, SeatsAway, Traveller
from catalog.tourism.selectors.desk_departures import undecided_of
from catalog.tourism.services.bookings import Booker
from catalog.tourism.services.deciding import stage_of
from catalog.tourism.services.seats import reserve
from portal.demo.reading import Content
from tests.portal.demo.conftest import Tell
from tests.portal.demo.tours.conftest import LOADED, Set, load, tours_of

BAY, FALLS = "nanning-ha-long-bay-cruise", "detian-ban-gioc-on-foot"


def coming(slug: str) -> list[Departure]:
    return list(Departure.objects.filter(tour__slug=slug).order_by("on"))


def test_departures_fill_up_as_the_files_say(told: Content) -> None:
    load()
    bay, falls = coming(BAY), coming(FALLS)
    # Twelve sold elsewhere and two confirmed are sure; two more are asked for, and an infant takes no seat.
    assert [(one.taken, one.booked) for one in bay[:4]] == [(0, 0), (16, 14), (0, 0), (22, 22)]
    assert (bay[1].state, bay[0].state) == ("guaranteed", "open")
    assert (falls[2].taken, falls[2].free, falls[2].state) == (20, 0, "guaranteed")
    states = {one.state for one in Booking.objects.filter(departure=falls[2])}
    assert states == {"confirmed", "waiting"}
    booked = Booking.objects.get(departure=bay[1], state="confirmed")
    assert booked.price["currency"] == "CNY"
    # In the last quarter 105 per cent of 1,980 yuan for each of two, and nothing for who is carried.
    assert booked.price["total"] == 2 * 207900
    assert booked.names_due is not None
    assert not Booking.objects.filter(state="held", kind="party").exists()


def test_a_group_has_seats_set_apart_and_one_departure_waits_for_a_decision(told: Content) -> None:
    load()
    group = Booking.objects.get(kind="group")
    assert (group.departure, group.state, group.seats) == (coming(BAY)[5], "held", 12)
    assert group.organization is not None
    assert group.organization.slug == "demo-buyer-in-hanoi"
    assert group.until == group.departure.meets_at - timedelta(days=7)
    assert group.departure.taken == 12
    few = coming(FALLS)[0]
    assert few.booked < few.minimum
    assert stage_of(few, LOADED) == "soon"
    assert undecided_of(few.tour.organization_id, LOADED) == [few]


def test_nobody_real_is_on_a_departure_and_no_mail_leaves(told: Content) -> None:
    load()
    assert {one.address.partition("@")[2] for one in Booking.objects.all()} == {"demo.example"}
    assert all(one.person_id for one in Booking.objects.all())
    assert not Traveller.objects.exclude(sealed=b"").exists()
    assert not OutboxMail.objects.exists()
    assert all("虚构" in one.note or "สมมติ" in one.note for one in SeatsAway.objects.all())


def test_seats_are_taken_once_and_again_only_in_the_next_quarter(told: Content, set_clock: Set) -> None:
    load()
    bookings, away = Booking.objects.count(), SeatsAway.objects.count()
    set_clock(LOADED + timedelta(days=9))
    assert load()["Departures with bookings"].new == 0
    assert (Booking.objects.count(), SeatsAway.objects.count()) == (bookings, away)
    set_clock(LOADED.replace(year=2027, month=1, day=20))
    assert load()["Departures with bookings"].new == len(tours_of(told).seats)
    assert (Booking.objects.count(), SeatsAway.objects.count()) == (2 * bookings, 2 * away)


def test_a_departure_somebody_has_booked_is_left_to_them(told: Content, tell: Tell) -> None:
    tours = tours_of(told)
    tell(replace(told, tours=replace(tours, seats=())))
    load()
    visitor = Booker(name="Lan", address="lan@example.org", language="vi")
    reserve(departure=coming(FALLS)[2], party={"adult": 1}, booker=visitor)
    tell(told)
    assert load()["Departures with bookings"].new == len(tours.seats) - 1
    assert coming(FALLS)[2].taken == 1
